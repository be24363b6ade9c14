package org.noether.learning.train;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prepares what a step needs on a thread of its own, while a device computes the step before. What
 * is prepared may depend on the request alone, so it does not matter when it is. From {@link
 * #begin} until the next call of another method, nobody else may use what preparing changes.
 *
 * @param <Q> the request, whose {@code equals} compares all of it
 * @param <T> what is prepared
 */
public final class Ahead<Q, T> {
  private final Function<Q, T> preparation;
  private @Nullable Begun<Q, T> begun;

  private record Begun<Q, T>(Q request, FutureTask<T> result) {}

  /** Creates an object that has prepared nothing. */
  public Ahead(Function<Q, T> preparation) {
    this.preparation = preparation;
  }

  /** Begins to prepare what the next step will probably request. */
  public void begin(Q request) {
    drop();
    var result = new FutureTask<>(() -> preparation.apply(request));
    begun = new Begun<>(request, result);
    Thread.ofPlatform().daemon().name("noether-ahead").start(result);
  }

  /** Returns what is requested, which is prepared now unless that was begun before. */
  public T take(Q request) {
    Begun<Q, T> known = begun;
    begun = null;
    if (known == null) {
      return preparation.apply(request);
    }
    T result = result(known.result());
    return known.request().equals(request) ? result : preparation.apply(request);
  }

  /** Ends what was begun. */
  public void drop() {
    Begun<Q, T> known = begun;
    begun = null;
    if (known != null) {
      var _ = result(known.result());
    }
  }

  private static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while preparing a batch");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
