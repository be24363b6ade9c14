package org.noether.simulation.trajectory;

/**
 * What was written.
 *
 * @param bytes size of the file
 * @param energyDrift the largest |H(t) - H(0)| / |H(0)| over all systems and points
 */
public record Written(long bytes, double energyDrift) {}
