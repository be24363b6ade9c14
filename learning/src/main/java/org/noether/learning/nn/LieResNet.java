package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.tensor.Tensor;

/**
 * A residual network of convolutions over a Lie group (Finzi et al. 2020, figure 5): an embedding,
 * blocks, and a linear layer, all at each point.
 *
 * <p>Neighbours are either chosen within the graph, for clouds whose positions are known only when
 * a program runs, or before, by a {@link NeighbourChoice}; only then can blocks leave out points.
 */
public final class LieResNet implements Layer {
  private final LieGroup group;
  private final int liftSamples;
  private final Linear embedding;
  private final List<BottleBlock> blocks = new ArrayList<>();
  private final List<ConvolutionOptions> options;
  private final Normalization norm;
  private final Linear last;

  /**
   * Makes a network whose parts are called {@code net.*}.
   *
   * @param group what positions lift to
   * @param liftSamples to how many elements each position lifts
   * @param inputs the number of channels of values
   * @param channels the number of channels after the embedding and after each block
   * @param outputs the number of channels of the result
   * @param options of each block; the layers after the last block use its options
   * @throws IllegalArgumentException if there is no block; or the channels decrease, or are fewer
   *     than 4; or there are not as many options as blocks; or positions lift to one element only,
   *     but more are wanted
   */
  public LieResNet(
      LieGroup group,
      int liftSamples,
      int inputs,
      List<Integer> channels,
      int outputs,
      List<ConvolutionOptions> options) {
    int count = channels.size() - 1;
    if (count < 1) {
      throw new IllegalArgumentException(channels.size() + " numbers of channels; blocks need 2");
    }
    if (options.size() != count) {
      throw new IllegalArgumentException(options.size() + " options for " + count + " blocks");
    }
    if (liftSamples < 1) {
      throw new IllegalArgumentException("liftsamples must be positive, not " + liftSamples);
    }
    if (liftSamples > 1 && group.stabiliserDim() == 0) {
      throw new IllegalArgumentException(
          "liftsamples=%d, but positions lift to one element only of %s"
              .formatted(liftSamples, group.name()));
    }
    this.group = group;
    this.liftSamples = liftSamples;
    this.options = List.copyOf(options);
    embedding = Linear.of("net.0.module", inputs, channels.getFirst());
    for (int i = 1; i <= count; i++) {
      int before = channels.get(i - 1);
      blocks.add(
          new BottleBlock(
              "net." + i, group.pairDim(), before, channels.get(i), options.get(i - 1)));
    }
    norm = Normalization.of(options.getLast().bn(), "net." + (count + 1), channels.getLast());
    last = Linear.of("net." + (count + 3) + ".module", channels.getLast(), outputs);
  }

  @Override
  public List<Layer> layers() {
    return Stream.of(List.of(embedding), blocks, List.of(norm, last))
        .<Layer>flatMap(List::stream)
        .toList();
  }

  /** Returns the convolutions, from the first block's to the last's. */
  public List<LieConv> convolutions() {
    return blocks.stream().map(BottleBlock::conv).toList();
  }

  /** Returns to how many elements each position lifts. */
  public int liftSamples() {
    return liftSamples;
  }

  /** Returns how many planes of {@link Trace#noise} one evaluation uses on clouds of n points. */
  public int noisePlanes(int n) {
    int lifted = n * liftSamples;
    return liftPlanes(lifted)
        + convolutions().stream().mapToInt(conv -> conv.noisePlanes(lifted)).sum();
  }

  /**
   * Returns outputs at each point, of shape (B n s, outputs), where s elements lift each position.
   *
   * @param positions of shape (B, n, repDim)
   * @param values of shape (B, n, inputs)
   * @throws IllegalStateException if blocks leave out points
   */
  public Tensor apply(Trace trace, Tensor positions, Tensor values) {
    if (options.stream().anyMatch(block -> block.dsFrac() < 1)) {
      throw new IllegalStateException("points cannot be left out within a graph");
    }
    CompleteClouds clouds = lift(trace, positions);
    Tensor rows = Pairs.repeated(values, liftSamples).reshape(-1, values.shape().extent(2));
    return apply(
        trace, i -> blocks.get(i).conv().neighbours(trace, clouds), clouds.present(), rows);
  }

  /**
   * As {@link #apply}, but summed over each cloud, or averaged if the options say mean: (B,
   * outputs).
   */
  public Tensor applyPooled(Trace trace, Tensor positions, Tensor values) {
    int clouds = positions.shape().extent(0);
    Tensor x = apply(trace, positions, values);
    Tensor byCloud = x.reshape(clouds, -1, x.shape().extent(1));
    Tensor pooled = options.getLast().mean() ? byCloud.meanKeeping(1) : byCloud.sumKeeping(1);
    return pooled.reshape(clouds, -1);
  }

  /**
   * Returns outputs at the points that are left in the end, of shape (Q, outputs).
   *
   * @param neighbourhoods of the convolutions
   * @param present 1 for points that exist and 0 for others, of shape (P, 1)
   * @param values of lifted points, of shape (P, inputs)
   * @throws IllegalArgumentException if there are not as many neighbourhoods as blocks
   */
  public Tensor apply(
      Trace trace, List<Neighbourhood> neighbourhoods, Tensor present, Tensor values) {
    if (neighbourhoods.size() != blocks.size()) {
      throw new IllegalArgumentException(
          neighbourhoods.size() + " neighbourhoods for " + blocks.size() + " blocks");
    }
    return apply(trace, neighbourhoods::get, present, values);
  }

  /**
   * Returns the sum over the points of each cloud, or if the options say so the mean: values (P, C)
   * to (B, C). The mean over a cloud without points is NaN.
   *
   * @param present 1 for points that exist and 0 for others, of shape (P, 1)
   * @param cloudOf indices of shape (P): each point's cloud
   * @param clouds B
   */
  public Tensor pool(Tensor values, Tensor present, Tensor cloudOf, int clouds) {
    Tensor sums = values.mul(present).scatterAdd(cloudOf, clouds);
    return options.getLast().mean() ? sums.div(present.scatterAdd(cloudOf, clouds)) : sums;
  }

  private Tensor apply(
      Trace trace, IntFunction<Neighbourhood> neighbourhoods, Tensor present, Tensor values) {
    Tensor x = embedding.apply(trace, values);
    Tensor exist = present;
    for (int i = 0; i < blocks.size(); i++) {
      Neighbourhood neighbourhood = neighbourhoods.apply(i);
      x = blocks.get(i).apply(trace, neighbourhood, x, exist);
      exist = neighbourhood.present();
    }
    Tensor normed = norm.apply(trace, x, exist);
    return last.apply(trace, options.getLast().activation().apply(normed));
  }

  /** Lifts each position to group elements, at random where there are several. */
  private CompleteClouds lift(Trace trace, Tensor positions) {
    int count = positions.shape().extent(0);
    int n = positions.shape().extent(1);
    int lifted = n * liftSamples;
    Tensor[] planes = new Tensor[liftPlanes(lifted)];
    if (planes.length == 0) {
      return CompleteClouds.lift(group, positions);
    }
    Arrays.setAll(planes, _ -> trace.noise(count, lifted));
    int numbers = group.stabiliserDim();
    Tensor uniform =
        Tensor.concat(2, planes).slice(2, 0, numbers).reshape(count, n, liftSamples, numbers);
    return CompleteClouds.lift(group, positions, group.stabiliser(uniform));
  }

  /** Returns how many planes of noise it takes to lift to n points; a row holds n numbers. */
  private int liftPlanes(int n) {
    return Math.ceilDiv(group.stabiliserDim(), n);
  }
}
