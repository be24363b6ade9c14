package org.noether.simulation.array;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.noether.simulation.io.AtomicFiles;

/** Writes arrays to NumPy's NPZ. */
public final class NumpyOutput {
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private NumpyOutput() {}

  /**
   * Writes a file, replacing it atomically.
   *
   * @param level level of compression, 0 for none
   * @throws IOException if it cannot be written
   */
  public static void write(Path target, List<Hdf5Output.Output> arrays, int level)
      throws IOException {
    AtomicFiles.write(
        target,
        out -> {
          var zip = new ZipOutputStream(out);
          zip.setLevel(level == 0 ? Deflater.NO_COMPRESSION : level);
          for (Hdf5Output.Output array : arrays) {
            var entry = new ZipEntry(array.name() + ".npy");
            entry.setLastModifiedTime(FileTime.fromMillis(0)); // the same bytes every time
            zip.putNextEntry(entry);
            zip.write(header(array.values()));
            writeRows(array.values(), zip);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static byte[] header(Object values) {
    Class<?> type = Nested.type(values);
    String descr = type == double.class ? "<f8" : type == float.class ? "<f4" : "<i4";
    String shape =
        Arrays.stream(Nested.shape(values))
            .mapToObj(length -> length + ",")
            .collect(Collectors.joining(" ", "(", ")"));
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape);
    int before = MAGIC.length + Short.BYTES;
    int bytes = Math.ceilDiv(before + text.length() + 1, ALIGNMENT) * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) (bytes - before));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  private static void writeRows(Object values, OutputStream out) throws IOException {
    switch (values) {
      case Double number -> writeRows(new double[] {number}, out);
      case Float number -> writeRows(new float[] {number}, out);
      case Integer number -> writeRows(new int[] {number}, out);
      case double[] row -> {
        var bytes = new byte[row.length * Double.BYTES];
        littleEndian(bytes).asDoubleBuffer().put(row);
        out.write(bytes);
      }
      case float[] row -> {
        var bytes = new byte[row.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(row);
        out.write(bytes);
      }
      case int[] row -> {
        var bytes = new byte[row.length * Integer.BYTES];
        littleEndian(bytes).asIntBuffer().put(row);
        out.write(bytes);
      }
      case Object[] rows -> {
        for (Object row : rows) {
          writeRows(row, out);
        }
      }
      default -> throw new IllegalArgumentException(values.getClass() + " holds no numbers");
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
