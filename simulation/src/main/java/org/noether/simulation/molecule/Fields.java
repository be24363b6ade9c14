package org.noether.simulation.molecule;

import java.util.ArrayList;
import java.util.List;

/** The fields of a line, and the natural numbers in them. */
final class Fields {
  private static final int NATURAL_DIGITS = 9;

  private Fields() {}

  /** The parts of a line between blanks and tabs. */
  static List<String> of(String line) {
    var fields = new ArrayList<String>();
    int length = line.length();
    for (int at = 0; at < length; ) {
      while (at < length && line.charAt(at) <= ' ') {
        at++;
      }
      int begin = at;
      while (at < length && line.charAt(at) > ' ') {
        at++;
      }
      if (at > begin) {
        fields.add(line.substring(begin, at));
      }
    }
    return fields;
  }

  /** A number of at most nine decimal digits, or -1 if {@code text} is none. */
  static int natural(String text) {
    int number = text.isEmpty() || text.length() > NATURAL_DIGITS ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      char c = text.charAt(i);
      number = c >= '0' && c <= '9' ? 10 * number + (c - '0') : -1;
    }
    return number;
  }
}
