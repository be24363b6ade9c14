package org.noether.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.noether.learning.backend.cpu.Gemm;
import org.noether.learning.backend.cpu.VectorWidth;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products of the shapes that the dynamics networks are made of, single-threaded. The same
 * shapes are in {@code peers/matmul.py}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "--add-modules=jdk.incubator.vector",
      "-XX:CompileCommand=quiet",
      "-XX:CompileCommand=CompileThresholdScaling,*GeneratedGemm*::run,0.02",
      "-XX:CompileCommand=BackgroundCompilation,*GeneratedGemm*::run,false"
    })
public class GemmBenchmark {
  /** Operands of one product. */
  @State(Scope.Thread)
  public static class Operands {
    /** {@code MxNxK_AB} for C = A B, or {@code MxNxK_AtB} for C += A^T B with A stored k by m. */
    @Param({
      "100x96x1536_AB",
      "250x96x1536_AB",
      "100x96x384_AB",
      "240x96x384_AB",
      "100x384x96_AB",
      "240x384x96_AB",
      "600x32x32_AB",
      "600x16x32_AB",
      "600x32x2_AB",
      "600x24x96_AB",
      "1536x96x100_AtB",
      "1536x96x250_AtB",
      "384x96x100_AtB",
      "96x384x100_AtB",
      "32x32x600_AtB",
      "32x16x600_AtB",
      "100x256x256_AB",
      "256x256x100_AtB",
      "100x1x256_AB",
      "256x1x100_AtB",
      "100x256x1_AB",
      "512x512x512_AB",
      "1800x384x6144_AB",
      "1800x6144x384_AB",
      "6144x384x1800_AtB",
      "1800x384x1536_AB",
      "1800x1536x384_AB",
      "1800x64x1024_AB",
      "1800x1024x64_AB",
      "1024x64x1800_AtB",
      "32400x32x32_AB",
      "32x32x32400_AtB"
    })
    public String shape = "";

    /** Width of the vectors. */
    @Param({"BITS_512", "BITS_256"})
    public VectorWidth width = VectorWidth.BITS_512;

    Gemm gemm = new Gemm(width);
    int m;
    int n;
    int k;
    boolean transposed;
    float[] a = {};
    float[] b = {};
    float[] packed = {};
    float[] c = {};
    float[] scratch = {};

    /** Fills the operands with random numbers. */
    @Setup(Level.Trial)
    public void fill() {
      var parts = shape.split("[x_]", -1);
      m = Integer.parseInt(parts[0]);
      n = Integer.parseInt(parts[1]);
      k = Integer.parseInt(parts[2]);
      transposed = parts[3].equals("AtB");
      gemm = new Gemm(width);
      var random = new SplittableRandom(1);
      a = Uniform.floats(m * k, random);
      b = Uniform.floats(k * n, random);
      packed = new float[gemm.packedSize(k, n)];
      c = new float[m * n];
      scratch = new float[gemm.scratchSize(m, k)];
      gemm.packB(b, 0, n, 1, k, n, packed, 0);
    }

    void multiply() {
      int rowStride = transposed ? 1 : k;
      int columnStride = transposed ? m : 1;
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
          transposed,
          scratch,
          0);
    }
  }

  /** Multiplies by a B packed beforehand, as a weight is. */
  @Benchmark
  public void multiply(Operands operands, Rate rate) {
    operands.multiply();
    rate.flops += 2L * operands.m * operands.n * operands.k;
  }

  /** Packs B and multiplies by it, as in a product of two activations. */
  @Benchmark
  public void packAndMultiply(Operands operands, Rate rate) {
    operands.gemm.packB(operands.b, 0, operands.n, 1, operands.k, operands.n, operands.packed, 0);
    operands.multiply();
    rate.flops += 2L * operands.m * operands.n * operands.k;
  }
}
