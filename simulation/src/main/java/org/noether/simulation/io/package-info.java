/** Files: atomic replacement and the safetensors format. */
@org.jspecify.annotations.NullMarked
package org.noether.simulation.io;
