package org.noether.reports.console;

import java.util.Arrays;
import java.util.Locale;

/**
 * Gives every long option one spelling: {@code --num_epochs} and {@code --num-epochs} are one, and
 * so are {@code --net_config} and {@code --net_cfg}. Case does not count.
 */
public final class OptionNames {
  private OptionNames() {}

  /** The arguments with option names in small letters and with hyphens; values stay as they are. */
  public static String[] normalise(String... args) {
    return Arrays.stream(args).map(OptionNames::normalise).toArray(String[]::new);
  }

  /** The spelling in which an option was typed. */
  public static String asTyped(String option, String... args) {
    return Arrays.stream(args)
        .map(arg -> arg.replaceFirst("=.*", ""))
        .filter(arg -> normalise(arg).equals(option))
        .findFirst()
        .orElse(option);
  }

  private static String normalise(String arg) {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    return name.matches("--[A-Za-z][A-Za-z0-9_-]*")
        ? name.toLowerCase(Locale.ROOT)
                .replace('_', '-')
                .replaceFirst("^--net-config$", "--net-cfg")
            + arg.substring(name.length())
        : arg;
  }
}
