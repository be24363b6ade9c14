package org.noether.learning.train;

import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with PyTorch's defaults: decay rates 0.9 and 0.999,
 * epsilon 1e-8 added after the bias correction, no weight decay. A parameter whose gradient is
 * always 0 never changes.
 */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Parameters updated by one call, where a block and its new values are to fit in the cache. */
  private static final int BLOCK = 1 << 14;

  private static final List<String> STATE = List.of("parameters", "m", "v");

  private final Backend backend;
  private final Buffer gradients;
  private final List<Buffer> state;
  private final List<Buffer> next;
  private final int blockSize;
  private final Call block;
  private final Call rest;

  /**
   * Creates the optimiser of one vector of parameters. It reads and changes the given buffers, all
   * of one size.
   *
   * @param backend computes the update
   * @param parameters the parameters
   * @param gradients the gradients, read at each step
   * @param m the running means of the gradients, 0 at the beginning
   * @param v the running means of their squares, 0 at the beginning
   */
  public Adam(Backend backend, Buffer parameters, Buffer gradients, Buffer m, Buffer v) {
    this.backend = backend;
    this.gradients = gradients;
    state = List.of(parameters, m, v);
    blockSize = backend.prefersSmallParts() ? BLOCK : Math.max(1, parameters.size());
    next =
        List.of(
            backend.allocate(blockSize), backend.allocate(blockSize), backend.allocate(blockSize));
    block = call(blockSize);
    rest = call(parameters.size() % blockSize);
  }

  private Call call(int size) {
    Call call = new CompiledFunction(backend, trace(size)).newCall();
    for (int i = 0; i < next.size(); i++) {
      call.store(i, next.get(i), 0);
    }
    return call;
  }

  /**
   * Updates the parameters.
   *
   * @param step the number of this step, from 1
   * @param lr the learning rate
   */
  public void step(long step, double lr) {
    int size = gradients.size();
    int offset = 0;
    if (blockSize <= size) {
      setRates(block, step, lr);
    }
    for (; offset + blockSize <= size; offset += blockSize) {
      change(block, offset, blockSize);
    }
    if (offset < size) {
      setRates(rest, step, lr);
      change(rest, offset, size - offset);
    }
  }

  private static void setRates(Call call, long step, double lr) {
    call.set("step_size", lr / (1 - Math.pow(BETA1, (double) step)));
    call.set("correction", Math.sqrt(1 - Math.pow(BETA2, (double) step)));
  }

  private void change(Call call, int offset, int count) {
    call.set("gradients", gradients, offset);
    for (int i = 0; i < STATE.size(); i++) {
      call.set(STATE.get(i), state.get(i), offset);
    }
    call.run();
    for (int i = 0; i < STATE.size(); i++) {
      backend.copy(next.get(i), 0, state.get(i), offset, count);
    }
  }

  private static List<Tensor> trace(int size) {
    Graph graph = new Graph();
    Shape shape = Shape.of(size);
    Tensor parameters = graph.input("parameters", shape);
    Tensor gradients = graph.input("gradients", shape);
    Tensor m = graph.input("m", shape);
    Tensor v = graph.input("v", shape);
    Tensor stepSize = graph.input("step_size", Shape.SCALAR);
    Tensor correction = graph.input("correction", Shape.SCALAR);
    Tensor nextM = m.add(gradients.sub(m).mul(1 - BETA1));
    Tensor nextV = v.mul(BETA2).add(gradients.square().mul(1 - BETA2));
    Tensor direction = nextM.div(nextV.sqrt().div(correction).add(EPSILON));
    return List.of(parameters.sub(direction.mul(stepSize)), nextM, nextV);
  }
}
