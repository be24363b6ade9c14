package org.noether.learning.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Values of a layer's leaves. */
final class LayerLeaves {
  private LayerLeaves() {}

  /** Returns parameters as before training, but none of them a constant, and buffers likewise. */
  static Map<String, double[]> of(Layer layer, Random random) {
    Map<String, double[]> leaves = new HashMap<>();
    for (Parameter parameter : layer.parameters()) {
      double[] values = new double[parameter.shape().size()];
      Arrays.setAll(values, _ -> parameter.init().next(random) + 0.1 * random.nextGaussian());
      leaves.put(parameter.name(), values);
    }
    for (NamedBuffer buffer : layer.buffers()) {
      double[] values = new double[buffer.shape().size()];
      Arrays.fill(values, buffer.initial());
      leaves.put(buffer.name(), values);
    }
    return leaves;
  }
}
