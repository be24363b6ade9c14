package org.noether.learning.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Configurations as JSON. */
final class ConfigJson {
  private ConfigJson() {}

  static void write(Path file, TrainConfig config) throws IOException {
    Json.write(file, config);
  }

  static TrainConfig read(Path file) throws IOException {
    return Json.read(file, TrainConfig.class);
  }

  /** Returns the SHA-256 of the configuration's JSON. */
  static String sha256(TrainConfig config) {
    byte[] json = Json.line(config).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(json));
  }

  /** Returns a SHA-256 to feed. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
