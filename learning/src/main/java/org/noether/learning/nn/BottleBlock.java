package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Tensor;

/**
 * A residual bottleneck block, whose convolution has a quarter of the channels (Finzi et al. 2020,
 * figure 5). If there are more output than input channels, the input is padded with zeros.
 */
public final class BottleBlock implements Layer {
  private final LieConv conv;
  private final Normalization before;
  private final Linear down;
  private final Normalization between;
  private final Normalization after;
  private final Linear up;
  private final Activation activation;

  /**
   * Creates a block whose parts are named {@code prefix.conv.*} and {@code prefix.net.*}.
   *
   * @throws IllegalArgumentException if there are fewer outputs than inputs, or fewer than 4 inputs
   */
  public BottleBlock(
      String prefix, int pairDim, int inputs, int outputs, ConvolutionOptions options) {
    if (inputs < 4 || outputs < inputs) {
      throw new IllegalArgumentException(
          "a block needs at least 4 channels and no fewer outputs than inputs, not %d to %d"
              .formatted(inputs, outputs));
    }
    String net = prefix + ".net.";
    boolean bn = options.bn();
    activation = options.activation();
    conv = LieConv.of(prefix + ".conv", pairDim, inputs / 4, outputs / 4, options);
    before = Normalization.of(bn, net + "0", inputs);
    down = Linear.of(net + "2.module", inputs, inputs / 4);
    between = Normalization.of(bn, net + "3", inputs / 4);
    after = Normalization.of(bn, net + "6", outputs / 4);
    up = Linear.of(net + "8.module", outputs / 4, outputs);
  }

  @Override
  public List<Layer> layers() {
    return List.of(conv, before, down, between, after, up);
  }

  /** Returns the block's convolution. */
  LieConv conv() {
    return conv;
  }

  /**
   * Applies the block: values (P, inputs) to (Q, outputs).
   *
   * @param neighbourhood the edges of the convolution, from P to Q points
   * @param present the mask of the P points: 1 for points and 0 for padding, of shape (P, 1)
   */
  public Tensor apply(Trace trace, Neighbourhood neighbourhood, Tensor values, Tensor present) {
    Tensor x = down.apply(trace, activation.apply(before.apply(trace, values, present)));
    x = activation.apply(between.apply(trace, x, present));
    x = conv.convolution().apply(trace, neighbourhood, x);
    x = activation.apply(after.apply(trace, x, neighbourhood.present()));
    x = up.apply(trace, x);
    int more = x.shape().extent(1) - values.shape().extent(1);
    return x.add(neighbourhood.at(values).pad(1, 0, more));
  }
}
