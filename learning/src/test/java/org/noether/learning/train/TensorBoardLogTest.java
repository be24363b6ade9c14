package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.task.dynamics.DynamicsConfig;

/** Reads the files by the definitions of TFRecord, event.proto and summary.proto. */
class TensorBoardLogTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(1);

  @TempDir private Path folder;

  /** A field of a message: its number, and its content as 8 bytes of a number or as bytes. */
  private record Field(int number, long bits, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A value of an event: its step, tag, and the field that holds it. */
  private record Value(long step, String tag, Field content) {
    double scalar() {
      return Float.intBitsToFloat((int) content.bits());
    }
  }

  @Test
  void holdsTheNumbersOfTheMetricsAndOfTheWeights() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 3);
    train(config, OPTIONS);

    List<Value> values = values(files().getFirst());

    List<EpochMetrics> epochs = new RunFolder(run()).readMetrics();
    assertThat(scalars(values, "loss/minibatch")).hasSize((int) epochs.getLast().step());
    assertScalars(values, "loss/train", epochs.stream().map(EpochMetrics::trainLoss).toList());
    assertScalars(values, "val_mse", epochs.stream().map(EpochMetrics::validation).toList());
    assertScalars(values, "lr", epochs.stream().map(EpochMetrics::lr).toList());
    assertThat(scalars(values, "lr").stream().map(Value::step))
        .isEqualTo(epochs.stream().map(EpochMetrics::step).toList());
    List<Value> weights = scalars(values, "weights/net.0.0.weight");
    assertThat(weights).hasSize(3);
    List<Field> histogram = fields(weights.getFirst().content().bytes());
    double count = Double.longBitsToDouble(histogram.get(2).bits());
    double[] buckets = doubles(histogram.get(6).bytes());
    assertThat(Arrays.stream(buckets).sum()).isEqualTo(count).isPositive();
    double[] edges = doubles(histogram.get(5).bytes());
    assertThat(edges).hasSameSizeAs(buckets).isSorted();
    assertThat(edges[edges.length - 1]).isEqualTo(Double.longBitsToDouble(histogram.get(1).bits()));
  }

  @Test
  void aResumedRunHasAFurtherFileThatReplacesLaterSteps() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 3);
    train(config, OPTIONS.withLastEpoch(1));
    byte[] first = Files.readAllBytes(files().getFirst());

    try (var log = log()) {
      Trainer.resume(Tiny.TASK, run(), OPTIONS, log);
    }

    assertThat(files()).hasSize(2);
    assertThat(Files.readAllBytes(files().getFirst())).isEqualTo(first);
    long done = new RunFolder(run()).readMetrics().getFirst().step();
    List<Field> restart = fields(records(files().getLast()).get(1));
    assertThat(restart.stream().filter(field -> field.number() == 2).findFirst().orElseThrow())
        .returns(done + 1, Field::bits);
    List<Field> session = fields(restart.getLast().bytes());
    assertThat(restart.getLast().number()).isEqualTo(7);
    assertThat(session).singleElement().returns(1, Field::number).returns(1L, Field::bits);
    assertThat(scalars(values(files().getLast()), "lr")).hasSize(2);
  }

  @Test
  void changesNothingOfTheRun() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 2);
    train(config, OPTIONS);
    Trainer.run(Tiny.TASK, config, folder.resolve("plain"), OPTIONS, TrainListener.SILENT);
    for (String name : List.of("best.safetensors", "metrics.jsonl", "result.json")) {
      assertThat(run().resolve(name)).hasSameBinaryContentAs(folder.resolve("plain/" + name));
    }
  }

  @Test
  void saysThatItCannotWrite() {
    var log = new TensorBoardLog(folder.resolve("nowhere"), new Metric("MSE", ""));
    assertThatThrownBy(() -> log.onStart(Tiny.fc("reference", 1), 1, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write events for TensorBoard")
        .hasMessageContaining("nowhere");
  }

  private Path run() {
    return folder.resolve("run");
  }

  private TensorBoardLog log() {
    return new TensorBoardLog(run(), new Metric("MSE", ""));
  }

  private void train(DynamicsConfig config, TrainOptions options) throws IOException {
    try (var log = log()) {
      Trainer.run(Tiny.TASK, config, run(), options, log);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files
          .filter(file -> file.getFileName().toString().contains("tfevents"))
          .sorted()
          .toList();
    }
  }

  private static void assertScalars(List<Value> values, String tag, List<Double> expected) {
    List<Value> found = scalars(values, tag);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      // Scalars are in single precision.
      assertThat(found.get(i).scalar())
          .isCloseTo(expected.get(i), within(0x1p-23 * Math.abs(expected.get(i))));
    }
  }

  private static List<Value> scalars(List<Value> values, String tag) {
    return values.stream().filter(value -> value.tag().equals(tag)).toList();
  }

  private static List<Value> values(Path file) throws IOException {
    List<Value> values = new ArrayList<>();
    List<byte[]> records = records(file);
    List<Field> head = fields(records.getFirst());
    assertThat(head.getLast().text()).isEqualTo("brain.Event:2");
    for (byte[] record : records.subList(1, records.size())) {
      List<Field> event = fields(record);
      if (event.getLast().number() == 5) {
        List<Field> value = fields(fields(event.getLast().bytes()).getFirst().bytes());
        values.add(new Value(event.get(1).bits(), value.getFirst().text(), value.getLast()));
      }
    }
    return values;
  }

  private static List<byte[]> records(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertThat(bytes.getInt()).isEqualTo(masked(length));
      byte[] content =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(content);
      assertThat(bytes.getInt()).isEqualTo(masked(content));
      records.add(content);
    }
    return records;
  }

  /** The masked checksum by the definition of CRC-32C: bit by bit, by the reflected polynomial. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte each : bytes) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }

  private static List<Field> fields(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      int number = (int) (key >>> 3);
      byte[] none = {};
      switch ((int) (key & 7)) {
        case 0 -> fields.add(new Field(number, varint(in), none));
        case 1 -> fields.add(new Field(number, in.getLong(), none));
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          fields.add(new Field(number, 0, bytes));
        }
        case 5 -> fields.add(new Field(number, in.getInt(), none));
        default -> throw new AssertionError("no type: " + key);
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static double[] doubles(byte[] packed) {
    double[] numbers = new double[packed.length / Double.BYTES];
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
