package org.noether.learning.nn;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Tensor;

/**
 * At each point the sum, or mean, over its neighbours of kernel times value, where the kernel is a
 * small network of the edge's features (Finzi et al. 2020, appendix A.1, after Wu et al. 2019).
 *
 * @param weightNet the kernel, but for its last linear layer
 * @param linear the kernel's last layer, from values times 16 to outputs
 * @param mean whether sums are divided by the number of neighbours
 */
public record Convolution(WeightNet weightNet, Linear linear, boolean mean) implements Layer {
  /**
   * Returns a convolution whose parts are called {@code prefix.weightnet.*} and {@code
   * prefix.linear.*}.
   */
  public static Convolution of(
      String prefix, int pairDim, int inputs, int outputs, ConvolutionOptions options) {
    return new Convolution(
        WeightNet.of(prefix + ".weightnet", pairDim, options.bn(), options.activation()),
        Linear.of(prefix + ".linear", WeightNet.OUTPUTS * inputs, outputs),
        options.mean());
  }

  @Override
  public List<Layer> layers() {
    return List.of(weightNet, linear);
  }

  /** Returns the convolution: values (P, inputs) to (Q, outputs), 0 where no point is. */
  public Tensor apply(Trace trace, Neighbourhood neighbourhood, Tensor values) {
    Tensor mask = neighbourhood.mask();
    Tensor ofPairs = weightNet.apply(trace, neighbourhood.pairs(), mask);
    Tensor kernel = neighbourhood.pairOf().map(ofPairs::gather).orElseGet(() -> ofPairs.mul(mask));
    Tensor contracted = neighbourhood.contract(values, kernel);
    Tensor rows = contracted.reshape(contracted.shape().extent(0), -1);
    // The weight's inputs are reordered from (value, kernel) to (kernel, value).
    Tensor weight = trace.parameter(linear.weight());
    int outputs = weight.shape().extent(0);
    weight = weight.reshape(outputs, -1, WeightNet.OUTPUTS).permute(0, 2, 1).reshape(outputs, -1);
    Tensor sums = rows.matmul(weight.transpose()).add(trace.parameter(linear.bias()));
    if (mean) {
      Tensor one = trace.graph().constant(1);
      sums = sums.mul(one.div(neighbourhood.degrees().max(one)));
    }
    return sums.mul(neighbourhood.present());
  }

  /**
   * The kernel but for its last linear layer: a network from the features of an edge to {@link
   * #OUTPUTS} numbers.
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
    public List<Layer> layers() {
      return IntStream.range(0, LAYERS)
          .boxed()
          .<Layer>flatMap(i -> Stream.of(linears.get(i), norms.get(i)))
          .toList();
    }

    /** Returns the kernel's values: features (E, inputs) and a mask (E, 1) to (E, 16). */
    public Tensor apply(Trace trace, Tensor features, Tensor mask) {
      Tensor x = features;
      for (int i = 0; i < LAYERS; i++) {
        x = activation.apply(norms.get(i).apply(trace, linears.get(i).apply(trace, x), mask));
      }
      return x;
    }
  }
}
