package org.noether.learning.task.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.train.CosineSchedule;
import org.noether.learning.train.RunConfig;

/**
 * The configuration of a run that learns to classify images. The defaults are those of the
 * reference's {@code train_img.py}.
 *
 * @param network the network's name
 * @param netCfg the network's options
 * @param data the file or folder with the images, or {@link ImageTask#FONTS}
 * @param train the training images to learn from: a number, or a fraction up to 1
 * @param val the training images to validate with instead, likewise; 0 for none
 * @param smallTest whether only the first test images are used, as many minibatches as a tenth of
 *     those of an epoch
 * @param aug whether training images are rotated at random
 * @param lr the largest learning rate; it falls along a cosine to a thousandth
 * @param bs the images of a minibatch
 * @param numEpochs the passes over the training images
 * @param seed the seed of the initial weights, of the order of images and of random choices
 * @param backend the name of the backend that computes
 * @param nTest how many test images, drawn at random, are used; empty for all
 */
public record ImageConfig(
    String network,
    Map<String, Object> netCfg,
    String data,
    double train,
    double val,
    boolean smallTest,
    boolean aug,
    double lr,
    int bs,
    int numEpochs,
    long seed,
    String backend,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> nTest)
    implements RunConfig<ImageConfig> {
  private static final double LEAST_SCALE = 1e-3;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, naming it
   */
  public ImageConfig {
    netCfg = RunConfig.options(netCfg);
    RunConfig.demand(train > 0, "split 'train'", train, "must be positive");
    RunConfig.demand(val >= 0, "split 'val'", val, "must not be negative");
    RunConfig.demandTrainable(lr, bs, numEpochs);
    nTest.ifPresent(n -> RunConfig.demand(n > 0, "n_test", n, "must be positive"));
    if (smallTest && nTest.isPresent()) {
      throw new IllegalArgumentException("n_test and small_test both choose the test images");
    }
  }

  /** Returns a configuration that tests on all test images, or on the first. */
  public ImageConfig(
      String network,
      Map<String, Object> netCfg,
      String data,
      double train,
      double val,
      boolean smallTest,
      boolean aug,
      double lr,
      int bs,
      int numEpochs,
      long seed,
      String backend) {
    this(
        network,
        netCfg,
        data,
        train,
        val,
        smallTest,
        aug,
        lr,
        bs,
        numEpochs,
        seed,
        backend,
        Optional.empty());
  }

  /** Returns this with another number of test images. */
  public ImageConfig withNTest(Optional<Integer> images) {
    return new ImageConfig(
        network, netCfg, data, train, val, smallTest, aug, lr, bs, numEpochs, seed, backend,
        images);
  }

  /** Returns the reference's defaults, computed by the default backend. */
  public static ImageConfig defaults(String data) {
    return new ImageConfig(
        ImgLieResnet.NAME, Map.of(), data, 12000, 0, false, true, 3e-3, 50, 100, 0, "cpu");
  }

  @Override
  public ImageConfig withBackend(String name) {
    return new ImageConfig(
        network, netCfg, data, train, val, smallTest, aug, lr, bs, numEpochs, seed, name, nTest);
  }

  @Override
  public ImageConfig withNumEpochs(int epochs) {
    return new ImageConfig(
        network, netCfg, data, train, val, smallTest, aug, lr, bs, epochs, seed, backend, nTest);
  }

  /** Returns this with another number of training images. */
  public ImageConfig withTrain(double images) {
    return new ImageConfig(
        network, netCfg, data, images, val, smallTest, aug, lr, bs, numEpochs, seed, backend,
        nTest);
  }

  @Override
  public ImageConfig withNetCfg(Map<String, Object> options) {
    return new ImageConfig(
        network, options, data, train, val, smallTest, aug, lr, bs, numEpochs, seed, backend,
        nTest);
  }

  @Override
  public double samples() {
    return train;
  }

  @Override
  public ImageConfig fittedAs(int epochs, double samples) {
    return withTrain(samples).withNumEpochs(epochs);
  }

  @Override
  public CosineSchedule schedule() {
    return CosineSchedule.over(numEpochs);
  }

  @Override
  public double lrAtStep(long step, int stepsPerEpoch) {
    return lr * Math.max(LEAST_SCALE, schedule().scaleAtStep(step, stepsPerEpoch));
  }
}
