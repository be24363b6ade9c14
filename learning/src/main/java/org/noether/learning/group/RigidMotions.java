package org.noether.learning.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The rotations and translations of d-dimensional space: matrices [R t; 0 1] of size d + 1 that
 * rotate by R and then move by t. Coordinates are those of the rotation, then of the translation.
 */
interface RigidMotions extends MatrixGroup {
  /** Returns the group of rotations about the origin. */
  MatrixGroup rotations();

  @Override
  default int repDim() {
    return rotations().repDim();
  }

  @Override
  default boolean ignoresTranslations() {
    return true;
  }

  @Override
  default List<double[][]> generators() {
    int d = repDim();
    List<double[][]> generators = new ArrayList<>();
    for (double[][] rotation : rotations().generators()) {
      double[][] generator = new double[d + 1][d + 1];
      for (int i = 0; i < d; i++) {
        System.arraycopy(rotation[i], 0, generator[i], 0, d);
      }
      generators.add(generator);
    }
    generators.addAll(new Translations(d).generators());
    return generators;
  }

  /** Returns [R^T, -R^T t; 0 1]. */
  @Override
  default Tensor inverse(Tensor u) {
    Tensor back = rotation(u).transpose();
    return of(back, apply(back, translation(u)).neg());
  }

  /** Returns [S^T R, S^T (t - s); 0 1] where v is [S s; 0 1]: far off, t - s is exact. */
  @Override
  default Tensor relative(Tensor u, Tensor v) {
    Tensor back = rotation(v).transpose();
    return of(Matrices.product(back, rotation(u)), apply(back, translation(u).sub(translation(v))));
  }

  @Override
  default Tensor section(Tensor positions) {
    return of(Matrices.identity(positions, repDim()), positions);
  }

  @Override
  default int stabiliserDim() {
    return rotations().lieDim();
  }

  @Override
  default Tensor distance(Tensor pairs) {
    int angles = rotations().lieDim();
    return Pairs.norm(pairs.slice(-1, 0, angles))
        .mul(alpha())
        .add(Pairs.norm(pairs.slice(-1, angles, lieDim())).mul(1 - alpha()));
  }

  /** Returns matrices for R of shape (..., d, d) and t of shape (..., d). */
  static Tensor of(Tensor rotations, Tensor translations) {
    Shape shape = translations.shape();
    int d = shape.extent(-1);
    Tensor column = translations.reshape(Matrices.extents(shape, 1, d, 1));
    Tensor top = Tensor.concat(shape.rank(), rotations, column);
    Tensor[] last = new Tensor[d + 1];
    Arrays.fill(last, Matrices.constant(translations, 0));
    last[d] = Matrices.constant(translations, 1);
    return Tensor.concat(shape.rank() - 1, top, Matrices.of(d + 1, last));
  }

  /** Returns R. */
  static Tensor rotation(Tensor u) {
    int d = u.shape().extent(-1) - 1;
    return u.slice(-2, 0, d).slice(-1, 0, d);
  }

  /** Returns t, of shape (..., d). */
  static Tensor translation(Tensor u) {
    int d = u.shape().extent(-1) - 1;
    Tensor column = u.slice(-2, 0, d).slice(-1, d, d + 1);
    return column.reshape(Matrices.extents(column.shape(), 2, d));
  }

  /** Returns rotations about the origin, of shape (..., d, d), as motions. */
  static Tensor rotating(Tensor rotations) {
    Shape vectors = Shape.of(Matrices.extents(rotations.shape(), 1));
    return of(rotations, rotations.graph().full(vectors, 0));
  }

  private static Tensor apply(Tensor matrices, Tensor vectors) {
    Shape shape = vectors.shape();
    int d = shape.extent(-1);
    Tensor result = Matrices.product(matrices, vectors.reshape(Matrices.extents(shape, 1, d, 1)));
    return result.reshape(Matrices.extents(result.shape(), 2, d));
  }
}
