package org.noether.learning.backend;

/** How exactly a backend keeps numbers. */
public enum Precision {
  /** IEEE 754 binary32. */
  SINGLE(0x1p-24),
  /** IEEE 754 binary64. */
  DOUBLE(0x1p-53);

  private final double unitRoundoff;

  Precision(double unitRoundoff) {
    this.unitRoundoff = unitRoundoff;
  }

  /** Returns the largest relative error of rounding. */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** Returns what becomes of a number that is uploaded and downloaded again. */
  public double round(double number) {
    return this == SINGLE ? (float) number : number;
  }
}
