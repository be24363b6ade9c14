/**
 * Compiled functions, and the backends that run them.
 *
 * <p>A {@link org.noether.learning.backend.CompiledFunction} computes outputs of a graph from its
 * named inputs. It uses a {@link org.noether.learning.backend.Backend}, which stores numbers in
 * {@link org.noether.learning.backend.Buffer}s and compiles tensors to an {@link
 * org.noether.learning.backend.Executable}; each {@link org.noether.learning.backend.Execution}
 * owns its working memory, so that several can run concurrently. {@link
 * org.noether.learning.backend.Backends} finds and chooses backends.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend;
