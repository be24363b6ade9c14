package org.noether.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.cluster.ClusterProvider;

/** Connects to Apache Spark. */
public final class SparkProvider implements ClusterProvider {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  @Override
  public Cluster connect(String master) throws IOException {
    // They log what is told anyway, with stack traces.
    for (String name : List.of("rpc", "SparkContext", "util.Utils")) {
      System.setProperty("org.slf4j.simpleLogger.log.org.apache.spark." + name, "off");
    }
    SparkCluster.announce();
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(SparkSettings.of(master));
    } catch (Exception | LinkageError e) {
      // Spark is written in Scala, which throws exceptions that it does not declare.
      SparkCluster.abandon();
      throw new IOException("--master %s cannot be used: %s".formatted(master, reason(e)), e);
    }
    var cluster = new SparkCluster(context);
    try {
      if (!cluster.isLocal()) {
        awaitExecutor(context, master);
      }
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static void awaitExecutor(JavaSparkContext context, String master) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    // The driver is listed beside the executors.
    while (context.statusTracker().getExecutorInfos().length < 2) {
      if (context.sc().isStopped()) {
        throw new IOException(
            "--master %s was not reached, or could start no executor, of which its log says more"
                .formatted(master));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "--master %s gave no executor in %d minutes; it needs Spark %s on Java %d, and free processors and memory"
                .formatted(
                    master, PATIENCE.toMinutes(), context.version(), Runtime.version().feature()));
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + master, e);
      }
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
