package org.noether.simulation.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Suggestions for misspelt names. */
public final class Spelling {
  private Spelling() {}

  /**
   * Returns the known name nearest to what was written, by the edit distance of Levenshtein
   * regardless of case and of hyphens; empty if half of the letters or more would have to change.
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> distance(written, name)))
        .filter(name ->
            2 * distance(written, name) < Math.max(plain(written).length(), plain(name).length()));
  }

  /** Returns the known name that was written, in any case if no other differs from it in case. */
  public static Optional<String> known(String written, Collection<String> known) {
    if (known.contains(written)) {
      return Optional.of(written);
    }
    List<String> found = known.stream().filter(written::equalsIgnoreCase).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Returns {@code "; did you mean 'NAME'?"}, or nothing if no known name is near. */
  public static String suggestion(String written, Collection<String> known) {
    return nearest(written, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "");
  }

  private static int distance(String first, String second) {
    String a = plain(first);
    String b = plain(second);
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
