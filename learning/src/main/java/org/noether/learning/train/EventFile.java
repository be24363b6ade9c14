package org.noether.learning.train;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a file of events that TensorBoard reads: records in the framing of TFRecord (length and
 * content, each followed by its masked CRC-32C), each an {@code Event} of TensorFlow's {@code
 * event.proto}, whose summaries are those of {@code summary.proto}.
 */
final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";
  private static final int BUCKETS = 30;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final double MILLIS = 1e-3;

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private final OutputStream out;

  /**
   * Creates the file.
   *
   * @throws IOException if it is there already or cannot be written
   */
  EventFile(Path file) throws IOException {
    out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    write(event().text(FILE_VERSION, VERSION));
  }

  /** Writes that what earlier files hold from a step on is no longer true: a run was resumed. */
  void restart(long step) throws IOException {
    int status = 1;
    int start = 1;
    write(
        event()
            .integer(STEP, step)
            .message(SESSION_LOG, new ProtoMessage().integer(status, start)));
  }

  /** Writes a number. */
  void scalar(long step, String tag, double value) throws IOException {
    int simpleValue = 2;
    summary(step, summaryOf(tag).single(simpleValue, (float) value));
  }

  /** Writes the distribution of numbers, in bins of equal width; numbers must be finite. */
  void histogram(long step, String tag, double[] numbers) throws IOException {
    int histogram = 5;
    summary(step, summaryOf(tag).message(histogram, histogram(numbers)));
  }

  /** Hands over to the operating system what was written. */
  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static ProtoMessage summaryOf(String tag) {
    return new ProtoMessage().text(1, tag);
  }

  private void summary(long step, ProtoMessage value) throws IOException {
    write(event().integer(STEP, step).message(SUMMARY, new ProtoMessage().message(1, value)));
  }

  /** Returns a {@code HistogramProto}: min, max, num, sum, sum of squares, right edges, counts. */
  private static ProtoMessage histogram(double[] numbers) {
    double min = Arrays.stream(numbers).min().orElse(0);
    double max = Arrays.stream(numbers).max().orElse(0);
    int buckets = min < max ? BUCKETS : 1;
    double width = (max - min) / buckets;
    double[] edges = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      edges[i] = i == buckets - 1 ? max : min + (i + 1) * width;
    }
    double[] counts = new double[buckets];
    for (double number : numbers) {
      int bucket = width > 0 ? (int) ((number - min) / width) : 0;
      counts[Math.min(bucket, buckets - 1)]++;
    }
    double squares = Arrays.stream(numbers).map(number -> number * number).sum();
    int field = 1;
    return new ProtoMessage()
        .number(field++, min)
        .number(field++, max)
        .number(field++, numbers.length)
        .number(field++, Arrays.stream(numbers).sum())
        .number(field++, squares)
        .numbers(field++, edges)
        .numbers(field, counts);
  }

  private static ProtoMessage event() {
    return new ProtoMessage().number(WALL_TIME, System.currentTimeMillis() * MILLIS);
  }

  private void write(ProtoMessage event) throws IOException {
    byte[] content = event.encoded();
    byte[] length = little(Long.BYTES).putLong(content.length).array();
    out.write(length);
    out.write(maskedCrc(length));
    out.write(content);
    out.write(maskedCrc(content));
  }

  private static byte[] maskedCrc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int rotated = Integer.rotateRight((int) crc.getValue(), 15);
    return little(Integer.BYTES).putInt(rotated + MASK_DELTA).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
