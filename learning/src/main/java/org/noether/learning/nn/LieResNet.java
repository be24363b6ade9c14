package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.group.LieGroup;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A residual network of convolutions over a Lie group, without subsampling (Finzi et al. 2020,
 * figure 5): an embedding, blocks, and a linear layer, all at each point.
 */
public final class LieResNet implements Layer {
  private final LieGroup group;
  private final ConvolutionOptions options;
  private final Linear embedding;
  private final List<BottleBlock> blocks = new ArrayList<>();
  private final Normalization norm;
  private final Linear last;

  /**
   * Makes a network whose parts are called {@code net.*}.
   *
   * @param channels the number of channels after the embedding and after each block
   * @throws IllegalArgumentException if the channels decrease, or are fewer than 4
   */
  public LieResNet(
      LieGroup group, int inputs, List<Integer> channels, int outputs, ConvolutionOptions options) {
    this.group = group;
    this.options = options;
    embedding = Linear.of("net.0.module", inputs, channels.getFirst());
    int count = channels.size() - 1;
    for (int i = 1; i <= count; i++) {
      blocks.add(
          new BottleBlock(
              "net." + i, group.pairDim(), channels.get(i - 1), channels.get(i), options));
    }
    norm = Normalization.of(options.bn(), "net." + (count + 1), channels.getLast());
    last = Linear.of("net." + (count + 3) + ".module", channels.getLast(), outputs);
  }

  @Override
  public List<Parameter> parameters() {
    return parts().flatMap(part -> part.parameters().stream()).toList();
  }

  @Override
  public List<NamedBuffer> buffers() {
    return parts().flatMap(part -> part.buffers().stream()).toList();
  }

  /** Returns how many planes of {@link Trace#noise} one evaluation uses on clouds of n points. */
  public int noisePlanes(int n) {
    return liftPlanes(n) + blocks.stream().mapToInt(block -> block.noisePlanes(n)).sum();
  }

  /**
   * Returns outputs at each point, of shape (B n, outputs).
   *
   * @param positions of shape (B, n, repDim)
   * @param values of shape (B n, inputs)
   */
  public Tensor apply(Trace trace, Tensor positions, Tensor values) {
    CompleteClouds clouds = lift(trace, positions);
    Tensor x = embedding.apply(trace, values);
    for (BottleBlock block : blocks) {
      x = block.apply(trace, clouds, x);
    }
    Tensor all = trace.graph().full(Shape.of(x.shape().extent(0), 1), 1);
    return last.apply(trace, options.activation().apply(norm.apply(trace, x, all)));
  }

  /**
   * As {@link #apply}, but summed over each cloud, or averaged if the options say mean: (B,
   * outputs).
   */
  public Tensor applyPooled(Trace trace, Tensor positions, Tensor values) {
    int clouds = positions.shape().extent(0);
    Tensor x = apply(trace, positions, values);
    Tensor byCloud = x.reshape(clouds, positions.shape().extent(1), -1);
    Tensor pooled = options.mean() ? byCloud.meanKeeping(1) : byCloud.sumKeeping(1);
    return pooled.reshape(clouds, -1);
  }

  /** Lifts each position to one group element, at random where there are several. */
  private CompleteClouds lift(Trace trace, Tensor positions) {
    int count = positions.shape().extent(0);
    int n = positions.shape().extent(1);
    Tensor[] planes = new Tensor[liftPlanes(n)];
    if (planes.length == 0) {
      return CompleteClouds.lift(group, positions);
    }
    for (int i = 0; i < planes.length; i++) {
      planes[i] = trace.noise(count, n);
    }
    int numbers = group.stabiliserDim();
    Tensor uniform = Tensor.concat(2, planes).slice(2, 0, numbers).reshape(count, n, 1, numbers);
    return CompleteClouds.lift(group, positions, group.stabiliser(uniform));
  }

  /** Returns how many planes of noise it takes to lift n points; a row holds n numbers. */
  private int liftPlanes(int n) {
    return Math.ceilDiv(group.stabiliserDim(), n);
  }

  private Stream<Layer> parts() {
    return Stream.of(Stream.of(embedding), blocks.stream(), Stream.of(norm, last))
        .flatMap(part -> part);
  }
}
