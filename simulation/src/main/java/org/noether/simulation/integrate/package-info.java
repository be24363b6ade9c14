/**
 * Integrators. {@link org.noether.simulation.integrate.Integrators} lists those that data sets are
 * made with and runs them over a grid of times. Most are Hipparchus' own; {@link
 * org.noether.simulation.integrate.SymplecticIntegrator} adds leapfrog and Yoshida's method, {@link
 * org.noether.simulation.integrate.GaussIntegrator} implicit methods that are symplectic for every
 * Hamiltonian, with step handlers, events and dense output as Hipparchus' integrators have them.
 * {@link org.noether.simulation.integrate.Ensemble} integrates many systems at once.
 */
@NullMarked
package org.noether.simulation.integrate;

import org.jspecify.annotations.NullMarked;
