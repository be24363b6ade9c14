package org.noether.learning.backend.cpu;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Generates kernels and has them compiled before they are needed, on threads of its own: each is
 * called with little data as often as the JIT compiler waits for. Without that, the first calls
 * with all data run in the interpreter, and the compiler is asked for code that enters loops in
 * their middle, which is soon thrown away.
 *
 * <p>It pays if the compiler waits for few calls and holds up the caller meanwhile. The launcher
 * {@code noether} asks for both, and says so by a system property.
 */
final class WarmUp {
  /** System property: true if the JIT compiler was told to compile kernels after few calls. */
  private static final String PROPERTY = "noether.warmUp";

  private static final boolean ENABLED = Boolean.getBoolean(PROPERTY);

  /** More than the calls that HotSpot waits for with {@code CompileThresholdScaling} of 0.02. */
  static final int CALLS = 120;

  /** One thread prepares a kernel while another waits for the compiler. */
  private static final int THREADS = 2;

  private static final Executor EXECUTOR =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("kernel-warm-up-", 0).factory());

  private WarmUp() {}

  /**
   * Returns a kernel that will be ready for use.
   *
   * @param generator generates it
   * @param call calls it with little data
   */
  static <K> CompletableFuture<K> start(Supplier<K> generator, Consumer<K> call) {
    return ENABLED
        ? startInBackground(generator, call)
        : CompletableFuture.completedFuture(generator.get());
  }

  /** As {@link #start} if the JIT compiler was told to compile kernels after few calls. */
  static <K> CompletableFuture<K> startInBackground(Supplier<K> generator, Consumer<K> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          K kernel = generator.get();
          for (int i = 0; i < CALLS; i++) {
            call.accept(kernel);
          }
          return kernel;
        },
        EXECUTOR);
  }
}
