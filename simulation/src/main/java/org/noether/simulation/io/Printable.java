package org.noether.simulation.io;

import java.util.regex.Pattern;

/** Text from files as messages may show it. */
public final class Printable {
  private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** The text with a question mark for each character that a terminal would obey, not show. */
  public static String of(String text) {
    return OBEYED.matcher(text).replaceAll("?");
  }
}
