/**
 * The single-precision CPU backend: tasks on Java arrays, run by kernels that are generated as
 * bytecode with the Vector API.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.cpu;
