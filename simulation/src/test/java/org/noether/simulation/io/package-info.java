/** Golden cases for the tests of every module, and the tests of this package. */
@NullMarked
package org.noether.simulation.io;

import org.jspecify.annotations.NullMarked;
