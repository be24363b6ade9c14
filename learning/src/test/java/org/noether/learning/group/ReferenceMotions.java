package org.noether.learning.group;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lifts of positions to SE3 by the formulas that the reference uses, not by the reference: angles
 * from cosines, and all numbers rounded to single precision unless they are to be exact.
 */
final class ReferenceMotions {
  private static final double ALPHA = 0.2;

  /** Below, the reference takes power series. */
  private static final double SMALL = 7e-2;

  private final boolean exact;

  ReferenceMotions(boolean exact) {
    this.exact = exact;
  }

  /** A motion x -> rotation x + moved. */
  private record Motion(double[][] rotation, double[] moved) {}

  /**
   * Writes a case of two clouds.
   *
   * @param perPoint whether rotations are drawn for each point, or for each cloud
   */
  GoldenCase golden(Path folder, long seed, int points, int samples, boolean perPoint)
      throws IOException {
    var random = new SplittableRandom(seed);
    int drawn = perPoint ? points : 1;
    double[] positions = normal(random, 2 * points * 3);
    double[] quaternions = normal(random, 2 * drawn * samples * 4);
    int all = points * samples;
    double[] lifted = new double[2 * all * 6];
    double[] pairs = new double[2 * all * all * 6];
    double[] distances = new double[2 * all * all];
    for (int i = 0; i < 2 * all; i++) {
      int point = i / samples;
      int element = (perPoint ? point : point / points) * samples + i % samples;
      double[] position = Arrays.copyOfRange(positions, 3 * point, 3 * point + 3);
      double[] q = Arrays.copyOfRange(quaternions, 4 * element, 4 * element + 4);
      System.arraycopy(log(new Motion(rotation(q), position)), 0, lifted, 6 * i, 6);
    }
    for (int pair = 0; pair < distances.length; pair++) {
      int cloud = pair / (all * all);
      double[] a = row(lifted, cloud * all + pair / all % all, 1);
      double[] minusB = row(lifted, cloud * all + pair % all, -1);
      double[] log = log(product(exp(minusB), exp(a)));
      System.arraycopy(log, 0, pairs, 6 * pair, 6);
      distances[pair] = r(r(ALPHA * norm(log, 0, 3)) + r((1 - ALPHA) * norm(log, 3, 6)));
    }
    String name = "formulas." + (exact ? "f64" : "f32");
    Path file = folder.resolve(name + ".safetensors");
    var tensors =
        Map.of(
            "in.coords", TensorData.of(positions, 2, points, 3),
            "rec.randn.0", TensorData.of(quaternions, 2, drawn, samples, 4),
            "out.lifted_a", TensorData.of(lifted, 2, all, 6),
            "out.abq", TensorData.of(pairs, 2, all, all, 6),
            "out.elems2pairs", TensorData.of(pairs, 2, all, all, 6),
            "out.distance", TensorData.of(distances, 2, all, all));
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));
    var json =
        new JsonMapper()
            .createObjectNode()
            .put("kind", "group")
            .put("group", "SE3")
            .put("alpha", ALPHA)
            .put("per_point", perPoint)
            .put("nsamples", samples);
    return new GoldenCase(name, json, file);
  }

  /** Returns the rotation of a quaternion of any length. */
  private double[][] rotation(double[] quaternion) {
    double length = norm(quaternion, 0, 4);
    double[] q = Arrays.stream(quaternion).map(x -> r(x / length)).toArray();
    double factor = r(2 * sincInverse(r(Math.atan2(norm(q, 1, 4), q[0]))));
    return exp(new double[] {r(factor * q[1]), r(factor * q[2]), r(factor * q[3]), 0, 0, 0})
        .rotation();
  }

  private Motion exp(double[] a) {
    double x = norm(a, 0, 3);
    double square = r(x * x);
    boolean small = x < SMALL;
    double sinc =
        small ? r(1 - square / 6 * (1 - square / 20 * (1 - square / 42))) : r(r(Math.sin(x)) / x);
    double cosc =
        small ? r(0.5 * (1 - square / 12 * (1 - square / 30))) : r(r(1 - r(Math.cos(x))) / square);
    double sincc =
        small
            ? r((1 - square / 20 * (1 - square / 42)) / 6)
            : r(r(x - r(Math.sin(x))) / r(square * x));
    return new Motion(
        bent(a, sinc, cosc), times(bent(a, cosc, sincc), Arrays.copyOfRange(a, 3, 6)));
  }

  private double[] log(Motion motion) {
    double[][] rotation = motion.rotation();
    double trace = r(r(rotation[0][0] + rotation[1][1]) + rotation[2][2]);
    double factor = sincInverse(r(Math.acos(Math.clamp(r(r(trace - 1) / 2), -1.0, 1.0))));
    double[] a = new double[6];
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      a[i] = r(r(r(rotation[k][j] - rotation[j][k]) * factor) / 2);
    }
    double x = norm(a, 0, 3);
    double square = r(x * x);
    double versine = Math.max(r(2 * r(1 - r(Math.cos(x)))), 1e-6);
    double coscc =
        x < SMALL
            ? r((1 + square / 60 * (1 + square / 42)) / 12)
            : r(r(1 - r(r(x * r(Math.sin(x))) / versine)) / square);
    System.arraycopy(times(bent(a, -0.5, coscc), motion.moved()), 0, a, 3, 3);
    return a;
  }

  private double sincInverse(double x) {
    return x < SMALL ? r(1 + x * x / 6 + 7 * x * x * x * x / 360) : r(x / r(Math.sin(x)));
  }

  /** Returns 1 + once W + twice W^2, where W v = w x v. */
  private double[][] bent(double[] w, double once, double twice) {
    double[][] cross = {{0, -w[2], w[1]}, {w[2], 0, -w[0]}, {-w[1], w[0], 0}};
    double[][] bent = product(cross, cross);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double turned = r((i == j ? 1 : 0) + r(cross[i][j] * once));
        bent[i][j] = r(turned + r(bent[i][j] * twice));
      }
    }
    return bent;
  }

  private Motion product(Motion first, Motion second) {
    double[] moved = times(first.rotation(), second.moved());
    Arrays.setAll(moved, i -> r(moved[i] + first.moved()[i]));
    return new Motion(product(first.rotation(), second.rotation()), moved);
  }

  private double[][] product(double[][] first, double[][] second) {
    double[][] product = new double[3][];
    for (int i = 0; i < 3; i++) {
      product[i] = new double[3];
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] = r(product[i][j] + r(first[i][k] * second[k][j]));
        }
      }
    }
    return product;
  }

  private double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        product[i] = r(product[i] + r(matrix[i][k] * vector[k]));
      }
    }
    return product;
  }

  private double norm(double[] numbers, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum = r(sum + r(numbers[i] * numbers[i]));
    }
    return r(Math.sqrt(sum));
  }

  private double[] normal(SplittableRandom random, int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, _ -> r(random.nextGaussian()));
    return numbers;
  }

  private static double[] row(double[] rows, int row, int sign) {
    return Arrays.stream(rows, 6 * row, 6 * row + 6).map(x -> sign * x).toArray();
  }

  /** Rounds a number. */
  private double r(double x) {
    return exact ? x : (float) x;
  }
}
