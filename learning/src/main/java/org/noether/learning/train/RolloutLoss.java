package org.noether.learning.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.dynamics.DynamicsNetwork;

/**
 * The mean squared error of rollouts, and its gradient, computed in chunks of samples by several
 * threads. Chunks are added in their order, so the bits do not depend on the number of threads.
 *
 * <p>Where samples influence each other (through batch statistics, or through a ball radius that
 * adapts because neighbours lie outside it) a batch is one chunk.
 */
final class RolloutLoss {
  private record Key(int size, boolean training) {}

  private record Compiled(LossProgram program, Executable executable) {}

  private final Backend backend;
  private final DynamicsNetwork network;
  private final Weights weights;
  private final Samples like;
  private final Workers workers;
  private final long seed;
  private final int batchSize;
  private final int chunk;
  private final Map<Key, Compiled> programs = new ConcurrentHashMap<>();
  private final List<Map<Key, LossExecution>> executions = new ArrayList<>();
  private final List<Buffer> chunkGradients = new ArrayList<>();

  /**
   * Creates the loss of a network's present weights.
   *
   * @param like samples of the sizes that there will be
   * @param seed the run's seed
   * @param batchSize the samples of a full batch
   */
  RolloutLoss(
      Backend backend,
      DynamicsNetwork network,
      Weights weights,
      Samples like,
      Workers workers,
      long seed,
      int batchSize) {
    this.backend = backend;
    this.network = network;
    this.weights = weights;
    this.like = like;
    this.workers = workers;
    this.seed = seed;
    this.batchSize = batchSize;
    this.chunk = ChunkSize.of(batchSize);
    for (int i = 0; i < workers.count(); i++) {
      executions.add(new HashMap<>());
    }
  }

  /** Returns the samples of a chunk. */
  int chunk() {
    return chunk;
  }

  /**
   * Returns the loss of a batch, stores its gradient by the parameters, and updates the buffers.
   *
   * @param batch the samples' numbers
   * @param step the step since the beginning, which random choices depend on
   * @param gradients receives the gradient
   */
  double gradient(Samples samples, int[] batch, long step, Buffer gradients) {
    if (!compiled(new Key(Math.min(chunk, batch.length), true)).program().couples()) {
      Sums sums = gradient(samples, batch, chunk, step, gradients);
      if (sums.outside() == 0) {
        return sums.loss();
      }
    }
    Sums sums = gradient(samples, batch, batch.length, step, gradients);
    Key whole = new Key(batch.length, true);
    Buffers.copy(execution(0, whole).buffersAfter(), weights.buffers());
    forgetIrregular();
    return sums.loss();
  }

  /** Returns the mean squared error on all samples, in evaluation mode. */
  double mse(Samples samples) {
    int[] all = IntStream.range(0, samples.count()).toArray();
    Sums sums =
        run(samples, all, chunk, false, i -> Randomness.ofEvaluation(seed, i), (_, _) -> {});
    forgetIrregular();
    return sums.loss();
  }

  /** Returns the floating-point operations of the matrix products of a full batch's gradient. */
  double matmulFlops() {
    double flops = 0;
    for (int from = 0; from < batchSize; from += chunk) {
      Key key = new Key(Math.min(chunk, batchSize - from), true);
      flops += MatmulFlops.of(compiled(key).program().outputs());
    }
    return flops;
  }

  private Sums gradient(Samples samples, int[] batch, int size, long step, Buffer gradients) {
    int chunks = Math.ceilDiv(batch.length, size);
    while (chunkGradients.size() < chunks) {
      chunkGradients.add(backend.allocate(gradients.size()));
    }
    Sums sums =
        run(
            samples,
            batch,
            size,
            true,
            i -> Randomness.ofTraining(seed, step, i),
            (execution, i) -> execution.bindGradients(chunkGradients.get(i)));
    addInOrder(chunkGradients.subList(0, chunks), gradients);
    return sums;
  }

  private record Sums(double loss, double outside) {}

  @FunctionalInterface
  private interface Preparation {
    void prepare(LossExecution execution, int chunk);
  }

  private Sums run(
      Samples samples,
      int[] which,
      int size,
      boolean training,
      IntFunction<RandomGenerator> random,
      Preparation preparation) {
    int chunks = Math.ceilDiv(which.length, size);
    for (int i = 0; i < chunks; i++) {
      compiled(new Key(Math.min(size, which.length - i * size), training));
    }
    double scale = 1.0 / ((double) which.length * samples.points() * samples.width());
    double[] steps = samples.steps(which[0]);
    double[] losses = new double[chunks];
    double[] outside = new double[chunks];
    workers.run(
        chunks,
        (worker, i) -> {
          int from = i * size;
          Key key = new Key(Math.min(size, which.length - from), training);
          LossExecution execution = execution(worker, key);
          execution.load(samples, which, from);
          preparation.prepare(execution, i);
          execution.run(steps, scale, random.apply(i));
          losses[i] = execution.loss();
          outside[i] = execution.outside();
        });
    return new Sums(Arrays.stream(losses).reduce(0, Double::sum), max(outside));
  }

  private static double max(double[] numbers) {
    return Arrays.stream(numbers).max().orElse(0);
  }

  /** Adds vectors in their order; threads share the vectors' elements. */
  private void addInOrder(List<Buffer> parts, Buffer sum) {
    int slice = Math.ceilDiv(sum.size(), workers.count());
    workers.run(
        workers.count(),
        (_, i) -> {
          int from = Math.min(sum.size(), i * slice);
          int to = Math.min(sum.size(), from + slice);
          Buffers.copy(parts.getFirst(), from, sum, from, to - from);
          parts.stream().skip(1).forEach(part -> Buffers.add(part, sum, from, to));
        });
  }

  private Compiled compiled(Key key) {
    return programs.computeIfAbsent(
        key,
        _ -> {
          LossProgram program = LossProgram.trace(network, like, key.size(), key.training());
          return new Compiled(program, backend.compile(program.outputs()));
        });
  }

  private LossExecution execution(int worker, Key key) {
    return executions
        .get(worker)
        .computeIfAbsent(
            key,
            _ -> {
              Compiled known = compiled(key);
              return new LossExecution(known.program(), known.executable(), backend, like, weights);
            });
  }

  /** Drops working memory of odd sizes, such as an epoch's last batch needs once. */
  private void forgetIrregular() {
    for (Map<Key, LossExecution> own : executions) {
      own.keySet().removeIf(key -> key.size() != chunk && key.size() != batchSize);
    }
  }
}
