package org.noether.learning.train;

import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Shape;

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
  private final Buffer scalars;
  private final Buffer buffersAfter;

  LossExecution(
      LossProgram program, Executable executable, Backend backend, Samples like, Weights weights) {
    this.program = program;
    this.weights = weights;
    execution = executable.newExecution();
    zs = backend.allocate(program.size() * like.points() * like.width());
    sysP = backend.allocate(program.size() * like.bodies() * like.sysDim());
    dt = backend.allocate(like.points() - 1);
    factor = backend.allocate(1);
    noise = backend.allocate(program.noise().map(Shape::size).orElse(0));
    scalars = backend.allocate(LossProgram.SCALARS);
    buffersAfter = backend.allocate(weights.layout().bufferCount());
    Binder binder = new Binder(execution, program.inputs());
    binder.bind(LossProgram.STATES, zs, 0);
    binder.bind(LossProgram.SYSTEM, sysP, 0);
    binder.bind(LossProgram.STEPS, dt, 0);
    binder.bind(LossProgram.FACTOR, factor, 0);
    binder.bind(Trace.NOISE, noise, 0);
    binder.bind(weights);
    for (int i = 0; i < LossProgram.SCALARS; i++) {
      execution.bindOutput(i, scalars, i);
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
    int output = LossProgram.SCALARS;
    for (Layout.Slot slot : weights.layout().buffers()) {
      execution.bindOutput(output++, buffersAfter, slot.offset());
    }
    for (Layout.Slot slot : weights.layout().parameters()) {
      execution.bindOutput(output++, gradients, slot.offset());
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
    return scalars.get(0);
  }

  /** Returns how many neighbours were outside their ball. */
  double outside() {
    return scalars.get(1);
  }

  /** Returns the buffers after the rollouts of a training program. */
  Buffer buffersAfter() {
    return buffersAfter;
  }
}
