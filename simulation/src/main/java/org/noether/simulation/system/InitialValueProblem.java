package org.noether.simulation.system;

/**
 * A system and where it starts.
 *
 * @param system the equations of motion
 * @param z0 the state (q, p) at time zero
 */
@SuppressWarnings("ArrayRecordComponent")
public record InitialValueProblem(HamiltonianSystem system, double[] z0) {}
