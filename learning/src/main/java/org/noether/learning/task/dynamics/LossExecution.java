package org.noether.learning.task.dynamics;

import java.util.List;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.nn.Ball;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Shape;
import org.noether.learning.train.Binder;
import org.noether.learning.train.Buffers;
import org.noether.learning.train.Layout;
import org.noether.learning.train.Weights;

/** One way to run a {@link LossProgram}, with places of its own for what goes in and comes out. */
final class LossExecution {
  private final LossProgram program;
  private final Weights weights;
  private final Execution execution;
  private final Buffer zs;
  private final Buffer sysP;
  private final Buffer dt;
  private final Buffer factor;
  private final Buffer noise;
  private final Buffer loss;
  private final Buffer ballCounts;
  private final Buffer buffersAfter;

  LossExecution(
      LossProgram program, Execution execution, Backend backend, Samples like, Weights weights) {
    this.program = program;
    this.weights = weights;
    this.execution = execution;
    zs = backend.allocate(program.size() * like.points() * like.width());
    sysP = backend.allocate(program.size() * like.bodies() * like.sysDim());
    dt = backend.allocate(like.points() - 1);
    factor = backend.allocate(1);
    noise = backend.allocate(program.noise().map(Shape::size).orElse(0));
    loss = backend.allocate(1);
    ballCounts = backend.allocate(program.balls().size() * Ball.COUNTS);
    buffersAfter = backend.allocate(weights.layout().bufferCount());
    Binder binder = new Binder(execution, program.inputs());
    binder.bind(LossProgram.STATES, zs, 0);
    binder.bind(LossProgram.SYSTEM, sysP, 0);
    binder.bind(LossProgram.STEPS, dt, 0);
    binder.bind(LossProgram.FACTOR, factor, 0);
    binder.bind(Trace.NOISE, noise, 0);
    binder.bind(weights);
    execution.bindOutput(0, loss, 0);
    if (!program.balls().isEmpty()) {
      execution.bindOutput(1, ballCounts, 0);
    }
  }

  /** Copies the samples that {@code which} names from {@code from} on. */
  void load(Samples samples, int[] which, int from) {
    int states = samples.points() * samples.width();
    int parameters = samples.bodies() * samples.sysDim();
    for (int i = 0; i < program.size(); i++) {
      int sample = which[from + i];
      Buffers.copy(samples.zs(), sample * states, zs, i * states, states);
      Buffers.copy(samples.sysP(), sample * parameters, sysP, i * parameters, parameters);
    }
  }

  /** Says where the gradients go: to a vector laid out as the parameters. */
  void bindGradients(Buffer gradients) {
    List<Layout.Slot> parameters = weights.layout().parameters();
    int output = program.outputs().size() - parameters.size();
    for (Layout.Slot slot : parameters) {
      execution.bindOutput(output++, gradients, slot.offset());
    }
  }

  /** Says where the buffers of a whole batch go after the rollouts. */
  void bindBuffersAfter() {
    int output = 1;
    for (Layout.Slot slot : weights.layout().buffers()) {
      execution.bindOutput(output++, buffersAfter, slot.offset());
    }
  }

  /**
   * Computes the outputs.
   *
   * @param steps the steps between the points
   * @param scale the factor of the sum of squared errors
   * @param random where random numbers come from, if the program takes any
   */
  void run(double[] steps, double scale, RandomGenerator random) {
    dt.put(0, steps);
    factor.set(0, scale);
    for (int i = 0; i < noise.size(); i++) {
      noise.set(i, random.nextDouble());
    }
    execution.run();
  }

  /** Returns the loss. */
  double loss() {
    return loss.get(0);
  }

  /** Returns the counts of all balls. */
  double[] ballCounts() {
    return ballCounts.toArray();
  }

  /** Returns the buffers after the rollouts of a training program. */
  Buffer buffersAfter() {
    return buffersAfter;
  }
}
