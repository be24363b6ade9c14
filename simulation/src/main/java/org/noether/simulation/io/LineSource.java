package org.noether.simulation.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bounded length from a stream, with their numbers. A line ends with LF or CRLF; a byte
 * order mark before the first line is skipped.
 */
public final class LineSource {
  /** Longest line; QM9's has about 700 bytes, one of rotated MNIST 12,000. */
  public static final int LINE_BYTES = 1 << 16;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int QUOTED_CHARACTERS = 40;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream in;
  private final String source;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int begin;
  private int end;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private @Nullable String current;
  private boolean unread;
  private long number;

  /** Reads lines of a file that messages call {@code source}. */
  public LineSource(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /**
   * The next line without its end, or null after the last one.
   *
   * @throws FormatException if it is longer than {@link #LINE_BYTES}; the next call goes on behind
   *     it
   */
  public @Nullable String next() throws IOException {
    if (unread) {
      unread = false;
      return current;
    }
    current = null;
    line.reset();
    String whole = wholeLine();
    if (whole != null) {
      return whole;
    }
    boolean tooLong = false;
    while (true) {
      if (begin == end && !fill()) {
        if (line.size() == 0 && !tooLong) {
          return null;
        }
        break;
      }
      int stop = begin;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      int part = stop - begin;
      tooLong |= line.size() + part > LINE_BYTES;
      if (!tooLong) {
        line.write(buffer, begin, part);
      }
      boolean ended = stop < end;
      begin = ended ? stop + 1 : stop;
      if (ended) {
        break;
      }
    }
    number++;
    if (tooLong) {
      throw bad("this line is longer than the %d bytes allowed".formatted(LINE_BYTES));
    }
    return line(line.toString(StandardCharsets.UTF_8));
  }

  /** The next line if its end is in the buffer, as of nearly all, else null. */
  private @Nullable String wholeLine() {
    int stop = begin;
    int last = Math.min(end, begin + LINE_BYTES);
    while (stop < last && buffer[stop] != '\n') {
      stop++;
    }
    if (stop == last) {
      return null;
    }
    number++;
    String text = new String(buffer, begin, stop - begin, StandardCharsets.UTF_8);
    begin = stop + 1;
    return line(text);
  }

  private String line(String text) {
    int from = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    current = text.substring(from, text.length() - (text.endsWith("\r") ? 1 : 0));
    return current;
  }

  /** The next line that is not blank, or null if there is none. */
  public @Nullable String nextNotBlank() throws IOException {
    String text = next();
    while (text != null && text.isBlank()) {
      text = next();
    }
    return text;
  }

  /**
   * The next line, which must be there.
   *
   * @param wanted what it holds, for the message
   * @throws FormatException if there is none
   */
  public String require(String wanted) throws IOException {
    String text = next();
    if (text == null) {
      throw missing(wanted);
    }
    return text;
  }

  /**
   * An exception about a line that does not follow the last one.
   *
   * @param wanted what it should hold
   */
  public FormatException missing(String wanted) {
    number++;
    return bad("the file ends where " + wanted + " should follow");
  }

  /** The line read last; null at the end and after a line that was refused. */
  public @Nullable String current() {
    return current;
  }

  /** Makes {@link #next()} return the line read last once more. */
  public void unread() {
    unread = true;
  }

  /** The number of the line read last, from 1. */
  public long number() {
    return number;
  }

  /** An exception about the line read last. */
  public FormatException bad(String reason) {
    return new FormatException(source, number, reason);
  }

  /** Text from a file for a message: shortened, quoted, ASCII only. */
  public static String quoted(String text) {
    String shown =
        text.length() > QUOTED_CHARACTERS ? text.substring(0, QUOTED_CHARACTERS) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7e]", "?") + "'";
  }

  private boolean fill() throws IOException {
    begin = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
