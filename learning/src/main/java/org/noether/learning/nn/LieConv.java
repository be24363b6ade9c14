package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A convolution over a Lie group (Finzi et al. 2020, section 4.2 and appendix A.1): at each point
 * the sum, or mean, over its neighbours of kernel times value.
 *
 * @param weightNet the kernel, but for its last linear layer
 * @param linear the kernel's last layer, from values times 16 to outputs
 * @param radius the ball's radius; in training it adapts so that balls hold the wanted fraction
 * @param options how neighbours are chosen
 */
public record LieConv(
    WeightNet weightNet, Linear linear, NamedBuffer radius, ConvolutionOptions options)
    implements Layer {
  private static final double INITIAL_RADIUS = 2;
  private static final double RADIUS_RATE = 0.5;

  /** Returns a convolution whose parts are called {@code prefix.*}. */
  public static LieConv of(
      String prefix, int pairDim, int inputs, int outputs, ConvolutionOptions options) {
    return new LieConv(
        WeightNet.of(prefix + ".weightnet", pairDim, options.bn(), options.activation()),
        Linear.of(prefix + ".linear", WeightNet.OUTPUTS * inputs, outputs),
        new NamedBuffer(prefix + ".r", Shape.SCALAR, INITIAL_RADIUS),
        options);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(weightNet, linear).flatMap(part -> part.parameters().stream()).toList();
  }

  @Override
  public List<NamedBuffer> buffers() {
    return Stream.concat(Stream.of(radius), weightNet.buffers().stream()).toList();
  }

  /** Returns how many planes of {@link Trace#noise} one evaluation uses on clouds of n points. */
  public int noisePlanes(int n) {
    return !options.knn() && options.nbhd() < n ? 1 : 0;
  }

  /** Returns the convolution: values (P, inputs) to (P, outputs). */
  public Tensor apply(Trace trace, CompleteClouds clouds, Tensor values) {
    Tensor mask = neighbours(trace, clouds);
    Tensor kernel = weightNet.apply(trace, clouds.pairs(), mask).mul(mask);
    Tensor contracted = clouds.contract(values, kernel);
    Tensor rows = contracted.reshape(contracted.shape().extent(0), -1);
    Tensor sums = rows.matmul(weight(trace).transpose()).add(trace.parameter(linear.bias()));
    if (!options.mean()) {
      return sums;
    }
    Graph graph = trace.graph();
    Tensor count = clouds.neighbours(mask).max(graph.constant(1));
    return sums.mul(graph.constant(1).div(count));
  }

  /**
   * Returns the last layer's weight, its inputs reordered from (value, kernel) to (kernel, value).
   */
  private Tensor weight(Trace trace) {
    Tensor weight = trace.parameter(linear.weight());
    int outputs = weight.shape().extent(0);
    return weight.reshape(outputs, -1, WeightNet.OUTPUTS).permute(0, 2, 1).reshape(outputs, -1);
  }

  private Tensor neighbours(Trace trace, CompleteClouds clouds) {
    int n = clouds.points();
    if (options.knn()) {
      return options.nbhd() < n ? clouds.nearest(options.nbhd()) : clouds.all();
    }
    Tensor inside = clouds.within(trace.buffer(radius));
    followFill(trace, inside);
    return options.nbhd() < n
        ? clouds.sample(inside, trace.noise(clouds.clouds(), n), options.nbhd())
        : inside;
  }

  private void followFill(Trace trace, Tensor inside) {
    int edges = inside.shape().size();
    Tensor held = inside.sum();
    trace.addOutside(trace.graph().constant(edges).sub(held));
    if (trace.training()) {
      Tensor missing =
          trace.graph().constant(options.fill()).sub(held.div(trace.graph().constant(edges)));
      trace.update(radius, trace.buffer(radius).add(missing.mul(RADIUS_RATE)));
    }
  }
}
