/**
 * Files. {@link org.noether.simulation.io.AtomicFiles} replaces a file all at once or not at all;
 * {@link org.noether.simulation.io.Safetensors} reads and writes named tensors. What is read is
 * validated before memory is set aside for it, and a refusal names the file, the byte and the
 * reason.
 */
@NullMarked
package org.noether.simulation.io;

import org.jspecify.annotations.NullMarked;
