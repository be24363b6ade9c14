/** The float32 backend: programs run on arrays by kernels written with the Vector API. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.cpu;
