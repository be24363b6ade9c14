/** The single-precision CPU backend: generated kernels with the Vector API. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.cpu;
