package org.noether.simulation.io;

import java.util.Locale;

/** Numbers of things, for people. */
public final class Count {
  private Count() {}

  /** {@code 1 system}, {@code 1,234 systems}. */
  public static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  /** {@code 1 body}, {@code 1,234 bodies}. */
  public static String of(long number, String one, String more) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : more);
  }
}
