package org.noether.learning.task.dynamics;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.group.LieGroup;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Random maps of space of d dimensions; a generator and d determine them. */
final class RandomMaps {
  private static final double OWN_SPREAD = 0.5;
  private static final String COORDINATES = "a";

  private RandomMaps() {}

  /** Draws translations whose components are standard normal. */
  static List<SpaceMap> translations(RandomGenerator random, int d, int count) {
    return Stream.generate(() -> SpaceMap.translation(normal(random, d, 1))).limit(count).toList();
  }

  /** Draws rotations about the origin, distributed evenly over SO(d). */
  static List<SpaceMap> rotations(RandomGenerator random, int d, int count) {
    return Stream.generate(() -> SpaceMap.linear(rotation(random, d))).limit(count).toList();
  }

  /**
   * Draws elements exp(a) of a group of matrices that act on x or on (x, 1); the coordinates a are
   * normal, with standard deviation 1/2.
   */
  static List<SpaceMap> elements(LieGroup group, RandomGenerator random, int d, int count) {
    double[] coordinates = normal(random, count * group.lieDim(), OWN_SPREAD);
    return exp(group, count, coordinates).stream().map(matrix -> SpaceMap.of(matrix, d)).toList();
  }

  private static double[] normal(RandomGenerator random, int count, double spread) {
    return IntStream.range(0, count).mapToDouble(_ -> spread * random.nextGaussian()).toArray();
  }

  /**
   * The orthogonal factor of a matrix of normal numbers, made unique by a positive diagonal of the
   * other factor, is distributed evenly over O(d) (Mezzadri 2007, "How to generate random matrices
   * from the classical compact groups").
   */
  private static RealMatrix rotation(RandomGenerator random, int d) {
    double[][] rows = new double[d][];
    for (int i = 0; i < d; i++) {
      rows[i] = normal(random, d, 1);
    }
    var factors = new QRDecomposition(MatrixUtils.createRealMatrix(rows));
    RealMatrix q = factors.getQ();
    for (int j = 0; j < d; j++) {
      q.setColumnVector(
          j, q.getColumnVector(j).mapMultiply(Math.signum(factors.getR().getEntry(j, j))));
    }
    boolean mirrors = new LUDecomposition(q).getDeterminant() < 0;
    if (mirrors) {
      q.setColumnVector(0, q.getColumnVector(0).mapMultiply(-1));
    }
    return q;
  }

  private static List<RealMatrix> exp(LieGroup group, int count, double[] coordinates) {
    Backend backend = Backends.choose("reference").backend();
    Tensor matrices = group.exp(new Graph().input(COORDINATES, Shape.of(count, group.lieDim())));
    int size = matrices.shape().extent(-1);
    double[] entries =
        new CompiledFunction(backend, List.of(matrices))
            .call(Map.of(COORDINATES, coordinates))
            .getFirst();
    return IntStream.range(0, count).mapToObj(k -> matrix(entries, k * size * size, size)).toList();
  }

  private static RealMatrix matrix(double[] entries, int first, int size) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(size, size);
    for (int i = 0; i < size * size; i++) {
      matrix.setEntry(i / size, i % size, entries[first + i]);
    }
    return matrix;
  }
}
