package org.noether.learning.testing;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The integer formula (SplitMix64) that generates the parameters of the larger golden cases. */
public final class GoldenParameters {
  private GoldenParameters() {}

  /** Returns all parameters by name; none if the description has no formula. */
  public static Map<String, double[]> all(JsonNode json) {
    Map<String, double[]> all = new HashMap<>();
    JsonNode rows = json.path("params");
    for (int i = 0; i < rows.size(); i++) {
      all.put(
          rows.get(i).get(0).stringValue(),
          generate(json.path("formula_seed").longValue(), i, rows.get(i)));
    }
    return all;
  }

  /**
   * Returns the parameter that a row [name, shape, scale, centre] of the description stands for, in
   * single precision, as the reference takes it.
   */
  private static double[] generate(long seed, int position, JsonNode row) {
    int size = 1;
    for (JsonNode extent : row.get(1)) {
      size *= extent.intValue();
    }
    double[] values = uniform(seed, position, size);
    for (int i = 0; i < size; i++) {
      values[i] = (float) (row.get(3).doubleValue() + values[i] * row.get(2).doubleValue());
    }
    return values;
  }

  /** Returns numbers between -1 and 1. */
  static double[] uniform(long seed, int position, int size) {
    double[] values = new double[size];
    long s = seed + 1000003L * position;
    for (int i = 0; i < size; i++) {
      long z = s * 0x9E3779B97F4A7C15L + (i + 1) * 0xD1B54A32D192ED03L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      values[i] = (z >>> 40) * 0x1p-24 * 2 - 1;
    }
    return values;
  }
}
