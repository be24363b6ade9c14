package org.noether.simulation.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggestions for misspelt names. */
public final class Spelling {
  private Spelling() {}

  /**
   * Returns the known name nearest to what was written, by the edit distance of Levenshtein
   * regardless of case; empty if more than half of the letters would have to change.
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> distance(written, name)))
        .filter(name -> 2 * distance(written, name) <= Math.max(written.length(), name.length()));
  }

  /** Returns {@code "; did you mean 'NAME'?"}, or nothing if no known name is near. */
  public static String suggestion(String written, Collection<String> known) {
    return nearest(written, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
