package org.noether.learning.backend;

/** The floating-point format of a backend's elements. */
public enum Precision {
  /** IEEE 754 binary32. */
  SINGLE(0x1p-24),
  /** IEEE 754 binary64. */
  DOUBLE(0x1p-53);

  private final double unitRoundoff;

  Precision(double unitRoundoff) {
    this.unitRoundoff = unitRoundoff;
  }

  /** Returns the largest relative rounding error. */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** Returns a number rounded to this precision. */
  public double round(double number) {
    return this == SINGLE ? (float) number : number;
  }
}
