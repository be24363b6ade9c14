package org.noether.learning.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.noether.simulation.io.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/** What the larger golden cases tell of gradients, instead of all their numbers. */
public final class GradientSummaries {
  private static final int SAMPLES = 16;
  private static final long DIRECTION_SEED = 777;

  private GradientSummaries() {}

  /** Returns whether a case has summaries. */
  public static boolean in(SafetensorsFile tensors) {
    return tensors.tensors().containsKey("gradsum.stats");
  }

  /**
   * Returns the relative errors, by parameter, of the norm, the sum, the product with the formula's
   * numbers, and 16 samples.
   *
   * @param smallest the fraction of the whole gradient that each parameter's is at least taken for
   */
  public static Map<String, Double> errors(
      JsonNode json, SafetensorsFile tensors, Map<String, double[]> gradients, double smallest) {
    double[] stats = tensors.tensor("gradsum.stats").doubles();
    double[] samples = tensors.tensor("gradsum.samples").doubles();
    JsonNode names = json.path("grad_names");
    List<String> parameters =
        json.path("params").valueStream().map(row -> row.get(0).stringValue()).toList();
    double whole = 0;
    for (int i = 0; i < names.size(); i++) {
      whole = Math.hypot(whole, stats[3 * i]);
    }
    Map<String, Double> errors = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).stringValue();
      double[] g = gradients.get(name);
      double[] direction =
          GoldenParameters.uniform(DIRECTION_SEED, parameters.indexOf(name), g.length);
      double[] ours = new double[3];
      double[] sampled = new double[SAMPLES];
      for (int j = 0; j < g.length; j++) {
        ours[0] += g[j] * g[j];
        ours[1] += g[j];
        ours[2] += g[j] * direction[j];
      }
      ours[0] = Math.sqrt(ours[0]);
      int stride = Math.max(g.length / SAMPLES, 1);
      for (int j = 0; j < Math.min(SAMPLES, (g.length + stride - 1) / stride); j++) {
        sampled[j] = g[j * stride];
      }
      double norm = stats[3 * i];
      double scale = Math.max(norm, smallest * whole);
      double root = Math.sqrt(g.length);
      errors.put(name + ": norm", Math.abs(ours[0] - norm) / scale);
      errors.put(name + ": sum", Math.abs(ours[1] - stats[3 * i + 1]) / (scale * root));
      errors.put(name + ": product", Math.abs(ours[2] - stats[3 * i + 2]) / (scale * root));
      double error = 0;
      for (int j = 0; j < SAMPLES; j++) {
        error = Math.hypot(error, sampled[j] - samples[SAMPLES * i + j]);
      }
      errors.put(name + ": samples", error / scale);
    }
    return errors;
  }
}
