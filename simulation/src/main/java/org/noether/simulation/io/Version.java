package org.noether.simulation.io;

import java.io.IOException;
import java.util.Objects;
import java.util.Properties;

/** The version of Noether, as files that it writes name it. */
public final class Version {
  private Version() {}

  /**
   * The version of this build.
   *
   * @throws IOException if the build does not tell it
   */
  public static String current() throws IOException {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in));
    }
    return Objects.requireNonNull(properties.getProperty("version"));
  }
}
