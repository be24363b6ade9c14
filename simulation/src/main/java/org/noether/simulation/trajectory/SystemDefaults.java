package org.noether.simulation.trajectory;

import org.noether.simulation.integrate.Integrators;

/**
 * What the data of a kind of systems are made with unless others are asked for.
 *
 * @param bodies number of bodies
 * @param spaceDimension number of space dimensions
 * @param points number of points of a trajectory
 * @param dt nominal time between points
 * @param integrator an integrator that suits the systems
 */
public record SystemDefaults(
    int bodies, int spaceDimension, int points, double dt, Integrators integrator) {}
