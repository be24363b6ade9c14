package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * SE2, the rotations and translations of the plane. Coordinates are the angle, then the
 * translation; matrices are of size 3 and act on (x, y, 1). A position lifts to the motions that
 * rotate by any angle and then move the origin there.
 *
 * <p>The reference implementation's matrices of the algebra have the translation in the last row,
 * so that its brackets are all 0; these are not.
 *
 * <p>Formulas: Eade 2017, "Lie groups for 2D and 3D transformations".
 *
 * @param alpha the weight of the angle in distances; that of the translation is 1 - alpha
 */
public record PlaneMotions(double alpha) implements RigidMotions {
  @Override
  public String name() {
    return "SE2(" + alpha + ")";
  }

  @Override
  public Rotations rotations() {
    return new Rotations(alpha);
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor angle = Matrices.component(a, 0);
    Tensor square = angle.square();
    Tensor along = Angles.sinc(square);
    Tensor across = angle.mul(Angles.cosc(square));
    return RigidMotions.of(rotations().exp(angle), turned(along, across, a.slice(-1, 1, 3)));
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor angle = rotations().log(u);
    Tensor square = angle.square();
    Tensor along = Angles.one(square).sub(square.mul(Angles.coscc(square)));
    Tensor translation = turned(along, angle.mul(-0.5), RigidMotions.translation(u));
    return Tensor.concat(u.shape().rank() - 2, angle, translation);
  }

  @Override
  public Tensor stabiliser(Tensor uniform) {
    return RigidMotions.rotating(rotations().exp(uniform.mul(2 * Math.PI)));
  }

  /** Returns [p -q; q p] times vectors of the plane. */
  private static Tensor turned(Tensor p, Tensor q, Tensor vectors) {
    Tensor x = Matrices.component(vectors, 0);
    Tensor y = Matrices.component(vectors, 1);
    return Matrices.vector(p.mul(x).sub(q.mul(y)), q.mul(x).add(p.mul(y)));
  }
}
