package org.noether.learning.train;

/** The version of Noether that runs. */
public final class Version {
  private Version() {}

  /** Returns the version in the manifest of the jar; outside a jar {@code unpackaged}. */
  public static String noether() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
