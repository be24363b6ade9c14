package org.noether.learning.train;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;
import org.noether.simulation.io.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configurations as JSON, beside the name of their task. A group {@code T(2)} among a network's
 * options is written as {@code {"args":[2],"name":"T"}}.
 */
final class ConfigJson {
  private static final String TASK = "learning_task";
  private static final Set<String> GROUP_KEYS = Set.of("name", "args");

  private ConfigJson() {}

  static void write(Path file, LearningTask<?, ?> task, RunConfig<?> config) throws IOException {
    Map<String, Object> content = new TreeMap<>();
    Json.tree(config).forEachEntry(content::put);
    content.put(TASK, task.id());
    Json.write(file, content);
  }

  /** Returns whether a file is the configuration of a task. */
  static boolean isOf(Path file, LearningTask<?, ?> task) throws IOException {
    return isOf(Json.read(file, JsonNode.class), task);
  }

  private static boolean isOf(JsonNode content, LearningTask<?, ?> task) {
    return content.has(TASK)
        ? content.get(TASK).asString("").equals(task.id())
        : task.wroteUnnamed(content);
  }

  /**
   * Reads the configuration of a task.
   *
   * @throws IOException if the file is damaged or of another task
   */
  static <C extends RunConfig<C>, R extends RunResult> C read(Path file, LearningTask<C, R> task)
      throws IOException {
    ObjectNode content = Json.read(file, ObjectNode.class);
    if (!isOf(content, task)) {
      throw new IOException(
          content.has(TASK)
              ? "%s is a run on %s, not on %s"
                  .formatted(file.getParent(), content.get(TASK).asString(""), task.id())
              : "%s: not the configuration of a run on %s".formatted(file, task.id()));
    }
    content.remove(TASK);
    addOptional(content, task.configType());
    C read = Json.parse(file, Json.line(content), task.configType());
    return read.withNetCfg(decoded(file, read));
  }

  /**
   * Adds null for each optional component that is missing, as it is in files of older versions: in
   * a record, in those that it is made of, and in those of a sealed interface that it can be.
   */
  private static void addOptional(@Nullable JsonNode node, Class<?> type) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    if (type.isSealed()) {
      Stream.of(type.getPermittedSubclasses())
          .filter(each -> each.isRecord() && hasRequired(object, each))
          .forEach(each -> addOptional(object, each));
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        String name = name(component);
        if (isOptional(component) && !object.has(name)) {
          object.putNull(name);
        } else {
          addOptional(object.get(name), content(component));
        }
      }
    }
  }

  /** The name of a component in JSON. */
  private static String name(RecordComponent component) {
    return Json.name(component.getName());
  }

  /** The type of a component or, if it is optional, of what it may hold. */
  private static Class<?> content(RecordComponent component) {
    return isOptional(component)
            && component.getGenericType() instanceof ParameterizedType optional
            && optional.getActualTypeArguments()[0] instanceof Class<?> held
        ? held
        : component.getType();
  }

  private static boolean hasRequired(ObjectNode object, Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .allMatch(component -> isOptional(component) || object.has(name(component)));
  }

  private static boolean isOptional(RecordComponent component) {
    return component.getType() == Optional.class;
  }

  /** Returns the SHA-256 of the configuration's JSON, without the name of its task. */
  static String sha256(RunConfig<?> config) {
    return Sha256.of(Json.line(config).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> decoded(Path file, RunConfig<?> read) throws IOException {
    Map<String, Object> netCfg = new TreeMap<>();
    for (Map.Entry<String, Object> option : read.netCfg().entrySet()) {
      try {
        netCfg.put(option.getKey(), decode(option.getValue()));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s: damaged: the option '%s' %s".formatted(file, option.getKey(), e.getMessage()), e);
      }
    }
    return netCfg;
  }

  private static Object decode(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("has no value");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigJson::decode).toList();
    }
    if (value instanceof Map<?, ?> map && map.keySet().equals(GROUP_KEYS)) {
      if (!(map.get("args") instanceof List<?> args)) {
        throw new IllegalArgumentException("has a group whose arguments are no list");
      }
      return new GroupSpec(
          String.valueOf(map.get("name")), args.stream().map(ConfigJson::decode).toList());
    }
    return value;
  }
}
