package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.noether.learning.tensor.Tensor;

/**
 * An update function of a graph network: two linear layers, each followed by swish, of several
 * features side by side.
 *
 * @param first from all features together to k
 * @param second from k to k
 */
public record UpdateNet(Linear first, Linear second) implements Layer {

  /** Returns a function whose layers are called {@code prefix.0} and {@code prefix.2}. */
  public static UpdateNet of(String prefix, int inputs, int k) {
    return new UpdateNet(Linear.of(prefix + ".0", inputs, k), Linear.of(prefix + ".2", k, k));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(first, second).flatMap(part -> part.parameters().stream()).toList();
  }

  /**
   * Some of the features that come in.
   *
   * @param x the features, with their channels along the last axis
   * @param spread brings the rows of linear maps of x to where the others' are
   */
  record Part(Tensor x, UnaryOperator<Tensor> spread) {

    /** Features that are where they should be, or broadcast. */
    Part(Tensor x) {
      this(x, UnaryOperator.identity());
    }
  }

  /**
   * Returns the values, of the features' common shape but for the last extent, k. As the first
   * layer is linear, each part meets its own columns of the weight before it is spread.
   *
   * @param parts in the order of the weight's columns; their channels add up to the inputs
   */
  Tensor apply(Trace trace, Part... parts) {
    Tensor weight = trace.parameter(first.weight());
    List<Tensor> terms = new ArrayList<>(List.of(trace.parameter(first.bias())));
    int start = 0;
    for (Part part : parts) {
      Tensor x = part.x();
      int width = x.shape().extent(-1);
      Tensor columns = weight.slice(1, start, start + width);
      Tensor rows = x.reshape(-1, width).matmul(columns.transpose());
      terms.add(part.spread().apply(rows.reshape(x.shape().with(-1, weight.shape().extent(0)))));
      start += width;
    }
    terms.sort(Comparator.comparingInt(term -> term.shape().size()));
    Tensor hidden = Activation.SWISH.apply(terms.stream().reduce(Tensor::add).orElseThrow());
    return Activation.SWISH.apply(second.apply(trace, hidden));
  }
}
