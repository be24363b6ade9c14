/**
 * Dividing a data set into training, validation and test parts exactly as the paper's experiments
 * did, element for element: numpy's legacy generator and the order in which it is used.
 */
@NullMarked
package org.noether.simulation.split;

import org.jspecify.annotations.NullMarked;
