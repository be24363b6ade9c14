/**
 * Integrators. Most are Hipparchus' own; the symplectic ones that it lacks are written as {@link
 * org.hipparchus.ode.ODEIntegrator}s with step handlers, events and dense output like theirs.
 * {@link org.noether.simulation.integrate.Integrators} names those that data sets are made with and
 * runs them over a grid of times.
 */
@NullMarked
package org.noether.simulation.integrate;

import org.jspecify.annotations.NullMarked;
