package org.noether.simulation.array;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.simulation.io.FormatException;

/** An array of numbers in a file, which is read when it is asked for. */
public abstract class NumericArray {
  /** Share of the free memory that an array may take, so that something can be done with it. */
  private static final double MEMORY_SHARE = 0.9;

  private final String source;
  private final String name;
  private final int[] shape;
  private final long size;

  /**
   * Describes an array.
   *
   * @param source the file, for messages
   * @param name the array's name in it
   * @param shape lengths of the axes, outermost first
   * @throws FormatException if an axis has no length or more than an array of Java
   */
  NumericArray(String source, String name, long... shape) throws FormatException {
    this.source = source;
    this.name = name;
    long product = 1;
    for (long length : shape) {
      if (length < 1 || length > Integer.MAX_VALUE || product > Long.MAX_VALUE / length) {
        throw refuse("has shape %s; positive lengths are needed".formatted(Arrays.toString(shape)));
      }
      product *= length;
    }
    this.shape = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    size = product;
  }

  /** Its name in the file. */
  public final String name() {
    return name;
  }

  /** Lengths of the axes, outermost first; none for a single number. */
  public final int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public final long size() {
    return size;
  }

  /** The type of its elements, for people. */
  public abstract String type();

  /**
   * Reads all numbers, widened to doubles, in rows: one for each index of the first axes.
   *
   * @param axes how many axes count the rows; the others lie flat in each, row-major
   * @throws FormatException if the file is damaged, or the array does not fit into memory
   * @throws IOException if the file cannot be read
   */
  public final double[][] rows(int axes) throws IOException {
    long rows = Arrays.stream(shape).limit(axes).asLongStream().reduce(1, (a, b) -> a * b);
    long length = size / rows;
    if (rows > Integer.MAX_VALUE || length > Integer.MAX_VALUE - Long.BYTES) {
      throw refuse("has %d rows of %d numbers, too many to be read".formatted(rows, length));
    }
    demandMemory(source, size);
    demandStored();
    var read = new Rows((int) rows, (int) length);
    read(read);
    return read.values();
  }

  /**
   * Checks that doubles fit into what memory is left, with some to spare.
   *
   * @throws FormatException naming the file, if they do not
   */
  public static void demandMemory(String source, long doubles) throws FormatException {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (doubles > MEMORY_SHARE * free / Double.BYTES) {
      throw FormatException.wholeFile(
          source,
          "it does not fit into memory: it has %d MB, %d MB are left; give Java more with -Xmx"
              .formatted((doubles * Double.BYTES) >> 20, free >> 20));
    }
  }

  /**
   * Reads all numbers, row-major, into one array. It is faster than {@link #rows}, whose arrays the
   * garbage collector copies.
   *
   * @throws FormatException if the file is damaged, or the array does not fit into memory or one
   *     array of Java
   * @throws IOException if the file cannot be read
   */
  public final double[] values() throws IOException {
    return rows(0)[0];
  }

  /** Checks before memory is set aside that the file can hold the array. */
  abstract void demandStored() throws IOException;

  /** Reads all numbers, so that each place gets one. */
  abstract void read(Rows rows) throws IOException;

  final String source() {
    return source;
  }

  final FormatException refuse(String reason) {
    return FormatException.wholeFile(source, name + " " + reason);
  }

  @Override
  public final String toString() {
    String lengths =
        IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return "%s (%s) %s".formatted(name, lengths, type());
  }
}
