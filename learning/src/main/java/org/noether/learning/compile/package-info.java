/**
 * From a graph to instructions over planned memory, whatever processor runs them.
 *
 * <p>{@link org.noether.learning.compile.Lowering} turns movement into strided {@linkplain
 * org.noether.learning.compile.View views}, fuses elementwise work into {@linkplain
 * org.noether.learning.compile.Loop loops}, packs each matrix factor once, and adds products in
 * place. {@link org.noether.learning.compile.MemoryPlan} then gives every intermediate value a
 * place in one arena, so that running a program allocates nothing.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.compile;
