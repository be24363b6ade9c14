/**
 * The device-independent part of the compiler, from a graph to instructions and a memory plan.
 *
 * <p>{@link org.noether.learning.compile.Lowering} turns movement ops into strided {@linkplain
 * org.noether.learning.compile.View views}, fuses elementwise ops and reductions into {@linkplain
 * org.noether.learning.compile.Loop loops} and accumulates matrix products in place; the result is
 * a {@link org.noether.learning.compile.Schedule}. {@link org.noether.learning.compile.MemoryPlan}
 * assigns every intermediate value an offset in one arena by its liveness, so that running a
 * schedule allocates nothing.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.compile;
