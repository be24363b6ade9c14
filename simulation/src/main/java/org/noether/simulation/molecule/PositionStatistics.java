package org.noether.simulation.molecule;

/**
 * The mean and spread of the positions of atoms, for the reference's option {@code recenter}:
 * positions less {@code mean}, divided by {@code std}.
 *
 * @param mean the mean of each coordinate, in Angstrom
 * @param std the standard deviation of all coordinates taken together, in Angstrom
 */
public record PositionStatistics(double[] mean, double std) {}
