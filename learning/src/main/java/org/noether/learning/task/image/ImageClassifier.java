package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.image.network.ImageCloud;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Ahead;
import org.noether.learning.train.MatmulFlops;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.StepOutputs;
import org.noether.learning.train.Weights;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.image.Rotation;

/**
 * A network that classifies images. Its predictions do not depend on what other images are
 * predicted together. Several threads may share it; their calls run one after the other.
 */
public final class ImageClassifier {
  private static final int PREDICTED_TOGETHER = 25;
  private static final String TARGETS = "targets";

  private final ImgLieResnet network;
  private final ImageFormat format;
  private final Weights weights;
  private final long seed;
  private final int threads;
  private final StepOutputs step;
  private final Ahead<Request, Prepared> ahead = new Ahead<>(this::prepare);
  private final Map<Key, CompiledFunction> functions = new HashMap<>();
  private List<double[]> choices = List.of();
  private @Nullable ImageCloud cloud;
  private @Nullable Loaded latest;

  private record Key(ImageCloud.Size size, boolean training) {}

  private record Loaded(Key key, Call call) {}

  /**
   * Creates a classifier of a network's present weights.
   *
   * @param seed the run's seed
   * @param threads how many threads compute
   */
  ImageClassifier(
      ImgLieResnet network, ImageFormat format, Weights weights, long seed, int threads) {
    this.network = network;
    this.format = format;
    this.weights = weights;
    this.seed = seed;
    this.threads = threads;
    step = new StepOutputs(network, weights);
  }

  /**
   * Opens the best weights of a run; its data are not needed.
   *
   * @throws IOException if the folder holds no run on images with best weights, or its files are
   *     damaged or do not fit together
   */
  public static ImageClassifier open(Path folder) throws IOException {
    return open(folder, null);
  }

  /**
   * Opens the best weights of a run on a backend.
   *
   * @param backendName the backend's name; null for the one that trained
   * @throws IOException if {@link #open(Path)} would
   */
  public static ImageClassifier open(Path folder, @Nullable String backendName) throws IOException {
    RunFolder run = new RunFolder(folder);
    ImageConfig trained = run.readConfig(new ImageTask());
    ImageConfig config = backendName == null ? trained : trained.withBackend(backendName);
    run.demandBest();
    ImageFormat format = ImageFormat.read(run);
    Backend backend = run.backend(trained.backend(), backendName);
    try {
      ImgLieResnet network = network(config, format);
      Weights weights = Weights.ofBest(run, network, backend);
      var classifier =
          new ImageClassifier(
              network, format, weights, config.seed(), Runtime.getRuntime().availableProcessors());
      var _ = classifier.cloud();
      return classifier;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(run.config() + ": damaged: " + e.getMessage(), e);
    }
  }

  static ImgLieResnet network(ImageConfig config, ImageFormat format) {
    return ImgLieResnet.create(
        config.network(),
        config.netCfg(),
        format.channels(),
        format.height(),
        format.width(),
        format.classes().size());
  }

  /** Returns the names of the classes, in the order of labels. */
  public List<String> classes() {
    return format.classes();
  }

  /**
   * Returns the most likely label of each image.
   *
   * @throws IllegalArgumentException if the images are not of the size that the network takes
   */
  public int[] predict(LabelledImages images) {
    double[][] scores = scores(images);
    return IntStream.range(0, images.size())
        .map(i ->
            IntStream.range(0, scores[i].length)
                .reduce(0, (best, label) -> scores[i][label] > scores[i][best] ? label : best))
        .toArray();
  }

  /**
   * Returns the scores of each image's classes, whose softmax are probabilities.
   *
   * @throws IllegalArgumentException if the images are not of the size that the network takes
   */
  public synchronized double[][] scores(LabelledImages images) {
    format.demand(images);
    int classes = format.classes().size();
    double[][] scores = new double[images.size()][];
    // The same random numbers for each image, so that none depends on others of the batch.
    ahead.drop();
    ImageCloud.Candidates pairs =
        cloud().candidates(weights.radii(convolutions()), PREDICTED_TOGETHER);
    Call call = call(pairs.size(), false);
    cloud().choose(pairs, _ -> random(Randomness.ofEvaluation(seed, 0))).accept(call);
    for (int from = 0; from < scores.length; from += PREDICTED_TOGETHER) {
      int count = Math.min(PREDICTED_TOGETHER, scores.length - from);
      double[] values = new double[PREDICTED_TOGETHER * valuesEach()];
      for (int i = 0; i < count; i++) {
        lift(images.pixels(), (from + i) * images.pixelsEach(), values, i);
      }
      cloud().setValues(call, values);
      call.run();
      double[] some = call.get(0);
      for (int i = 0; i < count; i++) {
        scores[from + i] = Arrays.copyOfRange(some, i * classes, (i + 1) * classes);
      }
    }
    return scores;
  }

  /**
   * Images of a training step.
   *
   * @param of what they are chosen from
   * @param which their numbers
   * @param turned whether each is rotated by a random angle before
   * @param step the step since the beginning, which random choices depend on
   */
  record Batch(LabelledImages of, IntBuffer which, boolean turned, long step) {}

  private record Request(Batch batch, List<Double> radii) {}

  /** What a batch sets in a call, and the neighbours that it chose from. */
  private record Prepared(
      double[] values, ImageCloud.Candidates pairs, Consumer<Call> neighbours) {}

  /**
   * Returns the cross entropy of a batch, stores its gradient by the parameters, and updates the
   * buffers.
   *
   * @param next the batch of the next step, which a device leaves time to prepare
   */
  double gradient(Batch batch, Batch next, Buffer gradients) {
    Prepared prepared = ahead.take(new Request(batch, weights.radii(convolutions())));
    Call call = call(prepared.pairs().size(), true);
    prepared.neighbours().accept(call);
    cloud().setValues(call, prepared.values());
    call.set(TARGETS, targets(batch));
    weights.setRadii(convolutions(), prepared.pairs().radii());
    if (!weights.backend().equals(weights.backend().host())) {
      ahead.begin(new Request(next, weights.radii(convolutions())));
    }
    return step.run(call, gradients);
  }

  private Prepared prepare(Request request) {
    Batch batch = request.batch();
    LabelledImages images = batch.of();
    RandomGenerator random = Randomness.ofTraining(seed, batch.step(), 0);
    double[] values = new double[batch.which().limit() * valuesEach()];
    float[] image = new float[images.pixelsEach()];
    for (int i = 0; i < batch.which().limit(); i++) {
      int at = batch.which().get(i) * image.length;
      if (batch.turned()) {
        Rotation.rotate(
            images.pixels(),
            at,
            image,
            0,
            images.channels(),
            images.height(),
            images.width(),
            random.nextDouble(2 * Math.PI));
        lift(image, 0, values, i);
      } else {
        lift(images.pixels(), at, values, i);
      }
    }
    ImageCloud.Candidates pairs = cloud().candidates(request.radii(), batch.which().limit());
    Consumer<Call> neighbours =
        cloud().choose(pairs, i -> random(Randomness.ofTraining(seed, batch.step(), 1 + i)));
    return new Prepared(values, pairs, neighbours);
  }

  private double[] targets(Batch batch) {
    int classes = format.classes().size();
    double[] targets = new double[batch.which().limit() * classes];
    for (int i = 0; i < batch.which().limit(); i++) {
      targets[i * classes + batch.of().labels()[batch.which().get(i)]] = 1;
    }
    return targets;
  }

  /** Returns the operations of matrix products and contractions in the function called last. */
  double matmulFlops() {
    Loaded known = latest;
    return known == null ? 0 : MatmulFlops.of(known.call().function().outputs());
  }

  private List<LieConv> convolutions() {
    return network.net().convolutions();
  }

  private int valuesEach() {
    return network.points() * format.channels();
  }

  private void lift(float[] pixels, int offset, double[] values, int image) {
    network.lift(pixels, offset, format.mean(), format.deviation(), values, image * valuesEach());
  }

  /** Returns the cloud of the choices that the weights hold. */
  private ImageCloud cloud() {
    ImageCloud known = cloud;
    List<double[]> held = network.choices().stream().map(weights::get).toList();
    if (known == null
        || !IntStream.range(0, held.size())
            .allMatch(i -> Arrays.equals(held.get(i), choices.get(i)))) {
      known = new ImageCloud(network, weights.backend(), held);
      latest = null;
      cloud = known;
      choices = held;
    }
    return known;
  }

  private static SplittableRandom random(RandomGenerator seeded) {
    return new SplittableRandom(seeded.nextLong());
  }

  private Call call(ImageCloud.Size size, boolean training) {
    Key key = new Key(size, training);
    Loaded known = latest;
    if (known == null || !known.key().equals(key)) {
      CompiledFunction function = functions.computeIfAbsent(key, this::compile);
      Call call = function.newCall(threads, known == null ? null : known.call());
      weights.giveTo(call);
      cloud().bindPoints(call);
      known = new Loaded(key, call);
      latest = known;
    }
    return known.call();
  }

  private CompiledFunction compile(Key key) {
    Trace trace = new Trace(new Graph(), key.training());
    Tensor scores = cloud().scores(trace, key.size());
    if (!key.training()) {
      return new CompiledFunction(weights.backend(), List.of(scores));
    }
    Tensor loss = ImgLieResnet.crossEntropy(scores, trace.graph().input(TARGETS, scores.shape()));
    return new CompiledFunction(weights.backend(), step.of(trace, loss));
  }
}
