package org.noether.learning.group;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the group in the description of a golden case. */
public final class GoldenGroup {
  private GoldenGroup() {}

  /** Returns the group, such as T(2) where the description says T2. */
  public static GroupSpec spec(JsonNode json) {
    String name = json.path("group").stringValue();
    if (name.matches("(T|Trivial)\\d")) {
      int last = name.length() - 1;
      return new GroupSpec(name.substring(0, last), List.of(name.charAt(last) - '0'));
    }
    double alpha = json.path("alpha").asDouble(Groups.ALPHA);
    return switch (name) {
      case "Fake" -> new GroupSpec("FakeSchGroup", List.of());
      case "Tx", "Ty" -> new GroupSpec(name, List.of(2));
      case "Rx" -> new GroupSpec(name, List.of(alpha, true));
      case "SE3" -> new GroupSpec(name, List.of(alpha, json.path("per_point").asBoolean(true)));
      default -> new GroupSpec(name, List.of(alpha));
    };
  }
}
