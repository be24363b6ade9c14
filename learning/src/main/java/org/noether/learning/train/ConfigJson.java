package org.noether.learning.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.simulation.io.Sha256;

/**
 * Configurations as JSON. A group {@code T(2)} among a network's options is written as {@code
 * {"args":[2],"name":"T"}}.
 */
final class ConfigJson {
  private static final Set<String> GROUP_KEYS = Set.of("name", "args");

  private ConfigJson() {}

  public static void write(Path file, RunConfig config) throws IOException {
    Json.write(file, config);
  }

  public static DynamicsConfig read(Path file) throws IOException {
    DynamicsConfig read = Json.read(file, DynamicsConfig.class);
    return read.withNetCfg(decoded(file, read));
  }

  public static MoleculeConfig readMolecules(Path file) throws IOException {
    MoleculeConfig read = Json.read(file, MoleculeConfig.class);
    return read.withNetCfg(decoded(file, read));
  }

  /** Returns the SHA-256 of the configuration's JSON. */
  public static String sha256(RunConfig config) {
    return Sha256.of(Json.line(config).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> decoded(Path file, RunConfig read) throws IOException {
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
