package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * SO3, the rotations of space about the origin. Coordinates are the axis times the angle. A
 * position lifts to the rotations about the x axis by any angle, followed by the shortest one from
 * the x axis to the position; the coordinate of its orbit is its distance to the origin.
 *
 * @param alpha the weight of the angle in distances
 */
public record SpaceRotations(double alpha) implements MatrixGroup {
  @Override
  public String name() {
    return "SO3(" + alpha + ")";
  }

  @Override
  public int qDim() {
    return 1;
  }

  @Override
  public int repDim() {
    return 3;
  }

  @Override
  public List<double[][]> generators() {
    return List.of(
        new double[][] {{0, 0, 0}, {0, 0, -1}, {0, 1, 0}},
        new double[][] {{0, 0, 1}, {0, 0, 0}, {-1, 0, 0}},
        new double[][] {{0, -1, 0}, {1, 0, 0}, {0, 0, 0}});
  }

  /** Rodrigues' formula: cos(x) 1 + sinc(x) W + cosc(x) w w^T, where W v = w x v and x = |w|. */
  @Override
  public Tensor exp(Tensor a) {
    Tensor square = a.square().sumKeeping(-1);
    Tensor bend = Angles.cosc(square);
    Tensor cos = Angles.one(square).sub(square.mul(bend));
    Tensor[] w = new Tensor[3];
    Tensor[] turn = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      w[i] = Matrices.component(a, i);
      turn[i] = w[i].mul(Angles.sinc(square));
    }
    Tensor xy = w[0].mul(w[1]).mul(bend);
    Tensor yz = w[1].mul(w[2]).mul(bend);
    Tensor zx = w[2].mul(w[0]).mul(bend);
    return Matrices.of(
        3,
        cos.add(w[0].square().mul(bend)),
        xy.sub(turn[2]),
        zx.add(turn[1]),
        xy.add(turn[2]),
        cos.add(w[1].square().mul(bend)),
        yz.sub(turn[0]),
        zx.sub(turn[1]),
        yz.add(turn[0]),
        cos.add(w[2].square().mul(bend)));
  }

  @Override
  public Tensor log(Tensor u) {
    return Quaternions.log(Quaternions.of(u));
  }

  @Override
  public Tensor inverse(Tensor u) {
    return u.transpose();
  }

  /**
   * The shortest rotation from the x axis to p = (a, b, c) / r, which is 1 + W + W^2 / (1 + a) for
   * w = (1, 0, 0) x p. Where p points against the x axis, many are shortest: it turns about the z
   * axis. Where the position is the origin, it is the identity.
   */
  @Override
  public Tensor section(Tensor positions) {
    Tensor radius = orbits(positions);
    Tensor one = Angles.one(radius);
    Tensor away = Angles.positive(radius);
    Tensor length = away.where(radius, one);
    Tensor x = away.where(Matrices.component(positions, 0), one).div(length);
    Tensor y = Matrices.component(positions, 1).div(length);
    Tensor z = Matrices.component(positions, 2).div(length);
    Tensor ahead = Angles.positive(x);
    Tensor off = y.square().add(z.square());
    Tensor aside = Angles.positive(off);
    Tensor bend =
        ahead.where(one.div(one.add(ahead.where(x, one))), one.sub(x).div(aside.where(off, one)));
    Tensor reached = ahead.max(aside);
    Tensor yy = reached.where(one.sub(y.square().mul(bend)), one.neg());
    Tensor zz = one.sub(z.square().mul(bend));
    Tensor yz = y.mul(z).mul(bend).neg();
    return Matrices.of(3, x, y.neg(), z.neg(), y, yy, yz, z, yz, zz);
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Pairs.norm(positions);
  }

  @Override
  public int stabiliserDim() {
    return 1;
  }

  @Override
  public Tensor stabiliser(Tensor uniform) {
    Tensor angle = uniform.mul(2 * Math.PI);
    Tensor zero = Matrices.constant(uniform, 0);
    Tensor one = Matrices.constant(uniform, 1);
    Tensor cos = angle.cos();
    Tensor sin = angle.sin();
    return Matrices.of(3, one, zero, zero, zero, cos, sin.neg(), zero, sin, cos);
  }
}
