package org.noether.simulation.io;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes text from files safe to show in messages. */
public final class Printable {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** JSON with an escape for each such character, all of which are in its strings. */
  public static String json(String json) {
    return CONTROLS
        .matcher(json)
        .replaceAll(control ->
            control
                .group()
                .chars()
                .mapToObj(each -> String.format(Locale.ROOT, "\\\\u%04X", each))
                .collect(Collectors.joining()));
  }

  /** The text with a question mark for each control or format character. */
  public static String of(String text) {
    return CONTROLS.matcher(text).replaceAll("?");
  }
}
