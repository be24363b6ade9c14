package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    var tensors = new LinkedHashMap<String, TensorData>();
    tensors.put("flags", TensorData.of(new boolean[] {true, false, true}, 3));
    tensors.put("z", TensorData.of(new double[] {1, -0.0, Double.NaN, Double.MIN_VALUE}, 2, 2));
    tensors.put("float \"quoted\" é", TensorData.of(new float[] {1.5f, Float.MAX_VALUE}, 1, 2, 1));
    tensors.put("long", TensorData.of(new long[] {Long.MIN_VALUE}));
    tensors.put("int", TensorData.of(new int[] {-7}, 1));
    tensors.put("empty", TensorData.of(new double[0], 0, 3));
    var content = new SafetensorsFile(tensors, Map.of("by", "a test"));
    var file = folder.resolve("a.safetensors");

    Safetensors.write(file, content);
    var back = Safetensors.read(file);

    assertThat(back).isEqualTo(content);
    assertThat(back.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    assertThat(back.tensor("z").doubles()).containsExactly(1, -0.0, Double.NaN, Double.MIN_VALUE);
    assertThat(back.tensor("z").shape()).containsExactly(2, 2);
    assertThat(back.tensor("flags").booleans()).containsExactly(true, false, true);
    assertThat(back.tensor("long").longs()).containsExactly(Long.MIN_VALUE);
    assertThat(back.tensor("int").doubles()).containsExactly(-7);
    assertThat(headerLength(file) % 8).isZero();
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    var content =
        new SafetensorsFile(
            Map.of("x", TensorData.of(new float[] {1, 2}, 2)), Map.of("key", "value"));
    Safetensors.write(folder.resolve("a"), content);
    Safetensors.write(folder.resolve("b"), content);

    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void accessorsRefuseToChangeValues() {
    var longs = TensorData.of(new long[] {1L << 60}, 1);
    var floats = TensorData.of(new float[] {0.1f}, 1);

    assertThat(floats.doubles()).containsExactly(0.1f);
    assertThatThrownBy(longs::doubles).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(longs::ints).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(TensorData.of(new double[] {1}, 1)::longs)
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TensorData.of(new double[] {1}, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "U64,18446744073709551615,0",
    "U32,4294967295,4294967295",
    "I16,-1,-1",
    "U16,65535,65535",
    "I8,-1,-1",
    "U8,255,255"
  })
  void readsIntegersOfAllSizes(DType type, double rounded, long whole) throws IOException {
    var bytes = new byte[2 * type.bytes()];
    Arrays.fill(bytes, type.bytes(), bytes.length, (byte) -1);
    var header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}"
            .formatted(type, bytes.length);

    TensorData read = Safetensors.read(write(header, bytes)).tensor("x");

    assertThat(read.rounded()).containsExactly(0, rounded);
    if (type == DType.U64) {
      assertThatThrownBy(read::longs).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(read::doubles).isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(read.longs()).containsExactly(0, whole);
      assertThat(read.doubles()).containsExactly(0, rounded);
    }
  }

  @Test
  void readsTheGoldenFiles() {
    var cases = GoldenCases.of("hamiltonians");
    for (var golden : cases) {
      assertThat(golden.tensors().tensor("out.SpringH").dtype()).isEqualTo(DType.F64);
      assertThat(golden.tensors().metadata()).containsEntry("name", golden.name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|8|not a JSON object",
        "{\"x\":|13|not valid JSON",
        "{\"x\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,8]}}|8|tensor.float() gives"
            + " F32",
        "{\"\\u001b[31m\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,8]}}|8|tensor ?[31m"
            + " has",
        "{\"x\":{\"dtype\":\"F64\",\"data_offsets\":[0,8]}}|8|no shape",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1]}}|8|no data_offsets",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}|8|is not a size",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1.5],\"data_offsets\":[0,8]}}|8|is not a size",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}|data+8|said to lie",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}|data+0|was cut off",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}|data+0|does not fill",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[2147483647,2147483647,2147483647,9],\"data_offsets\":[0,8]}}|data+0|does"
            + " not fill",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|data+4|belong to no"
            + " tensor",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|data+0|leave a hole",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"y\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}|data+8|overlap",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"x\":{}}|65|not valid"
            + " JSON",
        "{\"__metadata__\":{\"a\":1}}|8|is not a string",
      })
  void refusesBadHeaders(String header, String offset, String reason) throws IOException {
    var file = write(header, new byte[8]);
    long expected =
        offset.startsWith("data+")
            ? 8 + header.length() + Long.parseLong(offset.substring(5))
            : Long.parseLong(offset);

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(file + ", byte ")
        .hasMessageContaining(reason)
        .extracting(e -> ((SafetensorsException) e).offset())
        .isEqualTo(expected);
  }

  @Test
  void refusesEncodingsThatTheFormatDoesNotAllow() throws IOException {
    String header = "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
    Map<String, Charset> encodings =
        Map.of(
            "\ufeff" + header,
            StandardCharsets.UTF_8,
            header,
            StandardCharsets.UTF_16LE,
            header + " ",
            StandardCharsets.UTF_16BE,
            header.replace('x', '\u00fc'),
            StandardCharsets.ISO_8859_1);

    encodings.forEach((text, encoding) ->
        assertThatThrownBy(() -> Safetensors.read(write(text.getBytes(encoding), new byte[8])))
            .as("%s", encoding)
            .isInstanceOf(SafetensorsException.class)
            .hasMessageContaining("the header is not"));
    assertThat(Safetensors.read(write(header, new byte[8])).tensors()).containsKey("x");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    var whole = folder.resolve("whole");
    Safetensors.write(
        whole,
        new SafetensorsFile(
            Map.of("x", TensorData.of(new double[] {1, 2}, 2)), Map.of("key", "value")));
    var bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(SafetensorsException.class);
    }
  }

  @Test
  void refusesAFileLargerThanAllowed() throws IOException {
    var file = folder.resolve("a");
    var content = new SafetensorsFile(Map.of("x", TensorData.of(new float[] {1, 2}, 2)), Map.of());
    Safetensors.write(file, content);
    long size = Files.size(file);

    assertThat(Safetensors.read(file, size)).isEqualTo(content);
    assertThatThrownBy(() -> Safetensors.read(file, size - 1))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(
            "%s, byte %d: the file has %d bytes; here at most %d can be read",
            file, size - 1, size, size - 1);
  }

  /** New files of torch.save are ZIP archives, old ones a pickle that begins with a long number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "504b0304000008080000000000000000000000000000000000000d000000626573742f646174612e706b6c",
        "80028a0a6cfc9c46"
      })
  void filesOfTorchAreToldWithWhatConvertsThem(String begin) throws IOException {
    Path file = Files.write(folder.resolve("best.safetensors"), HexFormat.of().parseHex(begin));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(
            "one of torch.save; write its weights with safetensors.torch.save_file(torch.load('"
                + file);
  }

  @Test
  void doesNotAllocateWhatTheHeaderLengthPromises() throws IOException {
    for (long length : List.of(-1L, Long.MAX_VALUE, 100_000_001L)) {
      var prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      var file = Files.write(folder.resolve("huge"), prefix.array());

      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("is more than the 100000000 allowed");
    }
  }

  private Path write(String header, byte[] data) throws IOException {
    return write(header.getBytes(StandardCharsets.UTF_8), data);
  }

  private Path write(byte[] json, byte[] data) throws IOException {
    var bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("bad.safetensors"), bytes.array());
  }

  private static long headerLength(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
