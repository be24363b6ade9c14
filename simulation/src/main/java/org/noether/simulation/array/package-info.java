/**
 * Named arrays of numbers in files: {@link org.noether.simulation.array.ArrayFile} opens HDF5. What
 * a file declares is compared with its size and with the memory before anything is set aside for
 * it, and a refusal names the file, the array and the reason.
 */
@NullMarked
package org.noether.simulation.array;

import org.jspecify.annotations.NullMarked;
