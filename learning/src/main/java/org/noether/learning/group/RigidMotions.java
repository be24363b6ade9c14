package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Matrices [R t; 0 1] of size d + 1 that rotate by R and then move by t. */
final class RigidMotions {
  private RigidMotions() {}

  /** Returns matrices for R of shape (..., d, d) and t of shape (..., d). */
  static Tensor of(Tensor rotations, Tensor translations) {
    Shape shape = translations.shape();
    int d = shape.extent(-1);
    Tensor column = translations.reshape(Matrices.extents(shape, 1, d, 1));
    Tensor top = Tensor.concat(shape.rank(), rotations, column);
    Tensor zero = Matrices.constant(translations, 0);
    Tensor[] last = new Tensor[d + 1];
    for (int i = 0; i < d; i++) {
      last[i] = zero;
    }
    last[d] = Matrices.constant(translations, 1);
    return Tensor.concat(shape.rank() - 1, top, Matrices.of(d + 1, last));
  }

  /** Returns R. */
  static Tensor rotations(Tensor u) {
    int d = u.shape().extent(-1) - 1;
    return u.slice(-2, 0, d).slice(-1, 0, d);
  }

  /** Returns t, of shape (..., d). */
  static Tensor translations(Tensor u) {
    int d = u.shape().extent(-1) - 1;
    Tensor column = u.slice(-2, 0, d).slice(-1, d, d + 1);
    return column.reshape(Matrices.extents(column.shape(), 2, d));
  }

  /** Returns [R^T, -R^T t; 0 1]. */
  static Tensor inverse(Tensor u) {
    Tensor back = rotations(u).transpose();
    return of(back, apply(back, translations(u)).neg());
  }

  /** Returns v^-1 u = [S^T R, S^T (t - s); 0 1] where v is [S s; 0 1]: far off, t - s is exact. */
  static Tensor relative(Tensor u, Tensor v) {
    Tensor back = rotations(v).transpose();
    return of(
        Matrices.product(back, rotations(u)), apply(back, translations(u).sub(translations(v))));
  }

  /** Returns movements by t, of shape (..., d). */
  static Tensor moving(Tensor translations) {
    int d = translations.shape().extent(-1);
    return of(Matrices.identity(translations, d), translations);
  }

  /** Returns rotations about the origin, of shape (..., d, d), as motions. */
  static Tensor rotating(Tensor rotations) {
    Shape shape = rotations.shape();
    Shape vectors = Shape.of(Matrices.extents(shape, 1));
    return of(rotations, rotations.graph().full(vectors, 0));
  }

  /** Returns generators of rotations with a row and column of zeros added, then of translations. */
  static List<double[][]> generators(List<double[][]> rotations, int d) {
    List<double[][]> generators = new ArrayList<>();
    for (double[][] rotation : rotations) {
      double[][] generator = new double[d + 1][d + 1];
      for (int i = 0; i < d; i++) {
        System.arraycopy(rotation[i], 0, generator[i], 0, d);
      }
      generators.add(generator);
    }
    generators.addAll(new Translations(d).generators());
    return generators;
  }

  private static Tensor apply(Tensor matrices, Tensor vectors) {
    Shape shape = vectors.shape();
    int d = shape.extent(-1);
    Tensor result = Matrices.product(matrices, vectors.reshape(Matrices.extents(shape, 1, d, 1)));
    return result.reshape(Matrices.extents(result.shape(), 2, d));
  }
}
