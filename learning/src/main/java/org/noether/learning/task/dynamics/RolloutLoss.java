package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Ball;
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
 * or through a ball whose radius grew so much that it would have held other neighbours. Where small
 * parts are no faster all batches are, so that radii of balls stay on the device.
 *
 * <p>Every sample counts the same, whatever its number of bodies: the loss is the mean over the
 * samples of the squared error averaged over times and components. Samples of different sizes are
 * computed size by size; the radii of balls then grow after the batch, and networks with batch
 * statistics are refused.
 */
final class RolloutLoss {
  /**
   * The most samples of a microbatch. Intermediate values grow with its size, while the time of a
   * step was the same from 5 to 40 (benchmarks/NOTES.md).
   */
  private static final int LARGEST_MICROBATCH = 10;

  /** The same for networks whose products have one row for each sample: more rows are faster. */
  private static final int LARGEST_MICROBATCH_OF_ROWS = 50;

  /** Microbatches of a large batch: enough for several threads to share them out evenly. */
  private static final int MICROBATCHES = 20;

  private static final int MICROBATCHES_OF_ROWS = 4;

  private record Key(int bodies, int size, Use use) {}

  /** Samples of one group that one call takes: those at some places, from {@code from} on. */
  private record Part(Key key, Samples samples, int[] places, int from) {}

  private final Backend backend;
  private final IntFunction<DynamicsNetwork> networks;
  private final Weights weights;
  private final SampleSet like;
  private final Workers workers;
  private final long seed;
  private final int batchSize;
  private final int microbatch;

  /** Whether batches are computed as a whole because the device prefers it. */
  private final boolean whole;

  private final Map<Key, CompiledLoss> losses = new ConcurrentHashMap<>();

  /** By worker. */
  private final List<Map<Key, LossCall>> calls = new ArrayList<>();

  /** By microbatch. */
  private final List<Buffer> partialGradients = new ArrayList<>();

  /**
   * Creates the loss of a network's present weights.
   *
   * @param networks the network for each number of bodies
   * @param like the samples to learn from
   * @param seed the run's seed
   * @param batchSize the samples of a full batch
   */
  RolloutLoss(
      Backend backend,
      IntFunction<DynamicsNetwork> networks,
      Weights weights,
      SampleSet like,
      Workers workers,
      long seed,
      int batchSize) {
    this.backend = backend;
    this.networks = networks;
    this.weights = weights;
    this.like = like;
    this.workers = workers;
    this.seed = seed;
    this.batchSize = batchSize;
    whole = !backend.prefersSmallParts() && !like.mixed();
    this.microbatch =
        whole
            ? batchSize
            : microbatch(networks.apply(like.groups().getFirst().bodies()), batchSize);
    for (int i = 0; i < workers.count(); i++) {
      calls.add(new HashMap<>());
    }
  }

  /**
   * Returns the samples of a small microbatch. Bits depend on it, so it follows from the network
   * and the batch size alone, never from the machine.
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
  double gradient(SampleSet samples, int[] batch, long step, Buffer gradients) {
    double[] steps = samples.steps(batch[0]);
    if (!whole) {
      List<Part> parts = parts(samples, batch, microbatch, Use.MICROBATCH);
      if (parts.stream().noneMatch(part -> compiled(part).couples())) {
        Sums sums = gradient(parts, steps, step, gradients);
        if (follow(parts, sums.ballCounts())) {
          return sum(sums.losses());
        }
      }
    }
    Part all = parts(samples, batch, batch.length, Use.BATCH).getFirst();
    Sums sums = gradient(List.of(all), steps, step, gradients);
    Buffer after = call(0, all).buffersAfter();
    backend.copy(after, 0, weights.buffers(), 0, after.size());
    forgetIrregular();
    return sum(sums.losses());
  }

  /**
   * Lets the radii of balls follow a batch that was computed in parts.
   *
   * @return false if the parts must be computed as a whole instead
   */
  private boolean follow(List<Part> parts, double[] counts) {
    List<Ball> balls = compiled(parts.getFirst()).balls();
    double[] pairs = new double[balls.size()];
    // One division for each size, whose parts have pairs in proportion to their samples.
    Map<Integer, List<Part>> bySize =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.key().bodies(), LinkedHashMap::new, Collectors.toList()));
    for (List<Part> alike : bySize.values()) {
      CompiledLoss one = compiled(alike.getFirst());
      double times = alike.stream().mapToDouble(part -> part.key().size()).sum() / one.size();
      Arrays.setAll(pairs, i -> pairs[i] + times * one.balls().get(i).pairs());
    }
    if (bySize.size() > 1) {
      BallRadii.followAfterwards(balls, pairs, counts, weights);
      return true;
    }
    return BallRadii.follow(balls, pairs, counts, weights);
  }

  /** Returns the mean squared error on all samples, in evaluation mode. */
  double mse(SampleSet samples) {
    SortedMap<Integer, Double> byBodies = mseByBodies(samples);
    return samples.mean(own -> Objects.requireNonNull(byBodies.get(own.bodies())));
  }

  /** Returns the mean squared error by number of bodies, in evaluation mode. */
  SortedMap<Integer, Double> mseByBodies(SampleSet samples) {
    int[] all = IntStream.range(0, samples.count()).toArray();
    List<Part> parts = parts(samples, all, microbatch, Use.EVALUATION);
    Sums sums = run(parts, samples.steps(0), i -> Randomness.ofEvaluation(seed, i), (_, _) -> {});
    forgetIrregular();
    var byBodies = new TreeMap<Integer, Double>();
    for (int i = 0; i < parts.size(); i++) {
      Samples own = parts.get(i).samples();
      double share = (double) own.count() / samples.count();
      byBodies.merge(own.bodies(), sums.losses()[i] / share, Double::sum);
    }
    return byBodies;
  }

  /**
   * Returns the floating-point operations of the matrix products of a full batch's gradient: of the
   * first samples to learn from.
   */
  double matmulFlops() {
    int[] first = IntStream.range(0, batchSize).toArray();
    Use use = whole ? Use.BATCH : Use.MICROBATCH;
    return parts(like, first, microbatch, use).stream()
        .mapToDouble(part -> MatmulFlops.of(compiled(part).function().outputs()))
        .sum();
  }

  /**
   * Divides samples into parts of equal size, group by group. What is left of a group is one
   * smaller part; of several groups, whose sizes change from batch to batch, it is single samples,
   * so that few programs do for all batches.
   */
  private List<Part> parts(SampleSet samples, int[] which, int size, Use use) {
    boolean mixed = samples.mixed();
    List<Part> parts = new ArrayList<>();
    for (int g = 0; g < samples.groups().size(); g++) {
      int wanted = g;
      Samples own = samples.groups().get(g);
      int[] places =
          Arrays.stream(which)
              .filter(i -> samples.group()[i] == wanted)
              .map(i -> samples.place()[i])
              .toArray();
      for (int from = 0; from < places.length; ) {
        int left = places.length - from;
        int next = left < size && mixed ? 1 : Math.min(size, left);
        parts.add(new Part(new Key(own.bodies(), next, use), own, places, from));
        from += next;
      }
    }
    return parts;
  }

  private Sums gradient(List<Part> parts, double[] steps, long step, Buffer gradients) {
    while (partialGradients.size() < parts.size()) {
      partialGradients.add(backend.allocate(gradients.size()));
    }
    Sums sums =
        run(
            parts,
            steps,
            i -> Randomness.ofTraining(seed, step, i),
            (call, i) -> call.storeGradients(partialGradients.get(i)));
    addInOrder(partialGradients.subList(0, parts.size()), gradients);
    return sums;
  }

  private record Sums(double[] losses, double[] ballCounts) {}

  private static double sum(double[] losses) {
    return Arrays.stream(losses).reduce(0, Double::sum);
  }

  private Sums run(
      List<Part> parts,
      double[] steps,
      IntFunction<RandomGenerator> random,
      ObjIntConsumer<LossCall> preparation) {
    parts.forEach(this::compiled);
    int count = parts.stream().mapToInt(part -> part.key().size()).sum();
    double[] losses = new double[parts.size()];
    double[][] balls = new double[parts.size()][];
    workers.run(
        parts.size(),
        (worker, i) -> {
          Part part = parts.get(i);
          Samples samples = part.samples();
          LossCall call = call(worker, part);
          call.load(samples, part.places(), part.from());
          preparation.accept(call, i);
          double scale = 1.0 / ((double) count * samples.points() * samples.width());
          call.run(steps, scale, random.apply(i));
          losses[i] = call.loss();
          balls[i] = call.ballCounts();
        });
    return new Sums(losses, added(balls));
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

  private CompiledLoss compiled(Part part) {
    Key key = part.key();
    return losses.computeIfAbsent(
        key,
        _ ->
            CompiledLoss.of(
                backend, networks.apply(key.bodies()), part.samples(), key.size(), key.use()));
  }

  private LossCall call(int worker, Part part) {
    return calls
        .get(worker)
        .computeIfAbsent(
            part.key(),
            key -> {
              // A whole batch is one function, which all threads share.
              int threads = key.use() == Use.BATCH ? workers.count() : 1;
              return new LossCall(compiled(part), threads, part.samples(), weights);
            });
  }

  /** Drops working memory of odd sizes, such as an epoch's last batch needs once. */
  private void forgetIrregular() {
    for (Map<Key, LossCall> own : calls) {
      own.keySet()
          .removeIf(key -> key.size() != microbatch && key.size() != batchSize && key.size() > 1);
    }
  }
}
