/**
 * Hamiltonian systems and the distributions that initial conditions are drawn from. A {@link
 * org.noether.simulation.system.HamiltonianSystem} states its energy once, over any Hipparchus
 * number; its equations of motion are the derivatives of that, or its own. It is a Hipparchus
 * differential equation, so every integrator of that library applies. A state is z = (q, p). All
 * quantities are dimensionless.
 */
@NullMarked
package org.noether.simulation.system;

import org.jspecify.annotations.NullMarked;
