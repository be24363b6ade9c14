package org.noether.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.noether.reports.cluster.Cluster;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Tasks on Apache Spark, each a job of its own: Spark chooses the executor, and another one should
 * it be lost. A task that fails is not repeated, because it would fail again.
 */
final class SparkCluster implements Cluster {
  private static final AtomicLong TASKS = new AtomicLong();
  private static final AtomicBoolean HOOK = new AtomicBoolean();
  private static final AtomicInteger OPEN = new AtomicInteger();

  /** Above the priority of Spark's own hook. */
  private static final int BEFORE_SPARK = 100;

  private static final int GRACE_SECONDS = 20;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final JavaSparkContext context;

  SparkCluster(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Announces that a cluster will be made, or {@linkplain #abandon() not}. When the program is
   * stopped, Spark waits for those that are announced to be closed, because their commands let
   * running tasks end as they see fit.
   *
   * @throws IllegalStateException if the program is being stopped
   */
  static void announce() {
    if (HOOK.compareAndSet(false, true)) {
      ShutdownHookManager.get()
          .addShutdownHook(SparkCluster::awaitClose, BEFORE_SPARK, GRACE_SECONDS, TimeUnit.SECONDS);
    }
    OPEN.incrementAndGet();
  }

  /** Takes an announcement back. */
  static void abandon() {
    OPEN.decrementAndGet();
  }

  private static void awaitClose() {
    while (OPEN.get() > 0) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What a task came to. */
  private record Outcome(@Nullable Serializable result, @Nullable Throwable failure)
      implements Serializable {}

  /** A task on its way. */
  private record Envelope(long id, Task<?> task) implements Serializable {
    Outcome open() {
      try {
        var place = new Place(TaskContext.get().cpus(), LinkPlugin.link(id));
        return new Outcome(task.run(place), null);
      } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
        return new Outcome(null, e);
      }
    }
  }

  /**
   * Opens an envelope on an executor. A class with a name: for a lambda, Spark parses bytecode of
   * its own anew for each job.
   */
  private static final class Opening
      extends AbstractFunction2<TaskContext, Iterator<Envelope>, Outcome> implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public Outcome apply(TaskContext task, Iterator<Envelope> envelopes) {
      return envelopes.next().open();
    }
  }

  static boolean isLocal(String master) {
    return master.startsWith("local");
  }

  @Override
  public int slots() {
    return Math.max(1, context.defaultParallelism() / processorsPerTask());
  }

  @Override
  public int processorsPerTask() {
    return context.getConf().getInt("spark.task.cpus", 1);
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
      context.setJobGroup(group(id), name, true);
      outcome = open(new Envelope(id, task));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        context.cancelJobGroup(group(id));
        Thread.currentThread().interrupt();
      }
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

  private Outcome open(Envelope envelope) {
    var outcome = new AtomicReference<Outcome>();
    context
        .sc()
        .runJob(
            context.parallelize(List.of(envelope), 1).rdd(),
            new Opening(),
            CollectionConverters.asScala(List.of((Object) 0)).toSeq(),
            new AbstractFunction2<Object, Outcome, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, Outcome result) {
                outcome.set(result);
                return BoxedUnit.UNIT;
              }
            },
            ClassTag.apply(Outcome.class));
    return outcome.get();
  }

  private static String group(long id) {
    return "noether-" + id;
  }

  /** Spark is written in Scala, which throws exceptions that it does not declare. */
  private IOException explained(String name, Exception e) {
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
    abandon();
  }
}
