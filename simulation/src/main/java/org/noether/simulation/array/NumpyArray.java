package org.noether.simulation.array;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.noether.simulation.io.FormatException;

/** An array in NumPy's format NPY, versions 1 to 3. */
final class NumpyArray extends NumericArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int LONG_HEADER_VERSION = 2;

  /** Entries of the header, a dictionary of Python, of which any may come first. */
  private static final Pattern DESCR =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*('[^']*'|\"[^\"]*\"|\\[.*\\])", Pattern.DOTALL);

  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");

  private static final Pattern SHAPE =
      Pattern.compile(
          "['\"]shape['\"]\\s*:\\s*\\(((?:\\s*[0-9]+L?\\s*,)*(?:\\s*[0-9]+L?)?\\s*)\\)");

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("f2", ElementType.FLOAT16),
          Map.entry("f4", ElementType.FLOAT32),
          Map.entry("f8", ElementType.FLOAT64),
          Map.entry("i1", ElementType.INT8),
          Map.entry("i2", ElementType.INT16),
          Map.entry("i4", ElementType.INT32),
          Map.entry("i8", ElementType.INT64),
          Map.entry("u1", ElementType.UINT8),
          Map.entry("b1", ElementType.UINT8),
          Map.entry("u2", ElementType.UINT16),
          Map.entry("u4", ElementType.UINT32),
          Map.entry("u8", ElementType.UINT64));

  /** Opens the bytes of an array. */
  interface Content {
    /** The bytes from the beginning. */
    InputStream open() throws IOException;

    /** How many there are. */
    long bytes() throws IOException;
  }

  private final Content content;
  private final ElementType type;
  private final ByteOrder order;
  private final boolean fortran;
  private final int headerBytes;

  private NumpyArray(String source, String name, Content content, Header header)
      throws FormatException {
    super(source, name, lengths(header.shape()));
    this.content = content;
    headerBytes = header.bytes();
    type =
        header
            .type()
            .orElseThrow(() ->
                refuse(
                    "holds elements of the type %s; integers and numbers of half, single or double precision can be read; in Python: numpy.asarray(array, float)"
                        .formatted(header.descr())));
    order = header.descr().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    fortran = header.fortran();
  }

  /**
   * What stands before the elements.
   *
   * @param bytes how many bytes that are
   */
  private record Header(String descr, boolean fortran, String shape, int bytes) {
    /** The type of numbers; empty for other elements. */
    Optional<ElementType> type() {
      return descr.matches("[<>|=].*")
          ? Optional.ofNullable(TYPES.get(descr.substring(1)))
          : Optional.empty();
    }
  }

  static NumpyArray of(String source, String name, Content content) throws IOException {
    return new NumpyArray(source, name, content, header(source, name, content));
  }

  /** Whether it holds a number; if it is damaged, it may, and reading it tells how it is. */
  static boolean isNumeric(Content content) throws IOException {
    try {
      Header header = header("", "", content);
      return header.type().isPresent()
          && Arrays.stream(lengths(header.shape())).noneMatch(length -> length == 0);
    } catch (FormatException | ZipException | EOFException e) {
      return true;
    }
  }

  private static Header header(String source, String name, Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] start = in.readNBytes(MAGIC.length + 2);
      if (start.length < MAGIC.length + 2
          || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
        throw FormatException.wholeFile(source, name + " is not an array of NumPy (NPY)");
      }
      int lengthBytes = start[MAGIC.length] >= LONG_HEADER_VERSION ? Integer.BYTES : Short.BYTES;
      byte[] length = in.readNBytes(lengthBytes);
      long headerLength = 0;
      for (int i = length.length - 1; i >= 0; i--) {
        headerLength = headerLength << Byte.SIZE | Byte.toUnsignedInt(length[i]);
      }
      if (length.length < lengthBytes || headerLength > MAX_HEADER_BYTES) {
        throw FormatException.wholeFile(
            source, "%s has a header of %d bytes".formatted(name, headerLength));
      }
      byte[] bytes = in.readNBytes((int) headerLength);
      String text = new String(bytes, StandardCharsets.UTF_8);
      Matcher descr = DESCR.matcher(text);
      Matcher fortran = FORTRAN.matcher(text);
      Matcher shape = SHAPE.matcher(text);
      if (bytes.length < headerLength || !descr.find() || !fortran.find() || !shape.find()) {
        throw FormatException.wholeFile(source, name + " has a header that is damaged");
      }
      return new Header(
          descr.group(1).replaceAll("['\"]", ""),
          fortran.group(1).equals("True"),
          shape.group(1).replace("L", ""),
          start.length + lengthBytes + bytes.length);
    }
  }

  private static long[] lengths(String shape) {
    return Arrays.stream(shape.split(",", -1))
        .map(String::strip)
        .filter(length -> !length.isEmpty())
        .mapToLong(length -> length.length() > 10 ? Long.MAX_VALUE : Long.parseLong(length))
        .toArray();
  }

  @Override
  public String type() {
    return type.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  void demandStored() throws IOException {
    long expected = headerBytes + size() * type.bytes();
    if (size() > Long.MAX_VALUE / Long.BYTES - headerBytes || content.bytes() != expected) {
      throw refuse(
          "has %d bytes where its shape asks for %d; it was cut off or is damaged"
              .formatted(content.bytes(), expected));
    }
  }

  @Override
  void read(Rows rows) throws IOException {
    int[] shape = shape();
    long[] strides = strides(shape);
    try (InputStream in = content.open()) {
      in.skipNBytes(headerBytes);
      for (long at = 0; at < size(); ) {
        int count = (int) Math.min(size() - at, BLOCK_BYTES / type.bytes());
        byte[] block = in.readNBytes(count * type.bytes());
        if (block.length < count * type.bytes()) {
          throw refuse("was cut off");
        }
        ByteBuffer buffer = ByteBuffer.wrap(block).order(order);
        if (fortran && shape.length > 1) {
          for (int i = 0; i < count; i++) {
            rows.put(type, buffer, i, place(at + i, shape, strides), 1);
          }
        } else {
          rows.put(type, buffer, 0, at, count);
        }
        at += count;
      }
      if (in.read() >= 0) {
        throw refuse("goes on after its last number");
      }
    } catch (EOFException e) {
      throw refuse("was cut off");
    } catch (ZipException e) {
      throw FormatException.damaged(source(), e);
    }
  }

  /** How far apart, row-major, neighbours along each axis lie. */
  private static long[] strides(int[] shape) {
    return IntStream.range(0, shape.length)
        .mapToLong(axis ->
            IntStream.range(axis + 1, shape.length)
                .mapToLong(i -> shape[i])
                .reduce(1, (a, b) -> a * b))
        .toArray();
  }

  /** The place, row-major, of a number that is stored with the first axis fastest. */
  private static long place(long stored, int[] shape, long[] strides) {
    long rest = stored;
    long place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    return place;
  }
}
