package org.noether.simulation.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The validated header of a safetensors file.
 *
 * @param entries the tensors in the order of the header
 * @param metadata the free text
 * @param dataOffset where the data begins in the file
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataOffset) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Arrays cannot be quite as long as the largest int on every virtual machine. */
  private static final int ALLOCATION_MARGIN = 16;

  /** Type, shape and byte range (relative to the data) of one tensor. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(String name, DType dtype, int[] shape, long begin, long end) {}

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Safetensors.LENGTH_BYTES) {
      throw new SafetensorsException(
          file, size, "the file ends before the header's length; it is not a safetensors file");
    }
    var prefix = ByteBuffer.allocate(Safetensors.LENGTH_BYTES);
    Safetensors.readFully(file, channel, prefix, 0);
    long length = prefix.order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > Safetensors.MAX_HEADER_BYTES) {
      throw new SafetensorsException(
          file,
          0,
          Pickles.recognises(file)
              ? "it is not a safetensors file, but one of torch.save; write its "
                  + Pickles.toSafetensors(file)
              : "a header of %s bytes is more than the %d allowed; it is not a safetensors file"
                  .formatted(Long.toUnsignedString(length), Safetensors.MAX_HEADER_BYTES));
    }
    long dataOffset = Safetensors.LENGTH_BYTES + length;
    if (dataOffset > size) {
      throw new SafetensorsException(
          file,
          size,
          "the file ends inside its header of %d bytes; it was cut off".formatted(length));
    }
    var json = ByteBuffer.allocate((int) length);
    Safetensors.readFully(file, channel, json, Safetensors.LENGTH_BYTES);
    return new Parser(file, dataOffset, size - dataOffset).parse(json.array());
  }

  private record Parser(Path file, long dataOffset, long dataSize) {
    SafetensorsHeader parse(byte[] json) throws SafetensorsException {
      var root = root(json);
      var metadata = new LinkedHashMap<String, String>();
      var entries = new ArrayList<Entry>();
      for (var property : root.properties()) {
        if (property.getKey().equals(Safetensors.METADATA)) {
          readMetadata(property.getValue(), metadata);
        } else {
          entries.add(entry(property.getKey(), property.getValue()));
        }
      }
      requireCovering(entries);
      return new SafetensorsHeader(List.copyOf(entries), metadata, dataOffset);
    }

    private JsonNode root(byte[] json) throws SafetensorsException {
      if (json.length == 0 || json[0] != '{') {
        throw refuse("the header is not a JSON object: it does not begin with '{'");
      }
      try {
        // The text, because from bytes Jackson also reads UTF-16, which the format does not allow.
        return JSON.readTree(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)) + "");
      } catch (CharacterCodingException e) {
        throw refuse("the header is not UTF-8");
      } catch (JacksonException e) {
        long offset = Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getCharOffset());
        throw refuse(
            Safetensors.LENGTH_BYTES + offset,
            "the header is not valid JSON: " + e.getOriginalMessage());
      }
    }

    private void readMetadata(JsonNode node, Map<String, String> metadata)
        throws SafetensorsException {
      if (!node.isObject()) {
        throw refuse(Safetensors.METADATA + " is not an object");
      }
      for (var property : node.properties()) {
        if (!property.getValue().isString()) {
          throw refuse(Safetensors.METADATA + "." + property.getKey() + " is not a string");
        }
        metadata.put(property.getKey(), property.getValue().stringValue());
      }
    }

    private Entry entry(String name, JsonNode node) throws SafetensorsException {
      var dtype = dtype(name, node.path("dtype"));
      var shape = shape(name, node.path("shape"));
      var offsets = node.path("data_offsets");
      if (!offsets.isArray() || offsets.size() != 2) {
        throw refuse("tensor " + name + " has no data_offsets [begin, end]");
      }
      long begin = natural(name, offsets.get(0));
      long end = natural(name, offsets.get(1));
      if (begin > end || end > dataSize) {
        throw refuse(
            dataOffset + Math.min(begin, dataSize),
            "tensor %s is said to lie at [%d, %d) of the data, which has %d bytes; the file was cut off or is damaged"
                .formatted(name, begin, end, dataSize));
      }
      requireSize(name, dtype, shape, begin, end);
      return new Entry(name, dtype, shape, begin, end);
    }

    private DType dtype(String name, JsonNode node) throws SafetensorsException {
      for (var dtype : DType.values()) {
        if (node.isString() && node.stringValue().equals(dtype.name())) {
          return dtype;
        }
      }
      throw refuse(
          "tensor %s has the type %s; known types are %s; in PyTorch, tensor.float() gives F32"
              .formatted(name, node, Arrays.toString(DType.values())));
    }

    private int[] shape(String name, JsonNode node) throws SafetensorsException {
      if (!node.isArray()) {
        throw refuse("tensor " + name + " has no shape");
      }
      var shape = new int[node.size()];
      for (int axis = 0; axis < shape.length; axis++) {
        long length = natural(name, node.get(axis));
        if (length > Integer.MAX_VALUE) {
          throw refuse("tensor %s has an axis of %d elements".formatted(name, length));
        }
        shape[axis] = (int) length;
      }
      return shape;
    }

    private long natural(String name, JsonNode node) throws SafetensorsException {
      if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
        throw refuse("tensor %s: %s is not a size".formatted(name, node));
      }
      return node.longValue();
    }

    private void requireSize(String name, DType dtype, int[] shape, long begin, long end)
        throws SafetensorsException {
      long bytes = dtype.bytes();
      try {
        for (int length : shape) {
          bytes = Math.multiplyExact(bytes, length);
        }
      } catch (ArithmeticException e) {
        bytes = -1;
      }
      if (bytes != end - begin) {
        throw refuse(
            dataOffset + begin,
            "tensor %s of type %s and shape %s does not fill its %d bytes"
                .formatted(name, dtype, Arrays.toString(shape), end - begin));
      }
      if (bytes > Integer.MAX_VALUE - ALLOCATION_MARGIN) {
        throw refuse(
            dataOffset + begin,
            "tensor %s has %d bytes; at most 2 GiB each can be read".formatted(name, bytes));
      }
    }

    private void requireCovering(List<Entry> entries) throws SafetensorsException {
      var ordered =
          entries.stream()
              .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
              .toList();
      long covered = 0;
      for (var entry : ordered) {
        if (entry.begin() != covered) {
          throw refuse(
              dataOffset + covered,
              "tensor %s begins at %d of the data where %d was expected; tensors overlap or leave a hole"
                  .formatted(entry.name(), entry.begin(), covered));
        }
        covered = entry.end();
      }
      if (covered != dataSize) {
        throw refuse(
            dataOffset + covered,
            "%d bytes follow that belong to no tensor".formatted(dataSize - covered));
      }
    }

    private SafetensorsException refuse(String reason) {
      return refuse(Safetensors.LENGTH_BYTES, reason);
    }

    private SafetensorsException refuse(long offset, String reason) {
      return new SafetensorsException(file, offset, reason);
    }
  }
}
