package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.dynamics.CompiledLoss.Use;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.train.MatmulFlops;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/**
 * The mean squared error of rollouts, and its gradient, computed in microbatches by several
 * threads. Microbatches are added in their order, so the bits do not depend on the number of
 * threads.
 *
 * <p>Where samples influence each other a batch is computed as a whole: through batch statistics,
 * or through a ball whose radius grew so much that it would have held other neighbours.
 */
final class RolloutLoss {
  /**
   * The most samples of a microbatch. Intermediate values grow with its size, while the time of a
   * step was the same from 5 to 40 (benchmarks/NOTES.md).
   */
  private static final int LARGEST_MICROBATCH = 10;

  /** The same for networks whose products have one row for each sample: more rows are faster. */
  private static final int LARGEST_MICROBATCH_OF_ROWS = 25;

  /** Microbatches of a large batch: enough for several threads to share them out evenly. */
  private static final int MICROBATCHES = 20;

  private static final int MICROBATCHES_OF_ROWS = 8;

  private record Key(int size, Use use) {}

  private final Backend backend;
  private final DynamicsNetwork network;
  private final Weights weights;
  private final Samples like;
  private final Workers workers;
  private final long seed;
  private final int batchSize;
  private final int microbatch;
  private final Map<Key, CompiledLoss> losses = new ConcurrentHashMap<>();

  /** By worker. */
  private final List<Map<Key, LossCall>> calls = new ArrayList<>();

  /** By microbatch. */
  private final List<Buffer> partialGradients = new ArrayList<>();

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
    this.microbatch = microbatch(network, batchSize);
    for (int i = 0; i < workers.count(); i++) {
      calls.add(new HashMap<>());
    }
  }

  /**
   * Returns the samples of a microbatch. Bits depend on it, so it follows from the network and the
   * batch size alone, never from the machine.
   */
  private static int microbatch(DynamicsNetwork network, int batchSize) {
    boolean rows = network.takesStatesAsRows();
    int parts = rows ? MICROBATCHES_OF_ROWS : MICROBATCHES;
    int largest = rows ? LARGEST_MICROBATCH_OF_ROWS : LARGEST_MICROBATCH;
    return Math.clamp(Math.ceilDiv(batchSize, parts), 1, largest);
  }

  /** Returns the samples of a microbatch. */
  int microbatch() {
    return microbatch;
  }

  /**
   * Returns the loss of a batch, stores its gradient by the parameters, and updates the buffers.
   *
   * @param batch the samples' numbers
   * @param step the step since the beginning, which random choices depend on
   * @param gradients receives the gradient
   */
  double gradient(Samples samples, int[] batch, long step, Buffer gradients) {
    CompiledLoss part = compiled(new Key(Math.min(microbatch, batch.length), Use.MICROBATCH));
    if (!part.couples()) {
      Sums sums = gradient(samples, batch, microbatch, Use.MICROBATCH, step, gradients);
      double parts = (double) batch.length / part.size();
      if (BallRadii.follow(part.balls(), parts, sums.ballCounts(), weights)) {
        return sums.loss();
      }
    }
    Sums sums = gradient(samples, batch, batch.length, Use.BATCH, step, gradients);
    Buffer after = call(0, new Key(batch.length, Use.BATCH)).buffersAfter();
    backend.copy(after, 0, weights.buffers(), 0, after.size());
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
            microbatch,
            Use.EVALUATION,
            i -> Randomness.ofEvaluation(seed, i),
            (_, _) -> {});
    forgetIrregular();
    return sums.loss();
  }

  /** Returns the floating-point operations of the matrix products of a full batch's gradient. */
  double matmulFlops() {
    double flops = 0;
    for (int from = 0; from < batchSize; from += microbatch) {
      Key key = new Key(Math.min(microbatch, batchSize - from), Use.MICROBATCH);
      flops += MatmulFlops.of(compiled(key).function().outputs());
    }
    return flops;
  }

  private Sums gradient(
      Samples samples, int[] batch, int size, Use use, long step, Buffer gradients) {
    int count = Math.ceilDiv(batch.length, size);
    while (partialGradients.size() < count) {
      partialGradients.add(backend.allocate(gradients.size()));
    }
    Sums sums =
        run(
            samples,
            batch,
            size,
            use,
            i -> Randomness.ofTraining(seed, step, i),
            (call, i) -> call.storeGradients(partialGradients.get(i)));
    addInOrder(partialGradients.subList(0, count), gradients);
    return sums;
  }

  private record Sums(double loss, double[] ballCounts) {}

  private Sums run(
      Samples samples,
      int[] which,
      int size,
      Use use,
      IntFunction<RandomGenerator> random,
      ObjIntConsumer<LossCall> preparation) {
    int count = Math.ceilDiv(which.length, size);
    for (int i = 0; i < count; i++) {
      compiled(new Key(Math.min(size, which.length - i * size), use));
    }
    double scale = 1.0 / ((double) which.length * samples.points() * samples.width());
    double[] steps = samples.steps(which[0]);
    double[] losses = new double[count];
    double[][] balls = new double[count][];
    workers.run(
        count,
        (worker, i) -> {
          int from = i * size;
          Key key = new Key(Math.min(size, which.length - from), use);
          LossCall call = call(worker, key);
          call.load(samples, which, from);
          preparation.accept(call, i);
          call.run(steps, scale, random.apply(i));
          losses[i] = call.loss();
          balls[i] = call.ballCounts();
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
          backend.sum(parts, sum, from, to - from);
        });
  }

  private CompiledLoss compiled(Key key) {
    return losses.computeIfAbsent(
        key, _ -> CompiledLoss.of(backend, network, like, key.size(), key.use()));
  }

  private LossCall call(int worker, Key key) {
    return calls
        .get(worker)
        .computeIfAbsent(
            key,
            _ -> {
              // A whole batch is one function, which all threads share.
              int threads = key.use() == Use.BATCH ? workers.count() : 1;
              return new LossCall(compiled(key), threads, like, weights);
            });
  }

  /** Drops working memory of odd sizes, such as an epoch's last batch needs once. */
  private void forgetIrregular() {
    for (Map<Key, LossCall> own : calls) {
      own.keySet().removeIf(key -> key.size() != microbatch && key.size() != batchSize);
    }
  }
}
