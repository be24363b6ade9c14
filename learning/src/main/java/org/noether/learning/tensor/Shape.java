package org.noether.learning.tensor;

/**
 * The shape of a tensor, whose elements are row-major.
 *
 * @param extents the extent of each axis, outermost first; none for a scalar
 */
public record Shape(Ints extents) {
  /** The shape of a single number. */
  public static final Shape SCALAR = of();

  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if an extent is negative or the product exceeds 2^31 - 1
   */
  public Shape {
    long size = 1;
    for (int extent : extents.toArray()) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in " + extents);
      }
      size = Math.min(size * extent, 1L << 31);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor of shape " + extents + " has more than 2^31 - 1 elements");
    }
  }

  /** Returns the shape with the given extents, as the constructor. */
  public static Shape of(int... extents) {
    return new Shape(Ints.of(extents));
  }

  /** Returns the number of axes. */
  public int rank() {
    return extents.size();
  }

  /** Returns the extent of an axis; negative axes count from the last. */
  public int extent(int axis) {
    return extents.get(axis(axis));
  }

  /**
   * Returns the axis as a number from 0; negative axes count from the last.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int result = axis < 0 ? axis + rank() : axis;
    if (result < 0 || result >= rank()) {
      throw new IllegalArgumentException("no axis " + axis + " in shape " + this);
    }
    return result;
  }

  /** Returns the number of elements. */
  public int size() {
    int size = 1;
    for (int i = 0; i < rank(); i++) {
      size *= extents.get(i);
    }
    return size;
  }

  /** Returns a copy of the extents. */
  public int[] toArray() {
    return extents.toArray();
  }

  /** Returns this shape with one extent changed. */
  public Shape with(int axis, int extent) {
    int[] changed = toArray();
    changed[axis(axis)] = extent;
    return of(changed);
  }

  /**
   * Returns the shape to which tensors of this and the other shape are broadcast.
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

  /** Returns the distance, in elements, between neighbours along each axis. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int i = rank() - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= extents.get(i);
    }
    return strides;
  }

  @Override
  public String toString() {
    return extents.toString();
  }
}
