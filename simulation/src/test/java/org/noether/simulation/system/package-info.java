/** Tests of this package. */
@NullMarked
package org.noether.simulation.system;

import org.jspecify.annotations.NullMarked;
