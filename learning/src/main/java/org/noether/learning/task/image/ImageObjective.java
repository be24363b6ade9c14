package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.task.image.network.ImageCloud;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainState;
import org.noether.learning.train.Weights;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;

/** The cross entropy of a network on the images of a run. */
final class ImageObjective extends Objective<ImageConfig, ImageResult> {
  private static final double PERCENT = 100;

  private final ImageConfig config;
  private final ImageDataset dataset;
  private final ImageData data;
  private final ImgLieResnet network;
  private final ImageClassifier classifier;

  private ImageObjective(
      ImageConfig config,
      ImageDataset dataset,
      ImageData data,
      ImgLieResnet network,
      Weights weights,
      ImageClassifier classifier) {
    super(network, weights, new Minibatches(config.seed(), data.train().size(), config.bs(), true));
    this.config = config;
    this.dataset = dataset;
    this.data = data;
    this.network = network;
    this.classifier = classifier;
  }

  static ImageObjective of(ImageConfig config, Backend backend, ImageDataset dataset, int threads) {
    ImageData data = ImageData.of(dataset, config);
    ImgLieResnet network = ImageClassifier.network(config, data.format());
    Weights weights = Weights.zeros(network, backend);
    var classifier = new ImageClassifier(network, data.format(), weights, config.seed(), threads);
    return new ImageObjective(config, dataset, data, network, weights, classifier);
  }

  @Override
  protected void initialise(long seed) {
    super.initialise(seed);
    List<NamedBuffer> choices = network.choices();
    List<double[]> drawn =
        ImageCloud.draw(network, weights().backend(), Randomness.ofChoices(seed));
    for (int i = 0; i < choices.size(); i++) {
      weights().set(choices.get(i), drawn.get(i));
    }
    // The reference's radii start at 2 and need some ten steps to fit.
    weights()
        .setRadii(
            network.net().convolutions(),
            new ImageCloud(network, weights().backend(), drawn).fittingRadii());
  }

  @Override
  protected boolean selectsEpoch() {
    return data.selects();
  }

  @Override
  protected boolean shrinks() {
    return true;
  }

  @Override
  protected Optional<Smaller<ImageConfig, ImageResult>> learningFrom(int samples) {
    ImageConfig smaller = config.withNumEpochs(1).withTrain(samples);
    ImageData fewer = ImageData.of(dataset, smaller);
    return Optional.of(
        new Smaller<>(
            smaller,
            samples,
            new ImageObjective(smaller, dataset, fewer, network, weights(), classifier)));
  }

  @Override
  protected void save(RunFolder run) throws IOException {
    data.format().write(run);
  }

  @Override
  protected double gradient(int[] batch, long step, Buffer gradients) {
    return classifier.gradient(
        batch(batch, step), batch(minibatches().of(step + 1), step + 1), gradients);
  }

  private ImageClassifier.Batch batch(int[] which, long step) {
    return new ImageClassifier.Batch(data.train(), IntBuffer.wrap(which), config.aug(), step);
  }

  @Override
  protected double validation() {
    return error(data.valid());
  }

  @Override
  protected double test() {
    return error(data.test());
  }

  @Override
  protected double testShare() {
    return (double) data.test().size() / data.valid().size();
  }

  @Override
  protected String dataSha256() {
    return data.sha256();
  }

  @Override
  protected ImageResult result(TrainState state, double test, int epochs, boolean completed) {
    return new ImageResult(
        state.bestValidation(),
        test,
        data.selects(),
        state.bestEpoch(),
        epochs,
        completed,
        weights().layout().parameterCount(),
        data.train().size(),
        data.valid().size(),
        data.test().size(),
        data.sha256());
  }

  @Override
  protected double matmulFlops() {
    return classifier.matmulFlops();
  }

  private double error(LabelledImages images) {
    int[] predicted = classifier.predict(images);
    int wrong = 0;
    for (int i = 0; i < predicted.length; i++) {
      wrong += predicted[i] == images.labels()[i] ? 0 : 1;
    }
    return PERCENT * wrong / predicted.length;
  }
}
