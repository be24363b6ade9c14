package org.noether.learning.tensor;

import java.util.Arrays;

/** The extents of a tensor's axes, outermost first; rank 0 is a scalar. Elements are row-major. */
public final class Shape {
  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] extents;

  private Shape(int[] extents) {
    this.extents = extents;
  }

  /**
   * Returns the shape with the given extents.
   *
   * @throws IllegalArgumentException if an extent is negative or the product exceeds 2^31 - 1
   */
  public static Shape of(int... extents) {
    long size = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in " + Arrays.toString(extents));
      }
      size = Math.min(size * extent, 1L << 31);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor of shape " + Arrays.toString(extents) + " has more than 2^31 - 1 elements");
    }
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /** Returns the number of axes. */
  public int rank() {
    return extents.length;
  }

  /** Returns the extent of an axis; negative axes count from the last. */
  public int extent(int axis) {
    return extents[axis(axis)];
  }

  /**
   * Returns the axis as a number from 0; negative axes count from the last.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int result = axis < 0 ? axis + extents.length : axis;
    if (result < 0 || result >= extents.length) {
      throw new IllegalArgumentException("no axis " + axis + " in shape " + this);
    }
    return result;
  }

  /** Returns the number of elements. */
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    return size;
  }

  /** Returns a copy of the extents. */
  public int[] toArray() {
    return extents.clone();
  }

  /** Returns this shape with one extent changed. */
  public Shape with(int axis, int extent) {
    int[] changed = extents.clone();
    changed[axis(axis)] = extent;
    return of(changed);
  }

  /**
   * Returns the shape to which tensors of this and the other shape are repeated before they meet.
   *
   * @throws IllegalArgumentException if extents differ, counted from the last, and none is 1
   */
  public Shape broadcastWith(Shape other) {
    if (equals(other)) {
      return this;
    }
    int[] both = new int[Math.max(rank(), other.rank())];
    for (int i = 1; i <= both.length; i++) {
      int left = i <= rank() ? extent(-i) : 1;
      int right = i <= other.rank() ? other.extent(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "shapes " + this + " and " + other + " do not broadcast");
      }
      both[both.length - i] = left == 1 ? right : left;
    }
    return Shape.of(both);
  }

  /** Returns how many elements lie between neighbours along each axis, row-major. */
  public int[] strides() {
    int[] strides = new int[extents.length];
    int stride = 1;
    for (int i = extents.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= extents[i];
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
