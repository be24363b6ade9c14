/**
 * From a graph to instructions over planned memory, whatever processor runs them.
 *
 * <p>{@link org.noether.learning.compile.Lowering} turns movement into strided {@linkplain
 * org.noether.learning.compile.View views}, fuses elementwise work into {@linkplain
 * org.noether.learning.compile.Loop loops} and adds products in place; the result is a {@link
 * org.noether.learning.compile.Schedule}. {@link org.noether.learning.compile.MemoryPlan} gives
 * every intermediate value a place in one arena, so that running a schedule allocates nothing.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.compile;
