package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Graph;
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

  /** Returns a convolution whose parts are called {@code prefix.weightnet.*} and the like. */
  public static Convolution of(
      String prefix, int pairDim, int inputs, int outputs, ConvolutionOptions options) {
    return new Convolution(
        WeightNet.of(prefix + ".weightnet", pairDim, options.bn(), options.activation()),
        Linear.of(prefix + ".linear", WeightNet.OUTPUTS * inputs, outputs),
        options.mean());
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(weightNet, linear).flatMap(part -> part.parameters().stream()).toList();
  }

  @Override
  public List<NamedBuffer> buffers() {
    return weightNet.buffers();
  }

  /** Returns the convolution: values (P, inputs) to (Q, outputs), 0 where no point is. */
  public Tensor apply(Trace trace, Neighbourhood neighbourhood, Tensor values) {
    Tensor mask = neighbourhood.mask();
    Tensor kernel = weightNet.apply(trace, neighbourhood.pairs(), mask).mul(mask);
    Tensor contracted = neighbourhood.contract(values, kernel);
    Tensor rows = contracted.reshape(contracted.shape().extent(0), -1);
    Tensor sums = rows.matmul(weight(trace).transpose()).add(trace.parameter(linear.bias()));
    if (mean) {
      Graph graph = trace.graph();
      Tensor count = neighbourhood.degrees().max(graph.constant(1));
      sums = sums.mul(graph.constant(1).div(count));
    }
    return sums.mul(neighbourhood.present());
  }

  /**
   * Returns the last layer's weight, its inputs reordered from (value, kernel) to (kernel, value).
   */
  private Tensor weight(Trace trace) {
    Tensor weight = trace.parameter(linear.weight());
    int outputs = weight.shape().extent(0);
    return weight.reshape(outputs, -1, WeightNet.OUTPUTS).permute(0, 2, 1).reshape(outputs, -1);
  }
}
