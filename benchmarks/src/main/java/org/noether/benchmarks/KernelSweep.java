package org.noether.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.noether.learning.backend.cpu.Gemm;
import org.noether.learning.backend.cpu.Ragged;
import org.noether.learning.backend.cpu.VectorWidth;

/**
 * Looks for cliffs: runs products and ragged contractions of many shapes until they are warm, and
 * prints those that allocate memory, or that take more than twice the time of a larger shape beside
 * them.
 *
 * <p>Arguments: a vector width in bits (by default the machine's), and milliseconds per shape.
 */
public final class KernelSweep {
  private static final int[] ROWS = {1, 2, 3, 5, 8, 13, 25, 50, 100, 240, 1000, 4096};
  private static final int[] COLUMNS = {
    1, 2, 3, 5, 8, 13, 16, 17, 24, 31, 32, 48, 90, 96, 150, 256, 384, 1536
  };
  private static final int[] DEPTHS = {1, 2, 3, 8, 16, 24, 32, 90, 256, 384, 1536, 6144};
  private static final int[] CHANNELS = {1, 4, 8, 12, 16, 24, 32, 48, 64, 90, 96, 150, 256, 384};
  private static final int[] FEATURES = {4, 16, 20, 32};
  private static final int[] DEGREES = {1, 6, 17, 25};
  private static final int POINTS = 100;
  private static final int TYPICAL = 256;
  private static final double SLOW = 2;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Result(String name, double nanos, double bytes, double flops) {}

  private final VectorWidth width;
  private final long nanosPerShape;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> cliffs = new ArrayList<>();
  private int shapes;

  private KernelSweep(VectorWidth width, long nanosPerShape) {
    this.width = width;
    this.nanosPerShape = nanosPerShape;
  }

  /** Runs the sweep and exits with 1 if there are cliffs. */
  public static void main(String[] arguments) {
    VectorWidth width =
        arguments.length > 0
            ? VectorWidth.valueOf("BITS_" + arguments[0])
            : VectorWidth.preferred();
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 50;
    KernelSweep sweep = new KernelSweep(width, millis * 1_000_000);
    for (boolean byColumns : new boolean[] {false, true}) {
      sweep.grid(ROWS, COLUMNS, (m, n) -> sweep.product(m, n, TYPICAL, byColumns));
      sweep.grid(COLUMNS, DEPTHS, (n, k) -> sweep.product(POINTS, n, k, byColumns));
    }
    for (int degree : DEGREES) {
      for (Contraction contraction : Contraction.values()) {
        sweep.grid(
            FEATURES, CHANNELS, (f, channels) -> sweep.contract(contraction, degree, channels, f));
      }
    }
    sweep.cliffs.forEach(System.out::println);
    System.out.printf(Locale.ROOT, "%d shapes, %d cliffs%n", sweep.shapes, sweep.cliffs.size());
    System.exit(sweep.cliffs.isEmpty() ? 0 : 1);
  }

  private interface Kernel {
    Result run(int first, int second);
  }

  private enum Contraction {
    TO_POINTS,
    TO_SENDERS,
    TO_EDGES
  }

  private void grid(int[] first, int[] second, Kernel kernel) {
    var results = new Result[first.length][second.length];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        results[i][j] = kernel.run(first[i], second[j]);
        shapes++;
      }
    }
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        double best = Double.POSITIVE_INFINITY;
        if (i + 1 < first.length) {
          best = Math.min(best, results[i + 1][j].nanos());
        }
        if (j + 1 < second.length) {
          best = Math.min(best, results[i][j + 1].nanos());
        }
        Result result = results[i][j];
        if (result.bytes() > 0 || result.nanos() > SLOW * best) {
          cliffs.add(
              String.format(
                  Locale.ROOT,
                  "%-40s %10.0f ns, %6.1f GFLOP/s, %.1f times a larger shape, %.0f bytes a call",
                  result.name(),
                  result.nanos(),
                  result.flops() / result.nanos(),
                  result.nanos() / best,
                  result.bytes()));
        }
      }
    }
  }

  private Result product(int m, int n, int k, boolean byColumns) {
    Gemm gemm = new Gemm(width);
    float[] a = Uniform.floats(m * k, random);
    float[] b = Uniform.floats(k * n, random);
    float[] packed = new float[gemm.packedSize(k, n)];
    float[] c = new float[m * n];
    float[] scratch = new float[gemm.scratchSize(m, k)];
    gemm.packB(b, 0, n, 1, k, n, packed, 0);
    int rowStride = byColumns ? 1 : k;
    int columnStride = byColumns ? m : 1;
    return measure(
        "%d x %d x %d%s".formatted(m, n, k, byColumns ? ", A by columns" : ""),
        2.0 * m * n * k,
        () ->
            gemm.multiply(
                m,
                n,
                k,
                0,
                k,
                0,
                n,
                a,
                0,
                rowStride,
                columnStride,
                packed,
                0,
                0,
                c,
                0,
                n,
                byColumns,
                scratch,
                0));
  }

  private Result contract(Contraction contraction, int degree, int channels, int features) {
    Ragged ragged = new Ragged(width);
    int[] rowPointers = new int[POINTS + 1];
    int[] senders = new int[POINTS * degree];
    for (int i = 0; i < POINTS; i++) {
      rowPointers[i + 1] = rowPointers[i] + degree;
      for (int e = 0; e < degree; e++) {
        senders[rowPointers[i] + e] = (i + e) % POINTS;
      }
    }
    float[] v = Uniform.floats(POINTS * channels, random);
    float[] g = Uniform.floats(POINTS * features * channels, random);
    float[] k = Uniform.floats(senders.length * features, random);
    float[] scratch = new float[ragged.scratchSize(channels, features)];
    return measure(
        "%s, degree %d, %d channels, %d features"
            .formatted(contraction, degree, channels, features),
        2.0 * senders.length * channels * features,
        () -> {
          switch (contraction) {
            case TO_POINTS ->
                ragged.contract(
                    v, 0, k, 0, rowPointers, senders, 0, POINTS, channels, features, g, 0);
            case TO_SENDERS ->
                ragged.contractToSenders(
                    g, 0, k, 0, rowPointers, senders, 0, POINTS, channels, features, v, 0);
            case TO_EDGES ->
                ragged.contractToEdges(
                    g, 0, v, 0, rowPointers, senders, 0, POINTS, channels, features, k, 0, scratch);
          }
        });
  }

  /**
   * Warms up for half of the time per shape and at least 300 calls, then takes the best of runs.
   */
  private Result measure(String name, double flops, Runnable call) {
    long start = System.nanoTime();
    int calls = 0;
    while (calls < 300 || System.nanoTime() - start < nanosPerShape / 2) {
      call.run();
      calls++;
    }
    double best = Double.POSITIVE_INFINITY;
    double bytes = Double.POSITIVE_INFINITY;
    int batch = Math.max(1, calls / 10);
    start = System.nanoTime();
    while (System.nanoTime() - start < nanosPerShape / 2 || bytes == Double.POSITIVE_INFINITY) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long begin = System.nanoTime();
      for (int i = 0; i < batch; i++) {
        call.run();
      }
      best = Math.min(best, (System.nanoTime() - begin) / (double) batch);
      bytes =
          Math.min(bytes, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) batch);
    }
    return new Result(name, best, bytes, flops);
  }
}
