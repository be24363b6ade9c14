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
 * A convolution on point clouds (Wu et al. 2019): a {@link Convolution} whose kernel is a function
 * of the difference of two positions, as for the group T(k), and whose neighbours are the nearest
 * points.
 *
 * @param convolution the kernel and the sums over neighbours
 * @param nbhd the number of neighbours of a point, itself included
 */
public record PointConv(Convolution convolution, int nbhd) implements Layer {
  /**
   * Creates a convolution whose parts are named {@code prefix.*}.
   *
   * @param dim the number of coordinates of a position
   * @param options the options; {@code knn} and {@code fill} are ignored
   * @throws IllegalArgumentException if the options demand subsampling
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

  /** Returns the nearest points of each point, by distances that the caller chooses. */
  public NeighbourLists neighbours(PairDistances distances) {
    return NeighbourSearch.among(distances, Subset.all(distances.layout())).nearest(nbhd);
  }

  /**
   * Applies the convolution: values (P, inputs) to (P, outputs).
   *
   * @param positions of shape (P, dim)
   * @param neighbours from {@link #neighbours}
   */
  public Tensor apply(Trace trace, Tensor positions, NeighbourLists neighbours, Tensor values) {
    var points = LiftedPoints.of(new Translations(positions.shape().extent(1)), positions);
    return convolution.apply(trace, neighbours.on(trace.graph(), points), values);
  }
}
