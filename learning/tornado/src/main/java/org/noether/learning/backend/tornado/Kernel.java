package org.noether.learning.backend.tornado;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;

/** A TaskGraph of one task, which TornadoVM compiles at its first launch. */
final class Kernel {
  /** The threads of a work-group, where a kernel asks for no other number. */
  static final int GROUP = 64;

  /** The name of the task in its graph. */
  static final String TASK = "kernel";

  private static final Field RESULTS = results();

  private final String name;
  private final TornadoExecutionPlan plan;
  private final int threads;
  private final WorkerGrid grid;

  /** What the plan remembers of each launch, and nobody asks for. */
  private final List<?> results;

  private @Nullable Consumer<TornadoProfilerResult> profile;

  /**
   * Makes a kernel.
   *
   * @param owner the graph that holds the device's memory
   * @param name a name of its own
   * @param threads the threads of a work-group
   * @param task adds the task and its arrays to the graph
   */
  Kernel(
      TornadoDevice device,
      ImmutableTaskGraph owner,
      String ownerName,
      String name,
      int threads,
      Consumer<TaskGraph> task) {
    this.name = name;
    this.threads = threads;
    grid = grid(threads);
    TaskGraph graph = new TaskGraph(name);
    task.accept(graph);
    plan = new TornadoExecutionPlan(owner, graph.snapshot());
    results = resultsOf(plan);
    plan.withDevice(device);
    // The graph that ran last is where a graph looks for the arrays that it shares.
    plan.withGraph(0).withGridScheduler(new GridScheduler(task(ownerName), grid(GROUP)));
    plan.execute();
    plan.withGraph(1).withGridScheduler(new GridScheduler(task(name), grid));
    if (!plan.getDevice(0).equals(device)) {
      throw new IllegalStateException(
          "TornadoVM chose the device %s for kernel %s instead of %s"
              .formatted(plan.getDevice(0).getDescription(), name, device.getDescription()));
    }
  }

  String name() {
    return name;
  }

  /** Has TornadoVM measure each launch from now on, and gives away what it measured. */
  void profile(Consumer<TornadoProfilerResult> results) {
    plan.withProfiler(ProfilerMode.SILENT);
    profile = results;
  }

  /** Runs the kernel and waits for its end. */
  void launch(int groups) {
    grid.setGlobalWork((long) groups * threads, 1, 1);
    grid.setLocalWork(threads, 1, 1);
    TornadoExecutionResult result = plan.execute();
    if (profile != null) {
      profile.accept(result.getProfilerResult());
    }
    results.clear();
  }

  static String task(String graph) {
    return graph + "." + TASK;
  }

  /** Returns a grid of one work-group. */
  static WorkerGrid grid(int threads) {
    WorkerGrid grid = new WorkerGrid1D(threads);
    grid.setLocalWork(threads, 1, 1);
    return grid;
  }

  private static Field results() {
    try {
      Field field = TornadoExecutionPlan.class.getDeclaredField("planResults");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new LinkageError("this version of TornadoVM keeps the results of plans elsewhere", e);
    }
  }

  private static List<?> resultsOf(TornadoExecutionPlan plan) {
    try {
      return (List<?>) RESULTS.get(plan);
    } catch (IllegalAccessException e) {
      throw new LinkageError("the results of a plan are not accessible", e);
    }
  }
}
