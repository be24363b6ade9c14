/**
 * Hamiltonian systems and the distributions that initial conditions are drawn from. A {@link
 * org.noether.simulation.system.HamiltonianSystem} states its energy once, over any Hipparchus
 * number, and a fast vector field beside it; it is a Hipparchus differential equation, so every
 * integrator of that library applies. A state is z = (q, p), each of shape (bodies, dimension) in
 * row-major order. All quantities are dimensionless, as in the paper.
 */
@NullMarked
package org.noether.simulation.system;

import org.jspecify.annotations.NullMarked;
