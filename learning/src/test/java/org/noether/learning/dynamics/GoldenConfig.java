package org.noether.learning.dynamics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import tools.jackson.databind.JsonNode;

/** Reads the constructor arguments in the description of a golden case. */
public final class GoldenConfig {
  private GoldenConfig() {}

  /** Returns the keywords of {@link DynamicsNetworks#create}. */
  public static Map<String, Object> of(JsonNode json) {
    Map<String, Object> config = new HashMap<>();
    json.path("kwargs").properties().forEach(e -> config.put(e.getKey(), value(e.getValue())));
    if (json.path("group").isString()) {
      config.put("group", group(json));
    }
    return config;
  }

  /**
   * Returns the group, such as T(2) where the description says T2, with the reference's distances.
   */
  public static GroupSpec group(JsonNode json) {
    String name = json.path("group").stringValue();
    if (name.matches("(T|Trivial)\\d")) {
      int last = name.length() - 1;
      return new GroupSpec(name.substring(0, last), List.of(name.charAt(last) - '0'));
    }
    if (name.equals("Tx") || name.equals("Ty")) {
      return new GroupSpec(name, List.of(json.path("d").asInt(2)));
    }
    if (name.equals("Rx")) {
      return new GroupSpec(name, List.of(json.path("alpha").asDouble(Groups.ALPHA), true));
    }
    return json.has("alpha")
        ? new GroupSpec(name, List.of(json.path("alpha").doubleValue()))
        : new GroupSpec(name, List.of());
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().map(GoldenConfig::value).toList();
    }
    return node.isBoolean()
        ? (Object) node.booleanValue()
        : node.isNumber() ? node.numberValue() : node.stringValue();
  }
}
