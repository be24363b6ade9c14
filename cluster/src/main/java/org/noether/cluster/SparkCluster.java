package org.noether.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.noether.reports.cluster.Cluster;

/**
 * Tasks on Apache Spark, each a job of its own: Spark chooses the executor, and another one should
 * it be lost. A task that fails is not repeated, because it would fail again.
 */
final class SparkCluster implements Cluster {
  private static final AtomicLong TASKS = new AtomicLong();

  private final JavaSparkContext context;

  SparkCluster(JavaSparkContext context) {
    this.context = context;
  }

  /** What a task came to. */
  private record Outcome(@Nullable Serializable result, @Nullable Throwable failure)
      implements Serializable {}

  /** A task on its way. */
  private record Envelope(long id, Task<?> task) implements Serializable {
    Outcome open() {
      try {
        return new Outcome(task.run(LinkPlugin.link(id)), null);
      } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
        return new Outcome(null, e);
      }
    }
  }

  static boolean isLocal(String master) {
    return master.startsWith("local");
  }

  @Override
  public int slots() {
    return Math.max(1, context.defaultParallelism());
  }

  @Override
  public boolean isLocal() {
    return isLocal(context.master());
  }

  @Override
  @SuppressWarnings("unchecked") // a task's result is of its type
  public <T extends Serializable> T run(String name, Task<T> task, Link receiver)
      throws IOException {
    long id = TASKS.getAndIncrement();
    LinkPlugin.listen(id, receiver);
    Outcome outcome;
    try {
      context.setJobGroup("noether-" + id, name, true);
      outcome = context.parallelize(List.of(new Envelope(id, task)), 1).map(Envelope::open).first();
    } catch (Exception e) {
      throw explained(name, e);
    } finally {
      LinkPlugin.forget(id);
    }
    switch (outcome.failure()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return (T) Objects.requireNonNull(outcome.result());
  }

  /** Spark is written in Scala, which throws exceptions that it does not declare. */
  private IOException explained(String name, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (context.sc().isStopped()) {
      return new IOException("the connection to Spark has ended", e);
    }
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        "%s: %s".formatted(name, e instanceof SparkException ? reason : e.toString()), e);
  }

  @Override
  public void close() {
    context.close();
  }
}
