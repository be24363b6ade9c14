package org.noether.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.noether.learning.backend.cpu.Ragged;
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

/** The three ragged contractions of a packed point cloud, single-threaded. */
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
public class RaggedBenchmark {
  /** Clouds of as many points as each point has edges, every point connected to all. */
  @State(Scope.Thread)
  public static class Cloud {
    /** points x degree x channels x features. */
    @Param({
      "100x6x96x16",
      "250x6x96x16",
      "100x6x96x32",
      "100x6x16x16",
      "100x6x90x16",
      "100x6x400x16",
      "102x17x96x16"
    })
    public String shape = "";

    /** Width of the vectors. */
    @Param({"BITS_512", "BITS_256"})
    public VectorWidth width = VectorWidth.BITS_512;

    Ragged ragged = new Ragged(width);
    int points;
    int channels;
    int features;
    int[] rowPointers = {};
    int[] senders = {};
    float[] v = {};
    float[] g = {};
    float[] k = {};
    float[] scratch = {};

    /** Fills the operands with random numbers. */
    @Setup(Level.Trial)
    public void fill() {
      var parts = shape.split("x", -1);
      points = Integer.parseInt(parts[0]);
      int degree = Integer.parseInt(parts[1]);
      channels = Integer.parseInt(parts[2]);
      features = Integer.parseInt(parts[3]);
      ragged = new Ragged(width);
      rowPointers = new int[points + 1];
      senders = new int[points * degree];
      for (int i = 0; i < points; i++) {
        rowPointers[i + 1] = rowPointers[i] + degree;
        for (int e = 0; e < degree; e++) {
          senders[rowPointers[i] + e] = (i / degree * degree + e) % points;
        }
      }
      var random = new SplittableRandom(1);
      v = Uniform.floats(points * channels, random);
      g = Uniform.floats(points * features * channels, random);
      k = Uniform.floats(senders.length * features, random);
      scratch = new float[ragged.scratchSize(channels, features)];
    }

    void contract() {
      ragged.contract(v, 0, k, 0, rowPointers, senders, 0, points, channels, features, g, 0);
    }

    void contractToSenders() {
      ragged.contractToSenders(
          g, 0, k, 0, rowPointers, senders, 0, points, channels, features, v, 0);
    }

    void contractToEdges() {
      ragged.contractToEdges(
          g, 0, v, 0, rowPointers, senders, 0, points, channels, features, k, 0, scratch);
    }

    long flops() {
      return 2L * senders.length * features * channels;
    }
  }

  /** Sums over the edges of each point. */
  @Benchmark
  public void contract(Cloud cloud, Rate rate) {
    cloud.contract();
    rate.flops += cloud.flops();
  }

  /** Sums over the edges that refer to each sender. */
  @Benchmark
  public void contractToSenders(Cloud cloud, Rate rate) {
    cloud.contractToSenders();
    rate.flops += cloud.flops();
  }

  /** Sums over the channels, per edge. */
  @Benchmark
  public void contractToEdges(Cloud cloud, Rate rate) {
    cloud.contractToEdges();
    rate.flops += cloud.flops();
  }
}
