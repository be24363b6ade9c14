/** Tests of this package. */
@NullMarked
package org.noether.simulation.trajectory;

import org.jspecify.annotations.NullMarked;
