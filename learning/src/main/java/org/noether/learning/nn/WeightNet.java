package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.tensor.Tensor;

/**
 * The kernel of a convolution but for its last linear layer: a small network from the features of
 * an edge to {@link #OUTPUTS} numbers (Finzi et al. 2020, appendix A.1).
 *
 * @param linears three linear layers
 * @param norms the normalisation after each
 * @param activation the nonlinearity after each
 */
public record WeightNet(List<Linear> linears, List<Normalization> norms, Activation activation)
    implements Layer {
  /** The number of channels of the result. */
  public static final int OUTPUTS = 16;

  private static final int HIDDEN = 32;
  private static final int LAYERS = 3;

  /** Returns a network whose layers are called {@code prefix.0} to {@code prefix.7}. */
  public static WeightNet of(String prefix, int inputs, boolean bn, Activation activation) {
    Linear[] linears = new Linear[LAYERS];
    Normalization[] norms = new Normalization[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      int width = i == LAYERS - 1 ? OUTPUTS : HIDDEN;
      linears[i] = Linear.of(prefix + "." + 3 * i + ".module", i == 0 ? inputs : HIDDEN, width);
      norms[i] = Normalization.of(bn, prefix + "." + (3 * i + 1), width);
    }
    return new WeightNet(List.of(linears), List.of(norms), activation);
  }

  @Override
  public List<Parameter> parameters() {
    return parts().flatMap(part -> part.parameters().stream()).toList();
  }

  @Override
  public List<NamedBuffer> buffers() {
    return parts().flatMap(part -> part.buffers().stream()).toList();
  }

  /** Returns the kernel's values: features (E, inputs) and a mask (E, 1) to (E, 16). */
  public Tensor apply(Trace trace, Tensor features, Tensor mask) {
    Tensor x = features;
    for (int i = 0; i < LAYERS; i++) {
      x = activation.apply(norms.get(i).apply(trace, linears.get(i).apply(trace, x), mask));
    }
    return x;
  }

  private Stream<Layer> parts() {
    return Stream.iterate(0, i -> i < LAYERS, i -> i + 1)
        .flatMap(i -> Stream.of(linears.get(i), norms.get(i)));
  }
}
