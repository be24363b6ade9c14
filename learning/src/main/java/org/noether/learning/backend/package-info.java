/**
 * What runs a graph.
 *
 * <p>A {@link org.noether.learning.backend.CompiledFunction} takes the numbers of a graph's inputs
 * by name and gives those of its outputs. Beneath it a {@link org.noether.learning.backend.Backend}
 * keeps numbers in {@link org.noether.learning.backend.Buffer}s and compiles tensors into an {@link
 * org.noether.learning.backend.Executable}; each {@link org.noether.learning.backend.Execution} of
 * it owns its working memory, so several run at once, one per thread. {@link
 * org.noether.learning.backend.Backends} chooses a backend and says why.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend;
