package org.noether.learning.task.dynamics.network;

import java.util.HashMap;
import java.util.Map;
import org.noether.learning.group.GoldenGroup;
import tools.jackson.databind.JsonNode;

/** Reads the constructor arguments in the description of a golden case. */
public final class GoldenConfig {
  private GoldenConfig() {}

  /** Returns the keywords of {@link DynamicsNetworks#create}. */
  public static Map<String, Object> of(JsonNode json) {
    Map<String, Object> config = new HashMap<>();
    json.path("kwargs").properties().forEach(e -> config.put(e.getKey(), value(e.getValue())));
    if (json.path("group").isString()) {
      config.put("group", GoldenGroup.spec(json));
    }
    return config;
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
