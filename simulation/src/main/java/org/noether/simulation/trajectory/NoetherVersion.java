package org.noether.simulation.trajectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version that data sets are stamped with. */
final class NoetherVersion {
  private static final String VERSION = load();

  private NoetherVersion() {}

  static String get() {
    return VERSION;
  }

  private static String load() {
    var properties = new Properties();
    try (var in = NoetherVersion.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(properties.getProperty("version"), "version");
  }
}
