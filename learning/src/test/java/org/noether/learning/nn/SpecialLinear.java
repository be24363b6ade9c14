package org.noether.learning.nn;

import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Matrices;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Tensor;

/**
 * A user's own group, SL(2): real matrices of size 2 and determinant 1, acting on itself. (x, y, z)
 * stand for the matrix A = [x y+z; y-z -x], whose square is d = x^2 + y^2 - z^2 times the identity.
 * Only elements whose trace exceeds -2 have logarithms.
 */
record SpecialLinear() implements LieGroup {
  /** Of cosh(r), sinh(r) / r and asin(r) / (r sqrt(1 - r^2)) in powers of r^2. */
  private static final double[] COSH = new double[11];

  private static final double[] SINHC = new double[11];
  private static final double[] ARC = new double[14];

  private static final double NEAR = 1.0 / 16;

  static {
    COSH[0] = SINHC[0] = ARC[0] = 1;
    for (int k = 1; k < COSH.length; k++) {
      COSH[k] = COSH[k - 1] / ((2 * k - 1) * 2 * k);
      SINHC[k] = SINHC[k - 1] / (2 * k * (2 * k + 1));
    }
    for (int k = 1; k < ARC.length; k++) {
      ARC[k] = ARC[k - 1] * 2 * k / (2 * k + 1);
    }
  }

  @Override
  public String name() {
    return "SL(2)";
  }

  @Override
  public int lieDim() {
    return 3;
  }

  /** cosh(r) 1 + sinh(r) / r A, where r^2 = d may be negative. */
  @Override
  public Tensor exp(Tensor a) {
    Tensor x = Matrices.component(a, 0);
    Tensor y = Matrices.component(a, 1);
    Tensor z = Matrices.component(a, 2);
    Tensor d = x.square().add(y.square()).sub(z.square());
    Tensor zero = x.sub(x);
    Tensor one = zero.add(1);
    Tensor grows = one.less(d);
    Tensor turns = d.less(one.neg());
    Tensor near = grows.where(zero, turns.where(zero, d));
    Tensor growth = grows.where(d, one).sqrt();
    Tensor angle = turns.where(d.neg(), one).sqrt();
    Tensor up = growth.exp();
    Tensor down = growth.neg().exp();
    Tensor cosh = grows.where(up.add(down).mul(0.5), turns.where(angle.cos(), series(COSH, near)));
    Tensor sinhc =
        grows.where(
            up.sub(down).mul(0.5).div(growth),
            turns.where(angle.sin().div(angle), series(SINHC, near)));
    return Matrices.of(
        2,
        cosh.add(x.mul(sinhc)),
        y.add(z).mul(sinhc),
        y.sub(z).mul(sinhc),
        cosh.sub(x.mul(sinhc)));
  }

  /** (u - c 1) r / sinh(r), where c = cosh(r) is half of u's trace. */
  @Override
  public Tensor log(Tensor u) {
    Tensor c = Matrices.entry(u, 0, 0).add(Matrices.entry(u, 1, 1)).mul(0.5);
    Tensor zero = c.sub(c);
    Tensor h = c.neg().add(1).mul(0.5);
    Tensor turns = zero.add(NEAR).less(h);
    Tensor grows = h.less(zero.add(-NEAR));
    Tensor near = grows.where(zero, turns.where(zero, h));
    Tensor cosh = grows.where(c, zero.add(2));
    Tensor sinh = cosh.square().add(-1).sqrt();
    Tensor cos = turns.where(c, zero);
    Tensor sin = cos.square().neg().add(1).sqrt();
    Tensor factor =
        grows.where(
            cosh.add(sinh).log().div(sinh),
            turns.where(sin.binary(BinaryFunction.ATAN2, cos).div(sin), series(ARC, near)));
    Tensor half = factor.mul(0.5);
    Tensor right = Matrices.entry(u, 0, 1);
    Tensor left = Matrices.entry(u, 1, 0);
    return Tensor.concat(
        -1,
        Matrices.entry(u, 0, 0).sub(Matrices.entry(u, 1, 1)).mul(half),
        right.add(left).mul(half),
        right.sub(left).mul(half));
  }

  private static Tensor series(double[] coefficients, Tensor t) {
    Tensor sum = t.sub(t);
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum.mul(t).add(coefficients[k]);
    }
    return sum;
  }
}
