package org.noether.learning.train;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.io.ReadableFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as JSON: sorted, with snake_case names, the same bytes for the same content. */
public final class Json {
  private static final long MAX_BYTES = 256L << 20;

  private static final PropertyNamingStrategy NAMES = PropertyNamingStrategies.SNAKE_CASE;

  private static final JsonMapper COMPACT =
      JsonMapper.builder()
          .propertyNamingStrategy(NAMES)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonMapper INDENTED =
      COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Returns the name in JSON of a component of a record. */
  static String name(String component) {
    return NAMES.nameForField(COMPACT.serializationConfig(), null, component);
  }

  /** Returns the content on one line. */
  public static String line(Object content) {
    return COMPACT.writeValueAsString(content);
  }

  /** Returns a record as a tree. */
  static ObjectNode tree(Object content) {
    return COMPACT.valueToTree(content);
  }

  /** Replaces a file by the content. */
  public static void write(Path file, Object content) throws IOException {
    byte[] bytes = (INDENTED.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  /** Reads a file that holds one record. */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return parse(file, text(file), type);
  }

  /** Reads a file that holds one record, which may lack optional components. */
  public static <T> T read(Path file, Class<T> type, String... optional) throws IOException {
    String text = text(file);
    if (!(parse(file, text, JsonNode.class) instanceof ObjectNode record)) {
      return parse(file, text, type);
    }
    List<String> missing = Stream.of(optional).filter(component -> !record.has(component)).toList();
    missing.forEach(record::putNull);
    return parse(file, missing.isEmpty() ? text : COMPACT.writeValueAsString(record), type);
  }

  /** Reads a text from the file, in which it is used for messages only. */
  public static <T> T parse(Path file, String text, Class<T> type) throws IOException {
    T content;
    try {
      requireRepresentable(text);
      content = COMPACT.readValue(text, type);
    } catch (JacksonException e) {
      throw new IOException(
          file + ": damaged, or written by another version of Noether: " + reason(e), e);
    }
    if (content == null) {
      throw new IOException(file + ": damaged: it holds null");
    }
    return content;
  }

  /** Refuses numbers that no type here can hold, such as 1e999, which would be read as infinite. */
  private static void requireRepresentable(String text) {
    try (JsonParser parser = COMPACT.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean holds =
            switch (token) {
              case VALUE_NUMBER_INT -> parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
              case VALUE_NUMBER_FLOAT -> Double.isFinite(parser.getDoubleValue());
              default -> true;
            };
        if (!holds) {
          throw new StreamReadException(parser, "a number is too large");
        }
      }
    }
  }

  private static String reason(JacksonException e) {
    return switch (e.getCause()) {
      case IllegalArgumentException refusal -> String.valueOf(refusal.getMessage());
      case NullPointerException _ -> "a value is null";
      case null, default -> e.getOriginalMessage().replaceFirst("(?s)\\s*(\\(|;|\\n).*", "");
    };
  }

  /** Reads a whole text file of moderate size. */
  public static String text(Path file) throws IOException {
    ReadableFiles.requireNoPipe(file);
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder, where a run has a file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": too large to be a part of a run, " + Files.size(file));
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": damaged: it is not text in UTF-8", e);
    }
  }
}
