package org.noether.simulation.trajectory;

import java.io.Serializable;

/**
 * Consecutive trajectories of a file that were computed elsewhere, in the file's bytes.
 *
 * @param from the first one's place in the file
 * @param states the states; none if they are in the file already, and so for what follows
 * @param parameters the parameters
 * @param energyDrifts the relative energy drift of each
 * @param invariants value and change of each one's invariants; none if the file has no place for
 *     them
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrajectoryBlock(
    int from, byte[] states, byte[] parameters, double[] energyDrifts, byte[] invariants)
    implements Serializable {}
