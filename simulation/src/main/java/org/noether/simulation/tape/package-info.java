/**
 * Derivatives of functions that are written over Hipparchus' numbers, for evaluating them many
 * times. A function is called once with numbers that record what is done with them; the record is
 * differentiated in reverse and compiled to bytecode. {@link org.noether.simulation.tape.Lanes}
 * evaluates many functions at once that differ by constants alone. Functions that look at the
 * values of their arguments cannot be recorded.
 */
@NullMarked
package org.noether.simulation.tape;

import org.jspecify.annotations.NullMarked;
