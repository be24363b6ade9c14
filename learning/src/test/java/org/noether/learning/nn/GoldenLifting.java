package org.noether.learning.nn;

import java.util.Arrays;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.GoldenStabiliser;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Matrices;
import org.noether.learning.group.Pairs;
import org.noether.learning.group.SpaceRotations;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** How positions lift in golden cases. */
public final class GoldenLifting {
  /** Rounding of a cosine in double precision. */
  private static final double ARC_COSINE = 1e-15;

  /** By how much a network and its derivative increase an error; measured: 6. */
  private static final double AMPLIFIED = 20;

  private GoldenLifting() {}

  /**
   * Returns what positions lift to.
   *
   * @param coords the positions, of shape (B n, d)
   * @param positions their numbers
   * @param shape (B, n, d)
   * @param drawn the name of the numbers that the reference drew, if any
   */
  public static LiftedPoints lifted(
      GoldenLayer golden,
      LieGroup group,
      Tensor coords,
      double[] positions,
      int[] shape,
      int samples,
      String drawn) {
    if (group.stabiliserDim() == 0) {
      return LiftedPoints.of(group, coords);
    }
    int count = coords.shape().extent(0);
    Tensor stabiliser;
    if (group instanceof SpaceRotations) {
      Tensor elements =
          golden.leaf(
              "elements",
              Shape.of(count, samples, 3, 3),
              new ReferenceRotations(positions, shape, golden.theirs(drawn), samples).elements());
      Tensor section = group.section(coords).reshape(count, 1, 3, 3);
      stabiliser = Matrices.product(group.inverse(section), elements);
    } else {
      Tensor coordinates =
          golden.leaf(
              "stabiliser",
              Shape.of(count, samples, group.lieDim()),
              GoldenStabiliser.coordinates(
                  group, golden.tensors().tensor(drawn), shape[1], samples));
      stabiliser = group.exp(coordinates);
    }
    return LiftedPoints.of(group, coords, stabiliser);
  }

  /**
   * Returns the error of the reference's logarithms: it takes angles from their cosines, which near
   * pi tells half of the digits.
   */
  public static double arcCosine(
      GoldenLayer golden, LiftedPoints points, boolean[] mask, int clouds) {
    var packed = new PackedClouds(clouds, mask);
    int[] first = packed.padded(PairDistances.receivers(packed.layout()).toArray());
    int[] second = packed.padded(PairDistances.senders(packed.layout()).toArray());
    Tensor pairs = GoldenLayers.pairs(golden, points).apply(first, second);
    double pairGap = gap(golden, pairs);
    double liftGap = gap(golden, points.group().log(points.elements().orElseThrow()));
    double rounding = golden.exact() ? ARC_COSINE : ARC_COSINE * 0x1p29;
    return AMPLIFIED * rounding * (1 / (pairGap * pairGap) + 1 / (liftGap * liftGap));
  }

  /** Returns by how much the largest angle of logarithms misses pi. */
  private static double gap(GoldenLayer golden, Tensor logarithms) {
    double[] angles = golden.values(Pairs.norm(logarithms.slice(1, 0, 3)));
    return Math.PI - Arrays.stream(angles).max().orElseThrow();
  }

  /** Returns the distances of all pairs of padded points. */
  public static double[] lengths(
      GoldenLayer golden, LiftedPoints points, boolean[] mask, int clouds) {
    int[] sizes = new int[clouds];
    Arrays.fill(sizes, mask.length / clouds);
    CloudLayout padded = CloudLayout.of(sizes);
    Tensor first = golden.graph().indices(PairDistances.receivers(padded).toArray());
    Tensor second = golden.graph().indices(PairDistances.senders(padded).toArray());
    return golden.values(points.distances(first, second));
  }

  /** Returns the mask of lifted points. */
  public static boolean[] repeated(boolean[] mask, int samples) {
    boolean[] repeated = new boolean[mask.length * samples];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = mask[i / samples];
    }
    return repeated;
  }
}
