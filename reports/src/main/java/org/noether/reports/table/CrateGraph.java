package org.noether.reports.table;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.noether.simulation.io.Printable;
import org.noether.simulation.io.Sha256;

/** The entities of an RO-Crate and the files among them. */
final class CrateGraph {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html",
          "md", "text/markdown",
          "csv", "text/csv",
          "png", "image/png",
          "svg", "image/svg+xml",
          "gif", "image/gif",
          "json", "application/json",
          "jsonl", "application/jsonl",
          "h5", "application/x-hdf5");

  /** The media type of files of no other type. */
  private static final String BYTES = "application/octet-stream";

  private final Path folder;
  private final Map<String, Map<String, Object>> entities = new LinkedHashMap<>();
  private final Map<Path, Reference> files = new LinkedHashMap<>();
  private final List<Reference> parts = new ArrayList<>();

  /** Begins the description of a folder. */
  CrateGraph(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** What a property says that has another entity as its value. */
  record Reference(String id) {
    private Map<String, String> asJson() {
      return Map.of("@id", id);
    }
  }

  /** The files of the folder. */
  List<Reference> parts() {
    return parts;
  }

  /**
   * Adds an entity, unless there is one of the same id.
   *
   * @param properties names and values in turn; empty texts are left out
   */
  Reference add(String id, String type, String name, Object... properties) {
    if (!entities.containsKey(id)) {
      var entity = new LinkedHashMap<String, Object>();
      entities.put(id, entity);
      entity.put("@id", id);
      entity.put("@type", type);
      entity.put("name", value(name));
      for (int i = 0; i < properties.length; i += 2) {
        if (!properties[i + 1].equals("")) {
          entity.put((String) properties[i], value(properties[i + 1]));
        }
      }
    }
    return new Reference(id);
  }

  /** Sets a property of an entity that was added. */
  void set(String id, String property, Object content) {
    Objects.requireNonNull(entities.get(id)).put(property, value(content));
  }

  /**
   * Adds a file: a part of the crate if it is in the folder, and elsewhere what only its checksum
   * identifies.
   */
  Reference addFile(Path file, String name, String description) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Reference known = files.get(path);
    if (known != null) {
      return known;
    }
    String sha256 = Sha256.of(file);
    boolean inside = path.startsWith(folder);
    String id = inside ? id(folder.relativize(path)) : "#sha256-" + sha256;
    Reference added =
        add(
            id,
            inside ? "File" : "CreativeWork",
            name,
            "description",
            description,
            "encodingFormat",
            mediaType(path),
            "contentSize",
            String.valueOf(Files.size(file)),
            "sha256",
            sha256);
    files.put(path, added);
    if (inside) {
      parts.add(added);
    }
    return added;
  }

  /** The whole description. */
  Map<String, Object> document(String context) {
    return Map.of("@context", context, "@graph", List.copyOf(entities.values()));
  }

  private static Object value(Object value) {
    return switch (value) {
      case Reference reference -> reference.asJson();
      case List<?> list -> list.stream().map(CrateGraph::value).toList();
      default -> Printable.of(String.valueOf(value).replace("`", ""));
    };
  }

  /** A relative path as an IRI, percent-encoded. */
  private static String id(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("/"))
        .replace("+", "%20");
  }

  private static String mediaType(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return MEDIA_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), BYTES);
  }
}
