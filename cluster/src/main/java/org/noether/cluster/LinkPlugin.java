package org.noether.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import org.noether.reports.cluster.Cluster.Link;

/** The way from a task to who started it, over Spark's own connections. */
public final class LinkPlugin implements SparkPlugin {
  /** In the driver: who answers, by the identifier of the task. */
  private static final Map<Long, Link> RECEIVERS = new ConcurrentHashMap<>();

  /** In an executor: the connection. */
  private static volatile @Nullable PluginContext executor;

  /** A message with the task that it is from. */
  private record Question(long task, Serializable content) implements Serializable {}

  /** An answer, or why there is none. */
  private record Answer(@Nullable Serializable content, @Nullable String failure)
      implements Serializable {}

  static void listen(long task, Link receiver) {
    RECEIVERS.put(task, receiver);
  }

  static void forget(long task) {
    RECEIVERS.remove(task);
  }

  /** In an executor: the way back from a task. */
  static Link link(long task) {
    return content -> {
      PluginContext context = executor;
      if (context == null) {
        throw new IOException("this executor was started without the plugin of Noether");
      }
      Answer answer;
      try {
        answer = (Answer) context.ask(new Question(task, content));
      } catch (Exception e) {
        throw new IOException("the driver does not answer: " + e.getMessage(), e);
      }
      if (answer.content() == null) {
        throw new IOException(answer.failure());
      }
      return answer.content();
    };
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Object receive(Object message) {
        var question = (Question) message;
        Link receiver = RECEIVERS.get(question.task());
        if (receiver == null) {
          return new Answer(null, "the task is no longer wanted");
        }
        try {
          return new Answer(receiver.ask(question.content()), null);
        } catch (IOException | RuntimeException e) {
          return new Answer(null, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> more) {
        executor = context;
      }
    };
  }
}
