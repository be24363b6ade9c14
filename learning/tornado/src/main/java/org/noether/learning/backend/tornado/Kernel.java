package org.noether.learning.backend.tornado;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** A TaskGraph of one task, which TornadoVM compiles at its first launch. */
final class Kernel {
  /** The threads of a work-group. */
  static final int GROUP = 64;

  /** The name of the task in its graph. */
  static final String TASK = "kernel";

  private static final Field RESULTS = results();

  private final String name;
  private final TornadoExecutionPlan plan;
  private final WorkerGrid grid = grid();

  /** What the plan remembers of each launch, and nobody asks for. */
  private final List<?> results;

  /**
   * Makes a kernel.
   *
   * @param owner the graph that holds the device's memory
   * @param name a name of its own
   * @param task adds the task and its arrays to the graph
   */
  Kernel(
      TornadoDevice device,
      ImmutableTaskGraph owner,
      String ownerName,
      String name,
      Consumer<TaskGraph> task) {
    this.name = name;
    TaskGraph graph = new TaskGraph(name);
    task.accept(graph);
    plan = new TornadoExecutionPlan(owner, graph.snapshot());
    results = resultsOf(plan);
    plan.withDevice(device);
    // The graph that ran last is where a graph looks for the arrays that it shares.
    plan.withGraph(0).withGridScheduler(new GridScheduler(task(ownerName), grid()));
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

  /** Runs the kernel and waits for its end. */
  void launch(int groups) {
    grid.setGlobalWork((long) groups * GROUP, 1, 1);
    grid.setLocalWork(GROUP, 1, 1);
    plan.execute();
    results.clear();
  }

  static String task(String graph) {
    return graph + "." + TASK;
  }

  static WorkerGrid grid() {
    WorkerGrid grid = new WorkerGrid1D(GROUP);
    grid.setLocalWork(GROUP, 1, 1);
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
