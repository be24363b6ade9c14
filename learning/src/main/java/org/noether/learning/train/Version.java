package org.noether.learning.train;

/** The version of Noether that runs. */
public final class Version {
  private Version() {}

  /** Returns the version in the manifest of the jar; outside a jar {@code unpackaged}. */
  public static String noether() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** Returns the version, and the commit of the sources where the launcher named it. */
  public static String full() {
    String commit = System.getProperty("noether.commit", "");
    return noether() + (commit.isEmpty() ? "" : ", commit " + commit);
  }
}
