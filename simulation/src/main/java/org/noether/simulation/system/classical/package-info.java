/**
 * Well-known Hamiltonian systems, each with its source, a distribution of parameters and initial
 * states, what it conserves, and an integrator that suits it. They show how a system is written:
 * the same works in a file of one's own.
 */
@NullMarked
package org.noether.simulation.system.classical;

import org.jspecify.annotations.NullMarked;
