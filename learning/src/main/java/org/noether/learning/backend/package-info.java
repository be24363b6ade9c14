/**
 * What runs a graph.
 *
 * <p>A {@link org.noether.learning.backend.Backend} compiles output tensors into an {@link
 * org.noether.learning.backend.Executable}; each {@link org.noether.learning.backend.Execution} of
 * it owns its working memory, so several run at once, one per thread. {@link
 * org.noether.learning.backend.Backends} chooses a backend and says why.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend;
