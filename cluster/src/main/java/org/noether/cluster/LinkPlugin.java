package org.noether.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import org.noether.reports.cluster.Cluster.Link;

/** The way from a task to who started it, over Spark's own connections. */
public final class LinkPlugin implements SparkPlugin {
  /** In the driver: who answers, by the identifier of the task. */
  private static final Map<Long, Listener> LISTENERS = new ConcurrentHashMap<>();

  /** In an executor: the connection. */
  private static volatile @Nullable PluginContext executor;

  /** A message with the task that it is from, and the number of its attempt. */
  private record Question(long task, long attempt, Serializable content) implements Serializable {}

  /** Who answers the latest attempt of a task: one on a machine given up may still be running. */
  private static final class Listener {
    private final Link receiver;
    private final AtomicLong latest = new AtomicLong(-1);

    Listener(Link receiver) {
      this.receiver = receiver;
    }

    Answer answer(Question question) {
      if (latest.accumulateAndGet(question.attempt(), Math::max) > question.attempt()) {
        return new Answer(null, "the task was given to another machine");
      }
      try {
        return new Answer(receiver.ask(question.content()), null);
      } catch (IOException | RuntimeException e) {
        return new Answer(null, String.valueOf(e.getMessage()));
      }
    }
  }

  /** An answer, or why there is none. */
  private record Answer(@Nullable Serializable content, @Nullable String failure)
      implements Serializable {}

  static void listen(long task, Link receiver) {
    LISTENERS.put(task, new Listener(receiver));
  }

  static void forget(long task) {
    LISTENERS.remove(task);
  }

  /** In an executor: the way back from a task. */
  static Link link(long task) {
    long attempt = TaskContext.get().taskAttemptId();
    return content -> {
      PluginContext context = executor;
      if (context == null) {
        throw new IOException("this executor was started without the plugin of Noether");
      }
      Answer answer;
      try {
        answer = (Answer) context.ask(new Question(task, attempt, content));
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
        Listener listener = LISTENERS.get(question.task());
        return listener == null
            ? new Answer(null, "the task is no longer wanted")
            : listener.answer(question);
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
