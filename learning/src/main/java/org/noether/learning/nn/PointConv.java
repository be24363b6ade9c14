package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.cloud.NeighbourSearch;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.Translations;
import org.noether.learning.tensor.Tensor;

/**
 * A convolution of point clouds (Wu et al. 2019): a {@link Convolution} whose kernel sees the
 * difference of two positions, that is their pair in T(k), and whose neighbours are the nearest
 * points.
 *
 * @param convolution kernel and sums
 * @param nbhd how many neighbours a point has, itself among them
 */
public record PointConv(Convolution convolution, int nbhd) implements Layer {

  /**
   * Returns a convolution whose parts are called {@code prefix.*}.
   *
   * @param dim the number of coordinates of a position
   * @param options of which {@code knn} and {@code fill} have no meaning here
   * @throws IllegalArgumentException if points should be left out
   */
  public static PointConv of(
      String prefix, int dim, int inputs, int outputs, ConvolutionOptions options) {
    if (options.dsFrac() < 1) {
      throw new IllegalArgumentException(
          "a point convolution keeps all points, so ds_frac must be 1, not " + options.dsFrac());
    }
    return new PointConv(Convolution.of(prefix, dim, inputs, outputs, options), options.nbhd());
  }

  @Override
  public List<Convolution> layers() {
    return List.of(convolution);
  }

  /** Returns each point's nearest points; which distances count is up to the caller. */
  public NeighbourLists neighbours(PairDistances distances) {
    return NeighbourSearch.among(distances, Subset.all(distances.layout())).nearest(nbhd);
  }

  /**
   * Returns the convolution: values (P, inputs) to (P, outputs).
   *
   * @param positions of shape (P, dim)
   * @param neighbours from {@link #neighbours}
   */
  public Tensor apply(Trace trace, Tensor positions, NeighbourLists neighbours, Tensor values) {
    var points = LiftedPoints.of(new Translations(positions.shape().extent(1)), positions);
    return convolution.apply(trace, neighbours.on(trace.graph(), points), values);
  }
}
