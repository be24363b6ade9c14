package org.noether.simulation.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * One case of numbers computed by the reference implementation: a JSON description and tensors.
 *
 * @param name the stem of the two files
 * @param json the description, with {@code kind}
 * @param data the safetensors file
 */
public record GoldenCase(String name, JsonNode json, Path data) {
  /** The kind of the case. */
  public String kind() {
    return json.path("kind").stringValue();
  }

  /** Reads the tensors of the case. */
  public SafetensorsFile tensors() {
    try {
      return Safetensors.read(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
