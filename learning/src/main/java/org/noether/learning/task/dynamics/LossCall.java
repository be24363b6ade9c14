package org.noether.learning.task.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.nn.Trace;
import org.noether.learning.train.Layout;
import org.noether.learning.train.Weights;

/** A call of a {@link CompiledLoss}, with memory of its own for inputs and outputs. */
final class LossCall {
  private final CompiledLoss loss;
  private final Weights weights;
  private final Call call;
  private final Backend backend;
  private final Buffer zs;
  private final Buffer sysP;
  private final Buffer buffersAfter;

  /**
   * Allocates the memory.
   *
   * @param threads how many threads share an operation
   */
  LossCall(CompiledLoss loss, int threads, Samples like, Weights weights) {
    this.loss = loss;
    this.weights = weights;
    call = loss.function().newCall(threads, null);
    backend = loss.function().backend();
    zs = backend.allocate(loss.size() * like.points() * like.width());
    sysP = backend.allocate(loss.size() * like.bodies() * like.sysDim());
    buffersAfter = backend.allocate(weights.layout().bufferCount());
    call.set(CompiledLoss.STATES, zs, 0);
    call.set(CompiledLoss.SYSTEM, sysP, 0);
    weights.giveTo(call);
    if (loss.use() == CompiledLoss.Use.BATCH) {
      Layout.store(call, 1, weights.layout().buffers(), buffersAfter);
    }
  }

  /** Copies the samples that {@code which} names from {@code from} on. */
  void load(Samples samples, int[] which, int from) {
    int states = samples.points() * samples.width();
    int parameters = samples.bodies() * samples.sysDim();
    for (int i = 0; i < loss.size(); i++) {
      int sample = which[from + i];
      backend.copy(samples.zs(), sample * states, zs, i * states, states);
      backend.copy(samples.sysP(), sample * parameters, sysP, i * parameters, parameters);
    }
  }

  /** Lets the gradients be stored in a vector laid out as the parameters. */
  void storeGradients(Buffer gradients) {
    List<Layout.Slot> parameters = weights.layout().parameters();
    int first = loss.function().outputs().size() - parameters.size();
    Layout.store(call, first, parameters, gradients);
  }

  /**
   * Computes the outputs.
   *
   * @param steps the steps between the points
   * @param scale the factor of the sum of squared errors
   * @param random the source of random numbers, if the loss takes any
   */
  void run(double[] steps, double scale, RandomGenerator random) {
    call.set(CompiledLoss.STEPS, steps);
    call.set(CompiledLoss.FACTOR, scale);
    drawNoise(call, random);
    call.run();
  }

  /** Sets the random numbers that a network takes, if it takes any. */
  static void drawNoise(Call call, RandomGenerator random) {
    call.function()
        .inputShape(Trace.NOISE)
        .ifPresent(shape -> {
          double[] noise = new double[shape.size()];
          Arrays.setAll(noise, _ -> random.nextDouble());
          call.set(Trace.NOISE, noise);
        });
  }

  /** Returns the loss. */
  double loss() {
    return call.get(0)[0];
  }

  /** Returns the counts of all balls of a microbatch. */
  double[] ballCounts() {
    return loss.balls().isEmpty() ? new double[0] : call.get(1);
  }

  /** Returns the buffers after the rollouts of a whole batch. */
  Buffer buffersAfter() {
    return buffersAfter;
  }
}
