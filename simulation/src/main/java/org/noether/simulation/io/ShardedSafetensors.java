package org.noether.simulation.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tensors in several safetensors files beside an index, a JSON file whose {@code weight_map} names
 * the file of each tensor, as the libraries of PyTorch write them: {@code
 * model.safetensors.index.json}.
 *
 * @param index the index
 * @param fileOf the file of each tensor, a name in the folder of the index
 */
public record ShardedSafetensors(Path index, Map<String, String> fileOf) {
  /** How the name of an index ends. */
  public static final String SUFFIX = ".safetensors.index.json";

  private static final int MAX_FILES = 1000;
  private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\.][^/\\\\]*\\.safetensors");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads an index.
   *
   * @throws FormatException if it is not one, or names a file that is not in its folder
   * @throws IOException if it cannot be read
   */
  public static ShardedSafetensors open(Path index) throws IOException {
    if (Files.size(index) > Safetensors.MAX_HEADER_BYTES) {
      throw FormatException.wholeFile(index.toString(), "it is too large to be an index");
    }
    var fileOf = new LinkedHashMap<String, String>();
    for (var entry : weightMap(index).properties()) {
      JsonNode name = entry.getValue();
      if (!name.isString() || !FILE_NAME.matcher(name.stringValue()).matches()) {
        throw FormatException.wholeFile(
            index.toString(),
            "tensor %s is in %s, which is not a file NAME.safetensors beside it"
                .formatted(entry.getKey(), name));
      }
      fileOf.put(entry.getKey(), name.stringValue());
    }
    var sharded = new ShardedSafetensors(index, fileOf);
    if (fileOf.isEmpty() || sharded.files().size() > MAX_FILES) {
      throw FormatException.wholeFile(
          index.toString(), "it names %d files".formatted(sharded.files().size()));
    }
    return sharded;
  }

  private static JsonNode weightMap(Path index) throws IOException {
    try {
      JsonNode map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
      if (map.isObject()) {
        return map;
      }
      throw FormatException.wholeFile(index.toString(), "it has no weight_map");
    } catch (JacksonException e) {
      throw FormatException.wholeFile(
          index.toString(), "it is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** The size of all files together. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (String file : files()) {
      bytes += Files.size(index.resolveSibling(file));
    }
    return bytes;
  }

  /**
   * Reads all tensors.
   *
   * @throws FormatException if a file lacks a tensor that the index says it has, or has others
   * @throws SafetensorsException if a file is damaged
   * @throws IOException if a file cannot be read
   */
  public SafetensorsFile read() throws IOException {
    var tensors = new LinkedHashMap<String, TensorData>();
    for (String file : files()) {
      Path path = index.resolveSibling(file);
      Set<String> expected = new TreeSet<>();
      fileOf.forEach((tensor, place) -> {
        if (place.equals(file)) {
          expected.add(tensor);
        }
      });
      Map<String, TensorData> found = Safetensors.read(path).tensors();
      if (!found.keySet().equals(expected)) {
        expected.removeAll(found.keySet());
        throw FormatException.wholeFile(
            path.toString(),
            expected.isEmpty()
                ? "it has tensors that %s does not name".formatted(index.getFileName())
                : "it lacks %s, which %s names"
                    .formatted(expected.iterator().next(), index.getFileName()));
      }
      tensors.putAll(found);
    }
    return new SafetensorsFile(tensors, Map.of());
  }

  private Set<String> files() {
    return new TreeSet<>(fileOf.values());
  }
}
