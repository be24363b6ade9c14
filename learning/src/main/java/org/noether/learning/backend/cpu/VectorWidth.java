package org.noether.learning.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width that kernels are generated for. Every width works on every machine: the Vector
 * API emulates those that the hardware lacks.
 */
public enum VectorWidth {
  /** Four floats: SSE, NEON. */
  BITS_128(128, FloatVector.SPECIES_128),
  /** Eight floats: AVX2. */
  BITS_256(256, FloatVector.SPECIES_256),
  /** Sixteen floats: AVX-512. */
  BITS_512(512, FloatVector.SPECIES_512);

  /** System property that overrides the machine's preferred width: 128, 256 or 512. */
  public static final String PROPERTY = "noether.vectorBits";

  private final int bits;

  @SuppressWarnings("ImmutableEnumChecker") // a species is immutable
  private final VectorSpecies<Float> species;

  VectorWidth(int bits, VectorSpecies<Float> species) {
    this.bits = bits;
    this.species = species;
  }

  /** Returns the number of bits of one vector. */
  public int bits() {
    return bits;
  }

  /** Returns the number of floats in one vector. */
  public int lanes() {
    return bits / Float.SIZE;
  }

  VectorSpecies<Float> species() {
    return species;
  }

  /**
   * Returns the widest width, at most this one, whose vectors are filled by a number of columns;
   * the narrowest if none is.
   */
  VectorWidth filledBy(int columns) {
    VectorWidth fitting = this;
    while (fitting != BITS_128 && fitting.lanes() > columns) {
      fitting = fitting.narrower();
    }
    return fitting;
  }

  private VectorWidth narrower() {
    return this == BITS_512 ? BITS_256 : BITS_128;
  }

  /**
   * Returns the columns of the next of several tiles that cover a matrix: as many as fit, but so
   * that at least one vector is left if any column is.
   *
   * @param left the columns that are not covered yet, at least those of one vector
   * @param vectors the most vectors of a row of a tile, at least 2
   */
  int columnsOfTile(int left, int vectors) {
    int most = vectors * lanes();
    if (left <= most) {
      return left;
    }
    return Math.min(most, left - lanes());
  }

  /** Returns the vectors that a row of a tile takes. */
  int vectors(int columns) {
    return Math.ceilDiv(columns, lanes());
  }

  /**
   * Returns the width set by the system property {@value #PROPERTY}, or by default the widest that
   * the hardware supports.
   *
   * @throws IllegalArgumentException if the property is not a width
   */
  public static VectorWidth preferred() {
    var property = System.getProperty(PROPERTY);
    if (property == null) {
      return ofBits(Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512));
    }
    try {
      return ofBits(Integer.parseInt(property.strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "system property " + PROPERTY + " must be 128, 256 or 512, not '" + property + "'", e);
    }
  }

  private static VectorWidth ofBits(int bits) {
    return switch (bits) {
      case 128 -> BITS_128;
      case 256 -> BITS_256;
      case 512 -> BITS_512;
      default -> throw new IllegalArgumentException("no vector width of " + bits + " bits");
    };
  }
}
