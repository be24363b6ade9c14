package org.noether.learning.task.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;

/** The rates of change that a network gives, one system a state, with the same random numbers. */
final class NetworkFlow {
  private static final String STATE = "z";
  private static final String SYSTEM = "sysP";

  private final Samples samples;
  private final int count;
  private final CompiledFunction function;
  private final int noise;

  /** Traces and compiles the network for the first systems of some samples. */
  NetworkFlow(DynamicsNetwork network, Samples samples, int count) {
    this.samples = samples;
    this.count = count;
    Graph graph = new Graph();
    Trace trace = new Trace(graph, false, network.noisePlanes());
    Tensor z = graph.input(STATE, Shape.of(count, samples.width()));
    Tensor sysP = graph.input(SYSTEM, Shape.of(count, samples.bodies(), samples.sysDim()));
    function = new CompiledFunction(samples.zs().backend(), List.of(network.dzdt(trace, z, sysP)));
    noise = function.inputShape(Trace.NOISE).map(Shape::size).orElse(0) / count;
  }

  /** Returns the number of systems. */
  int count() {
    return count;
  }

  /** Returns whether the network draws random numbers. */
  boolean draws() {
    return noise > 0;
  }

  /** Returns the first points of the samples. */
  double[][] states() {
    Backend backend = samples.zs().backend();
    double[][] states = new double[count][];
    Arrays.setAll(
        states,
        i ->
            backend.download(
                samples.zs(), i * samples.points() * samples.width(), samples.width()));
    return states;
  }

  /** Returns the rates of change of states of these systems, for some weights. */
  UnaryOperator<double[][]> with(Weights weights) {
    return states -> {
      Call call = function.newCall();
      call.set(STATE, Arrays.stream(states).flatMapToDouble(Arrays::stream).toArray());
      call.set(SYSTEM, samples.sysP(), 0);
      weights.giveTo(call);
      if (noise > 0) {
        RandomGenerator random = Randomness.ofEquivariance(0, 0);
        double[] one = random.doubles(noise).toArray();
        double[] all = new double[count * noise];
        Arrays.setAll(all, i -> one[i % noise]);
        call.set(Trace.NOISE, all);
      }
      call.run();
      double[] flat = call.get(0);
      double[][] rates = new double[count][];
      Arrays.setAll(
          rates, i -> Arrays.copyOfRange(flat, i * samples.width(), (i + 1) * samples.width()));
      return rates;
    };
  }
}
