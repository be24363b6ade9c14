package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.nn.Parameter.Init;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A normalisation between a linear layer and its nonlinearity. */
public interface Normalization extends Layer {
  /** Returns masked batch norm, or the identity if {@code bn} is false. */
  static Normalization of(boolean bn, String prefix, int channels) {
    return bn ? MaskedBatchNorm.of(prefix, channels) : (_, x, _) -> x;
  }

  /**
   * Returns the normalised features; batch norm sets those of rows that do not exist to 0 first.
   *
   * @param x features, of shape (rows, channels)
   * @param mask 1 for rows that exist and 0 for others, of shape (rows, 1); a row that stands for
   *     several equal ones has their number
   */
  Tensor apply(Trace trace, Tensor x, Tensor mask);

  /**
   * Batch normalisation (Ioffe and Szegedy 2015) over the rows inside a mask. The variance is
   * clamped from below, as in the reference; PyTorch adds a constant to it. In training the batch's
   * own statistics are used and the running ones follow them; otherwise the running ones are used.
   * The variance of a single row is 0, and so are mean and variance of no rows; the reference's
   * running statistics become NaN then.
   *
   * @param weight the factor after normalising, of shape (channels)
   * @param bias the summand after that, of shape (channels)
   * @param runningMean the moving average of the batches' means
   * @param runningVar the moving average of the batches' unbiased variances
   */
  record MaskedBatchNorm(
      Parameter weight, Parameter bias, NamedBuffer runningMean, NamedBuffer runningVar)
      implements Normalization {
    private static final double SMALLEST_VARIANCE = 1e-5;
    private static final double MOMENTUM = 0.1;

    /** Returns a layer whose parameters and buffers are called {@code prefix.*} as PyTorch's. */
    public static MaskedBatchNorm of(String prefix, int channels) {
      Shape shape = Shape.of(channels);
      return new MaskedBatchNorm(
          new Parameter(prefix + ".weight", shape, Init.constant(1)),
          new Parameter(prefix + ".bias", shape, Init.constant(0)),
          new NamedBuffer(prefix + ".running_mean", shape, 0),
          new NamedBuffer(prefix + ".running_var", shape, 1));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight, bias);
    }

    @Override
    public List<NamedBuffer> buffers() {
      return List.of(runningMean, runningVar);
    }

    @Override
    public Tensor apply(Trace trace, Tensor features, Tensor mask) {
      Tensor one = trace.graph().constant(1);
      Tensor x = features.mul(mask.min(one));
      Tensor mean = trace.buffer(runningMean);
      Tensor variance = trace.buffer(runningVar);
      if (trace.training()) {
        Tensor rows = mask.sum().max(one);
        mean = x.mul(mask).sumKeeping(0).reshape(mean.shape()).div(rows);
        // Centred with a constant, so that the variance's derivatives by rows come without those of
        // the mean, whose sum is 0: they would take another pass over the rows. The square of their
        // difference, 0, has the second derivatives.
        Tensor centre = mean.detach();
        Tensor squares = x.sub(centre).square().mul(mask).sumKeeping(0).reshape(variance.shape());
        variance = squares.div(rows).sub(mean.sub(centre).square());
        follow(trace, runningMean, mean);
        follow(trace, runningVar, squares.div(rows.add(-1).max(one)));
        trace.setCouples();
      }
      Tensor deviation = variance.max(trace.graph().constant(SMALLEST_VARIANCE)).sqrt();
      Tensor ratio = trace.parameter(weight).div(deviation);
      return x.mul(ratio).add(trace.parameter(bias).sub(mean.mul(ratio)));
    }

    private static void follow(Trace trace, NamedBuffer running, Tensor batch) {
      Tensor old = trace.buffer(running);
      trace.update(running, old.mul(1 - MOMENTUM).add(batch.detach().mul(MOMENTUM)));
    }
  }
}
