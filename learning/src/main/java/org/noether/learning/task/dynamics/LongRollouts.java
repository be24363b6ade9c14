package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.Rollout;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Binder;
import org.noether.learning.train.Buffers;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.trajectory.ProgressListener;

/** Follows learned dynamics for many steps: a program of a few steps, run again and again. */
final class LongRollouts {
  private static final int STEPS_PER_RUN = 5;
  private static final int SYSTEMS_PER_RUN = 10;

  private static final String STATE = "z0";
  private static final String SYSTEM = "sysP";
  private static final String STEPS = "dt";

  private final Backend backend;
  private final DynamicsNetwork network;
  private final Weights weights;
  private final Samples samples;
  private final long seed;

  LongRollouts(
      Backend backend, DynamicsNetwork network, Weights weights, Samples samples, long seed) {
    this.backend = backend;
    this.network = network;
    this.weights = weights;
    this.samples = samples;
    this.seed = seed;
  }

  /**
   * Returns the states of the first systems from their samples' first points on: for each system
   * the states at {@code steps} + 1 times.
   */
  double[][][] follow(
      int systems, int steps, double dt, Workers workers, ProgressListener progress) {
    double[][][] states = new double[systems][steps + 1][];
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < systems; from += SYSTEMS_PER_RUN) {
      runs.add(new Run(from, Math.min(SYSTEMS_PER_RUN, systems - from)));
    }
    List<Compiled> programs = runs.stream().map(Run::size).distinct().map(this::compile).toList();
    long total = (long) runs.size() * Math.ceilDiv(steps, STEPS_PER_RUN);
    LongConsumer counter = progress.counter(total);
    workers.run(
        runs.size(),
        (_, i) -> {
          Run run = runs.get(i);
          Compiled compiled =
              programs.stream().filter(p -> p.size() == run.size()).findFirst().orElseThrow();
          follow(
              compiled, run.from(), steps, dt, states, Randomness.ofEvaluation(seed, i), counter);
        });
    return states;
  }

  private record Run(int from, int size) {}

  private record Compiled(int size, Executable executable, Set<String> inputs, int noise) {}

  private Compiled compile(int size) {
    Graph graph = new Graph();
    Trace trace =
        new Trace(graph, false, network.noisePlanes() * Rollout.evaluations(STEPS_PER_RUN));
    Tensor z0 = graph.input(STATE, Shape.of(size, samples.width()));
    Tensor sysP = graph.input(SYSTEM, Shape.of(size, samples.bodies(), samples.sysDim()));
    Tensor dt = graph.input(STEPS, Shape.of(STEPS_PER_RUN));
    Tensor states =
        Rollout.threeEighths(network, trace, z0, sysP, dt).slice(1, 1, STEPS_PER_RUN + 1);
    return new Compiled(
        size,
        backend.compile(List.of(states)),
        Binder.inputs(List.of(states)),
        trace.noiseShape().map(Shape::size).orElse(0));
  }

  private void follow(
      Compiled compiled,
      int from,
      int steps,
      double dt,
      double[][][] states,
      RandomGenerator random,
      LongConsumer counter) {
    int size = compiled.size();
    int width = samples.width();
    int parameters = samples.bodies() * samples.sysDim();
    Buffer z = backend.allocate(size * width);
    Buffer sysP = backend.allocate(size * parameters);
    Buffers.copy(samples.sysP(), from * parameters, sysP, 0, size * parameters);
    Buffer grid = backend.allocate(STEPS_PER_RUN);
    grid.fill(0, STEPS_PER_RUN, dt);
    Buffer noise = backend.allocate(compiled.noise());
    Buffer after = backend.allocate(size * STEPS_PER_RUN * width);
    Execution execution = compiled.executable().newExecution();
    Binder binder = new Binder(execution, compiled.inputs());
    binder.bind(STATE, z, 0);
    binder.bind(SYSTEM, sysP, 0);
    binder.bind(STEPS, grid, 0);
    binder.bind(Trace.NOISE, noise, 0);
    binder.bind(weights);
    execution.bindOutput(0, after, 0);
    for (int i = 0; i < size; i++) {
      Buffers.copy(samples.zs(), (from + i) * samples.points() * width, z, i * width, width);
      states[from + i][0] = z.toArray(i * width, width);
    }
    for (int done = 0; done < steps; done += STEPS_PER_RUN) {
      for (int i = 0; i < noise.size(); i++) {
        noise.set(i, random.nextDouble());
      }
      execution.run();
      for (int i = 0; i < size; i++) {
        int first = i * STEPS_PER_RUN * width;
        for (int k = 0; k < Math.min(STEPS_PER_RUN, steps - done); k++) {
          states[from + i][done + k + 1] = after.toArray(first + k * width, width);
        }
        Buffers.copy(after, first + (STEPS_PER_RUN - 1) * width, z, i * width, width);
      }
      counter.accept(1);
    }
  }
}
