package org.noether.simulation.molecule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bounded length from a stream, with their numbers. A line ends with LF or CRLF; a byte
 * order mark before the first line is skipped.
 */
final class LineSource {
  private static final int BUFFER_BYTES = 1 << 14;
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

  LineSource(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /**
   * The next line without its end, or null after the last one.
   *
   * @throws MoleculeFormatException if it is longer than {@link Limits#LINE_BYTES}; the next call
   *     goes on behind it
   */
  @Nullable String next() throws IOException {
    if (unread) {
      unread = false;
      return current;
    }
    current = null;
    line.reset();
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
      tooLong |= line.size() + part > Limits.LINE_BYTES;
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
      throw bad("this line is longer than the %d bytes allowed".formatted(Limits.LINE_BYTES));
    }
    String text = line.toString(StandardCharsets.UTF_8);
    int from = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    current = text.substring(from, text.length() - (text.endsWith("\r") ? 1 : 0));
    return current;
  }

  /** The next line that is not blank, or null if there is none. */
  @Nullable String nextNotBlank() throws IOException {
    String text = next();
    while (text != null && text.isBlank()) {
      text = next();
    }
    return text;
  }

  /**
   * The next line of a molecule.
   *
   * @param wanted what it holds, for the message
   * @throws MoleculeFormatException if there is none
   */
  String require(String wanted) throws IOException {
    String text = next();
    if (text == null) {
      number++;
      throw bad("the file ends where " + wanted + " should follow");
    }
    return text;
  }

  /** The line read last; null at the end and after a line that was refused. */
  @Nullable String current() {
    return current;
  }

  /** Makes {@link #next()} return the line read last once more. */
  void unread() {
    unread = true;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** An exception about the line read last. */
  MoleculeFormatException bad(String reason) {
    return new MoleculeFormatException(source, number, reason);
  }

  /** Text from a file for a message: shortened, quoted, ASCII only. */
  static String quoted(String text) {
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
