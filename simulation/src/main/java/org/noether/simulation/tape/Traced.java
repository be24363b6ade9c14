package org.noether.simulation.tape;

import org.hipparchus.CalculusFieldElement;
import org.hipparchus.Field;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.util.FieldSinCos;
import org.hipparchus.util.FieldSinhCosh;

/**
 * A number that records what is done with it.
 *
 * @param recording where
 * @param node its node there
 */
record Traced(Recording recording, int node) implements CalculusFieldElement<Traced> {
  private Traced unary(Op op) {
    return recording.apply(op, this, this);
  }

  private Traced binary(Op op, Traced other) {
    return recording.apply(op, this, other);
  }

  @Override
  public double getReal() {
    return recording.value(node);
  }

  @Override
  public Traced getAddendum() {
    return subtract(getReal());
  }

  @Override
  public Field<Traced> getField() {
    return recording;
  }

  @Override
  public Traced newInstance(double value) {
    return recording.constant(value);
  }

  @Override
  public Traced add(Traced other) {
    return binary(Op.ADD, other);
  }

  @Override
  public Traced subtract(Traced other) {
    return binary(Op.SUBTRACT, other);
  }

  @Override
  public Traced multiply(Traced other) {
    return binary(Op.MULTIPLY, other);
  }

  @Override
  public Traced multiply(int n) {
    return multiply((double) n);
  }

  @Override
  public Traced divide(Traced other) {
    return binary(Op.DIVIDE, other);
  }

  @Override
  public Traced reciprocal() {
    return newInstance(1).divide(this);
  }

  @Override
  public Traced square() {
    return multiply(this);
  }

  @Override
  public Traced atan2(Traced x) {
    return binary(Op.ATAN2, x);
  }

  @Override
  public Traced pow(Traced exponent) {
    return binary(Op.POW, exponent);
  }

  @Override
  public Traced pow(double exponent) {
    return binary(Op.POW, newInstance(exponent));
  }

  /** By repeated squaring. */
  @Override
  public Traced pow(int n) {
    if (n < 0) {
      return pow(-n).reciprocal();
    }
    if (n == 0) {
      return newInstance(1);
    }
    Traced half = n == 1 ? this : pow(n / 2);
    return n == 1 ? this : n % 2 == 0 ? half.square() : half.square().multiply(this);
  }

  @Override
  public Traced rootN(int n) {
    return n == 2 ? sqrt() : n == 3 ? cbrt() : pow(1.0 / n);
  }

  @Override
  public Traced hypot(Traced other) {
    return square().add(other.square()).sqrt();
  }

  @Override
  public Traced scalb(int n) {
    return multiply(Math.scalb(1.0, n));
  }

  @Override
  public FieldSinCos<Traced> sinCos() {
    return new FieldSinCos<>(sin(), cos());
  }

  @Override
  public FieldSinhCosh<Traced> sinhCosh() {
    return new FieldSinhCosh<>(sinh(), cosh());
  }

  @Override
  public Traced remainder(double divisor) {
    return remainder(newInstance(divisor));
  }

  /** As Hipparchus defines it: this less the divisor times the nearest whole number. */
  @Override
  public Traced remainder(Traced divisor) {
    return subtract(divisor.multiply(divide(divisor).rint()));
  }

  @Override
  public Traced copySign(Traced sign) {
    return abs().multiply(sign.sign());
  }

  @Override
  public Traced copySign(double sign) {
    return Math.copySign(1, sign) > 0 ? abs() : abs().negate();
  }

  @Override
  public Traced linearCombination(Traced[] a, Traced[] b) {
    if (a.length != b.length) {
      throw new MathIllegalArgumentException(
          LocalizedCoreFormats.DIMENSIONS_MISMATCH, a.length, b.length);
    }
    Traced sum = a[0].multiply(b[0]);
    for (int i = 1; i < a.length; i++) {
      sum = sum.add(a[i].multiply(b[i]));
    }
    return sum;
  }

  @Override
  public Traced linearCombination(Traced a1, Traced b1, Traced a2, Traced b2) {
    return a1.multiply(b1).add(a2.multiply(b2));
  }

  @Override
  public Traced linearCombination(
      Traced a1, Traced b1, Traced a2, Traced b2, Traced a3, Traced b3) {
    return linearCombination(a1, b1, a2, b2).add(a3.multiply(b3));
  }

  @Override
  public Traced linearCombination(
      Traced a1, Traced b1, Traced a2, Traced b2, Traced a3, Traced b3, Traced a4, Traced b4) {
    return linearCombination(a1, b1, a2, b2, a3, b3).add(a4.multiply(b4));
  }

  @Override
  public Traced sqrt() {
    return unary(Op.SQRT);
  }

  @Override
  public Traced sin() {
    return unary(Op.SIN);
  }

  @Override
  public Traced cos() {
    return unary(Op.COS);
  }

  @Override
  public Traced tan() {
    return unary(Op.TAN);
  }

  @Override
  public Traced asin() {
    return unary(Op.ASIN);
  }

  @Override
  public Traced acos() {
    return unary(Op.ACOS);
  }

  @Override
  public Traced atan() {
    return unary(Op.ATAN);
  }

  @Override
  public Traced sinh() {
    return unary(Op.SINH);
  }

  @Override
  public Traced cosh() {
    return unary(Op.COSH);
  }

  @Override
  public Traced tanh() {
    return unary(Op.TANH);
  }

  @Override
  public Traced asinh() {
    return unary(Op.ASINH);
  }

  @Override
  public Traced acosh() {
    return unary(Op.ACOSH);
  }

  @Override
  public Traced atanh() {
    return unary(Op.ATANH);
  }

  @Override
  public Traced exp() {
    return unary(Op.EXP);
  }

  @Override
  public Traced expm1() {
    return unary(Op.EXPM1);
  }

  @Override
  public Traced log() {
    return unary(Op.LOG);
  }

  @Override
  public Traced log1p() {
    return unary(Op.LOG1P);
  }

  @Override
  public Traced log10() {
    return unary(Op.LOG10);
  }

  @Override
  public Traced cbrt() {
    return unary(Op.CBRT);
  }

  @Override
  public Traced abs() {
    return unary(Op.ABS);
  }

  @Override
  public Traced sign() {
    return unary(Op.SIGN);
  }

  @Override
  public Traced floor() {
    return unary(Op.FLOOR);
  }

  @Override
  public Traced ceil() {
    return unary(Op.CEIL);
  }

  @Override
  public Traced rint() {
    return unary(Op.RINT);
  }

  @Override
  public Traced negate() {
    return unary(Op.NEGATE);
  }
}
