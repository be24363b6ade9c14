package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * SE3, the rotations and translations of space. Coordinates (w, t) are those of {@link
 * SpaceRotations}, then the translation; matrices are of size 4 and act on (x, y, z, 1). A position
 * lifts to the motions that apply any rotation and then move the origin there.
 *
 * <p>Formulas: Eade 2017, "Lie groups for 2D and 3D transformations".
 *
 * @param alpha the weight of the angle in distances; that of the translation is 1 - alpha
 * @param perPoint whether each point is lifted with rotations of its own; otherwise all points of a
 *     cloud are lifted with those of the first
 */
public record SpaceMotions(double alpha, boolean perPoint) implements RigidMotions {
  /** Makes the group that lifts each point with rotations of its own. */
  public SpaceMotions(double alpha) {
    this(alpha, true);
  }

  @Override
  public String name() {
    return "SE3(" + alpha + (perPoint ? ")" : ",False)");
  }

  @Override
  public boolean liftsTogether() {
    return !perPoint;
  }

  @Override
  public SpaceRotations rotations() {
    return new SpaceRotations(alpha);
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor w = a.slice(-1, 0, 3);
    Tensor t = a.slice(-1, 3, 6);
    Tensor square = w.square().sumKeeping(-1);
    Tensor once = cross(w, t);
    Tensor moved =
        t.add(once.mul(Angles.cosc(square))).add(cross(w, once).mul(Angles.sincc(square)));
    return RigidMotions.of(rotations().exp(w), moved);
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor w = rotations().log(RigidMotions.rotation(u));
    Tensor t = RigidMotions.translation(u);
    Tensor square = w.square().sumKeeping(-1);
    Tensor once = cross(w, t);
    Tensor back = t.sub(once.mul(0.5)).add(cross(w, once).mul(Angles.coscc(square)));
    return Tensor.concat(w.shape().rank() - 1, w, back);
  }

  @Override
  public Tensor stabiliser(Tensor uniform) {
    return RigidMotions.rotating(Quaternions.rotations(Quaternions.even(uniform)));
  }

  @Override
  public Tensor lift(Tensor positions, Tensor stabiliser) {
    Tensor rotations =
        perPoint ? stabiliser : stabiliser.slice(1, 0, 1).broadcastTo(stabiliser.shape());
    return RigidMotions.super.lift(positions, rotations);
  }

  private static Tensor cross(Tensor a, Tensor b) {
    Tensor[] products = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      products[i] =
          Matrices.component(a, j)
              .mul(Matrices.component(b, k))
              .sub(Matrices.component(a, k).mul(Matrices.component(b, j)));
    }
    return Matrices.vector(products);
  }
}
