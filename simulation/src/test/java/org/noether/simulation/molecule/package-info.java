/** Tests of molecules. */
@NullMarked
package org.noether.simulation.molecule;

import org.jspecify.annotations.NullMarked;
