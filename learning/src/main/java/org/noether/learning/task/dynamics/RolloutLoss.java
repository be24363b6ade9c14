package org.noether.learning.task.dynamics;

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
import org.noether.learning.backend.Execution;
import org.noether.learning.task.dynamics.LossProgram.Use;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.train.Buffers;
import org.noether.learning.train.MatmulFlops;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/**
 * The mean squared error of rollouts, and its gradient, computed in chunks of samples by several
 * threads. Chunks are added in their order, so the bits do not depend on the number of threads.
 *
 * <p>Where samples influence each other a batch is one chunk: through batch statistics, or through
 * a ball whose radius grew so much that it would have held other neighbours.
 */
final class RolloutLoss {
  /**
   * The most samples of a chunk. Intermediate values grow with its size, while the time of a step
   * was the same from 5 to 40 (benchmarks/NOTES.md).
   */
  private static final int LARGEST_CHUNK = 10;

  /** Chunks of a large batch: enough for several threads to share them out evenly. */
  private static final int CHUNKS = 20;

  private record Key(int size, Use use) {}

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
    this.chunk = chunk(batchSize);
    for (int i = 0; i < workers.count(); i++) {
      executions.add(new HashMap<>());
    }
  }

  /**
   * Returns the samples of a chunk. Bits depend on it, so it follows from the batch size alone,
   * never from the machine.
   */
  private static int chunk(int batchSize) {
    return Math.clamp(Math.ceilDiv(batchSize, CHUNKS), 1, LARGEST_CHUNK);
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
    LossProgram part = compiled(new Key(Math.min(chunk, batch.length), Use.PART)).program();
    if (!part.couples()) {
      Sums sums = gradient(samples, batch, chunk, Use.PART, step, gradients);
      double parts = (double) batch.length / part.size();
      if (BallRadii.follow(part.balls(), parts, sums.ballCounts(), weights)) {
        return sums.loss();
      }
    }
    Sums sums = gradient(samples, batch, batch.length, Use.WHOLE, step, gradients);
    Buffers.copy(execution(0, new Key(batch.length, Use.WHOLE)).buffersAfter(), weights.buffers());
    forgetIrregular();
    return sums.loss();
  }

  /** Returns the mean squared error on all samples, in evaluation mode. */
  double mse(Samples samples) {
    int[] all = IntStream.range(0, samples.count()).toArray();
    Sums sums =
        run(
            samples,
            all,
            chunk,
            Use.EVALUATION,
            i -> Randomness.ofEvaluation(seed, i),
            (_, _) -> {});
    forgetIrregular();
    return sums.loss();
  }

  /** Returns the floating-point operations of the matrix products of a full batch's gradient. */
  double matmulFlops() {
    double flops = 0;
    for (int from = 0; from < batchSize; from += chunk) {
      Key key = new Key(Math.min(chunk, batchSize - from), Use.PART);
      flops += MatmulFlops.of(compiled(key).program().outputs());
    }
    return flops;
  }

  private Sums gradient(
      Samples samples, int[] batch, int size, Use use, long step, Buffer gradients) {
    int chunks = Math.ceilDiv(batch.length, size);
    while (chunkGradients.size() < chunks) {
      chunkGradients.add(backend.allocate(gradients.size()));
    }
    Sums sums =
        run(
            samples,
            batch,
            size,
            use,
            i -> Randomness.ofTraining(seed, step, i),
            (execution, i) -> {
              execution.bindGradients(chunkGradients.get(i));
              if (use == Use.WHOLE) {
                execution.bindBuffersAfter();
              }
            });
    addInOrder(chunkGradients.subList(0, chunks), gradients);
    return sums;
  }

  private record Sums(double loss, double[] ballCounts) {}

  @FunctionalInterface
  private interface Preparation {
    void prepare(LossExecution execution, int chunk);
  }

  private Sums run(
      Samples samples,
      int[] which,
      int size,
      Use use,
      IntFunction<RandomGenerator> random,
      Preparation preparation) {
    int chunks = Math.ceilDiv(which.length, size);
    for (int i = 0; i < chunks; i++) {
      compiled(new Key(Math.min(size, which.length - i * size), use));
    }
    double scale = 1.0 / ((double) which.length * samples.points() * samples.width());
    double[] steps = samples.steps(which[0]);
    double[] losses = new double[chunks];
    double[][] balls = new double[chunks][];
    workers.run(
        chunks,
        (worker, i) -> {
          int from = i * size;
          Key key = new Key(Math.min(size, which.length - from), use);
          LossExecution execution = execution(worker, key);
          execution.load(samples, which, from);
          preparation.prepare(execution, i);
          execution.run(steps, scale, random.apply(i));
          losses[i] = execution.loss();
          balls[i] = execution.ballCounts();
        });
    return new Sums(Arrays.stream(losses).reduce(0, Double::sum), added(balls));
  }

  /** Adds counts, which are whole numbers. */
  private static double[] added(double[][] counts) {
    double[] sums = new double[counts[0].length];
    for (double[] part : counts) {
      Arrays.setAll(sums, i -> sums[i] + part[i]);
    }
    return sums;
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
          LossProgram program = LossProgram.trace(network, like, key.size(), key.use());
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
              // A whole batch is one program, and has all threads to itself.
              int threads = key.use() == Use.WHOLE ? workers.count() : 1;
              Execution execution = known.executable().newExecution(threads);
              return new LossExecution(known.program(), execution, backend, like, weights);
            });
  }

  /** Drops working memory of odd sizes, such as an epoch's last batch needs once. */
  private void forgetIrregular() {
    for (Map<Key, LossExecution> own : executions) {
      own.keySet().removeIf(key -> key.size() != chunk && key.size() != batchSize);
    }
  }
}
