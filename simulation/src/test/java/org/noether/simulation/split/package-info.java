/** Tests of this package. */
@NullMarked
package org.noether.simulation.split;

import org.jspecify.annotations.NullMarked;
