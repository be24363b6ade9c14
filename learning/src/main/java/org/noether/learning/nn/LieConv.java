package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A convolution over a Lie group (Finzi et al. 2020, section 4.2): a {@link Convolution} whose
 * kernel takes log(v^-1 u) and both orbits, and whose neighbours are those in a ball about a point,
 * or a random sample of them (appendix A.4), or the nearest.
 *
 * @param convolution the kernel and the sums
 * @param radius the ball's radius; in training it adapts so that balls contain the fraction of a
 *     cloud that the options demand
 * @param options how neighbours are chosen
 */
public record LieConv(Convolution convolution, NamedBuffer radius, ConvolutionOptions options)
    implements Layer {
  private static final double INITIAL_RADIUS = 2;
  private static final double RADIUS_RATE = 0.5;

  /** Returns a convolution whose parts are called {@code prefix.*}. */
  public static LieConv of(
      String prefix, int pairDim, int inputs, int outputs, ConvolutionOptions options) {
    return new LieConv(
        Convolution.of(prefix, pairDim, inputs, outputs, options),
        new NamedBuffer(prefix + ".r", Shape.SCALAR, INITIAL_RADIUS),
        options);
  }

  @Override
  public List<Convolution> layers() {
    return List.of(convolution);
  }

  @Override
  public List<NamedBuffer> buffers() {
    return Stream.concat(Stream.of(radius), convolution.buffers().stream()).toList();
  }

  /** Returns how many planes of {@link Trace#noise} one evaluation uses on clouds of n points. */
  public int noisePlanes(int n) {
    return !options.knn() && options.nbhd() < n ? 1 : 0;
  }

  /**
   * Chooses neighbours within the graph, for clouds whose positions are known only when a program
   * runs. In training it updates the radius.
   */
  Neighbourhood neighbours(Trace trace, CompleteClouds clouds) {
    int n = clouds.points();
    if (options.knn()) {
      return clouds.neighbourhood(
          options.nbhd() < n ? clouds.nearest(options.nbhd()) : clouds.all());
    }
    Tensor inside = clouds.within(trace.buffer(radius));
    if (trace.training()) {
      followFill(trace, clouds, inside);
    }
    return clouds.neighbourhood(
        options.nbhd() < n
            ? clouds.sample(inside, trace.noise(clouds.clouds(), n), options.nbhd())
            : inside);
  }

  private void followFill(Trace trace, CompleteClouds clouds, Tensor inside) {
    Tensor before = trace.buffer(radius);
    if (trace.holdsRadii()) {
      trace.add(Ball.of(this, clouds, before, inside));
      return;
    }
    Tensor held = inside.sum().div(trace.graph().constant(inside.shape().size()));
    Tensor missing = trace.graph().constant(options.fill()).sub(held);
    trace.update(radius, before.add(missing.mul(RADIUS_RATE)));
  }

  /**
   * Returns the radius for the next evaluation in training.
   *
   * @param held the fraction of a cloud that balls of the radius contained, on average
   */
  public double follow(double radius, double held) {
    return radius + RADIUS_RATE * (options.fill() - held);
  }
}
