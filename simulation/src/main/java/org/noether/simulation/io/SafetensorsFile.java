package org.noether.simulation.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file, in the order of its header.
 *
 * @param tensors the tensors by name
 * @param metadata free text by key (the header's {@code __metadata__})
 */
public record SafetensorsFile(Map<String, TensorData> tensors, Map<String, String> metadata) {
  /** Copies both maps and keeps their order. */
  public SafetensorsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * The tensor called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorData tensor(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name + "; there are " + tensors.keySet());
    }
    return tensor;
  }
}
