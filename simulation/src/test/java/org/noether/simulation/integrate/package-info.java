/** Tests of this package. */
@NullMarked
package org.noether.simulation.integrate;

import org.jspecify.annotations.NullMarked;
