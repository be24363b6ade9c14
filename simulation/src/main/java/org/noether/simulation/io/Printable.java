package org.noether.simulation.io;

import java.util.regex.Pattern;

/** Makes text from files safe to show in messages. */
public final class Printable {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** The text with a question mark for each control or format character. */
  public static String of(String text) {
    return CONTROLS.matcher(text).replaceAll("?");
  }
}
