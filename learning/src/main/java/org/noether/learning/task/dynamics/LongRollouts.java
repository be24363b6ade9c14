package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.Rollout;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.trajectory.ProgressListener;

/** Follows learned dynamics for many steps: a program of a few steps, run again and again. */
record LongRollouts(
    Backend backend,
    IntFunction<DynamicsNetwork> networks,
    Weights weights,
    SampleSet samples,
    long seed) {
  private static final int STEPS_PER_RUN = 5;
  private static final int SYSTEMS_PER_RUN = 10;

  private static final String STATE = "z0";
  private static final String SYSTEM = "sysP";
  private static final String STEPS = "dt";

  /**
   * Returns the states of the first systems from their samples' first points on: for each system
   * the states at {@code steps} + 1 times.
   */
  double[][][] follow(
      int systems, int steps, double dt, Workers workers, ProgressListener progress) {
    double[][][] states = new double[systems][steps + 1][];
    List<Run> runs = new ArrayList<>();
    for (int group = 0; group < samples.groups().size(); group++) {
      Samples own = samples.groups().get(group);
      int[] members = samples.firstOf(group, systems);
      Map<Integer, CompiledFunction> functions = new HashMap<>();
      for (int from = 0; from < members.length; from += SYSTEMS_PER_RUN) {
        int[] run =
            Arrays.copyOfRange(members, from, Math.min(from + SYSTEMS_PER_RUN, members.length));
        CompiledFunction function =
            functions.computeIfAbsent(run.length, size -> compile(own, size));
        runs.add(new Run(own, from, run, function));
      }
    }
    long total = (long) runs.size() * Math.ceilDiv(steps, STEPS_PER_RUN);
    LongConsumer counter = progress.counter(total);
    workers.run(
        runs.size(),
        (_, i) ->
            follow(runs.get(i), steps, dt, states, Randomness.ofEvaluation(seed, i), counter));
    return states;
  }

  /** Some samples of a group, from {@code from} on, which are {@code members} of the set. */
  private record Run(Samples samples, int from, int[] members, CompiledFunction function) {
    int size() {
      return members.length;
    }
  }

  private CompiledFunction compile(Samples own, int size) {
    DynamicsNetwork network = networks.apply(own.bodies());
    Graph graph = new Graph();
    Trace trace =
        new Trace(graph, false, network.noisePlanes() * Rollout.evaluations(STEPS_PER_RUN));
    Tensor z0 = graph.input(STATE, Shape.of(size, own.width()));
    Tensor sysP = graph.input(SYSTEM, Shape.of(size, own.bodies(), own.sysDim()));
    Tensor dt = graph.input(STEPS, Shape.of(STEPS_PER_RUN));
    Tensor states =
        Rollout.threeEighths(network, trace, z0, sysP, dt).slice(1, 1, STEPS_PER_RUN + 1);
    return new CompiledFunction(backend, List.of(states));
  }

  private void follow(
      Run run,
      int steps,
      double dt,
      double[][][] states,
      RandomGenerator random,
      LongConsumer counter) {
    Samples own = run.samples();
    int width = own.width();
    double[] z = new double[run.size() * width];
    for (int i = 0; i < run.size(); i++) {
      int first = (run.from() + i) * own.points() * width;
      double[] state = backend.download(own.zs(), first, width);
      states[run.members()[i]][0] = state;
      System.arraycopy(state, 0, z, i * width, width);
    }
    double[] grid = new double[STEPS_PER_RUN];
    Arrays.fill(grid, dt);
    Call call = run.function().newCall();
    call.set(STEPS, grid);
    call.set(SYSTEM, own.sysP(), run.from() * own.bodies() * own.sysDim());
    weights.giveTo(call);
    for (int done = 0; done < steps; done += STEPS_PER_RUN) {
      call.set(STATE, z);
      LossCall.drawNoise(call, random);
      call.run();
      double[] after = call.get(0);
      for (int i = 0; i < run.size(); i++) {
        int first = i * STEPS_PER_RUN * width;
        for (int k = 0; k < Math.min(STEPS_PER_RUN, steps - done); k++) {
          int at = first + k * width;
          states[run.members()[i]][done + k + 1] = Arrays.copyOfRange(after, at, at + width);
        }
        System.arraycopy(after, first + (STEPS_PER_RUN - 1) * width, z, i * width, width);
      }
      counter.accept(1);
    }
  }
}
