package org.noether.simulation.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the safetensors format: the header's length as an unsigned 64-bit little-endian
 * integer, a JSON header naming type, shape and byte range of every tensor, then the raw
 * little-endian data.
 */
public final class Safetensors {
  static final int LENGTH_BYTES = Long.BYTES;
  static final long MAX_HEADER_BYTES = 100_000_000;
  static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private Safetensors() {}

  /**
   * Reads a whole file.
   *
   * @throws SafetensorsException if the content is not valid: a header that is too long, is not
   *     JSON or names an unknown type, byte ranges that leave the file, overlap, leave holes or
   *     differ from the shape
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    return read(file, Long.MAX_VALUE);
  }

  /**
   * As {@link #read(Path)}, but nothing of a file that has more than {@code maxBytes}.
   *
   * @throws SafetensorsException if the file is larger, or as {@link #read(Path)}
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile read(Path file, long maxBytes) throws IOException {
    ReadableFiles.requireFile(file);
    try (var channel = FileChannel.open(file)) {
      if (channel.size() > maxBytes) {
        throw new SafetensorsException(
            file,
            maxBytes,
            "the file has %d bytes; here at most %d can be read"
                .formatted(channel.size(), maxBytes));
      }
      var header = SafetensorsHeader.read(file, channel);
      var tensors = new LinkedHashMap<String, TensorData>();
      for (var entry : header.entries()) {
        var data = ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.begin()));
        readFully(file, channel, data, header.dataOffset() + entry.begin());
        data.order(ByteOrder.LITTLE_ENDIAN);
        tensors.put(entry.name(), new TensorData(entry.dtype(), entry.shape(), data));
      }
      return new SafetensorsFile(tensors, header.metadata());
    }
  }

  /**
   * Checks a file without reading its numbers.
   *
   * @throws SafetensorsException if the content is not valid, as {@link #read(Path)}
   * @throws IOException if the file cannot be read
   */
  public static void check(Path file) throws IOException {
    ReadableFiles.requireFile(file);
    try (var channel = FileChannel.open(file)) {
      var _ = SafetensorsHeader.read(file, channel);
    }
  }

  /**
   * Writes {@code content}, replacing {@code file} atomically. The same content gives the same
   * bytes: the header keeps the map's order, the data is laid out by decreasing element size (so
   * that every tensor is aligned) and otherwise in the map's order.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, SafetensorsFile content) throws IOException {
    var layout =
        content.tensors().entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()))
            .toList();
    var header = header(content, layout);
    AtomicFiles.write(
        file,
        out -> {
          var length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          var channel = Channels.newChannel(out);
          for (var entry : layout) {
            channel.write(entry.getValue().bytes());
          }
        });
  }

  static void readFully(Path file, FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    for (long at = position; target.hasRemaining(); ) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new SafetensorsException(file, at, "the file ends here; it was cut off");
      }
      at += count;
    }
    target.flip();
  }

  private static byte[] header(
      SafetensorsFile content, List<Map.Entry<String, TensorData>> layout) {
    var ends = new HashMap<String, Long>();
    long end = 0;
    for (var entry : layout) {
      end += entry.getValue().bytes().remaining();
      ends.put(entry.getKey(), end);
    }
    var header = JSON.createObjectNode();
    if (!content.metadata().isEmpty()) {
      var metadata = header.putObject(METADATA);
      content.metadata().forEach(metadata::put);
    }
    content
        .tensors()
        .forEach((name, tensor) -> {
          var entry = header.putObject(name);
          entry.put("dtype", tensor.dtype().name());
          var shape = entry.putArray("shape");
          Arrays.stream(tensor.shape()).forEach(shape::add);
          long last = Objects.requireNonNull(ends.get(name));
          entry.putArray("data_offsets").add(last - tensor.bytes().remaining()).add(last);
        });
    var json = header.toString().getBytes(StandardCharsets.UTF_8);
    var padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
