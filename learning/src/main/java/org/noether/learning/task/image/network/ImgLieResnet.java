package org.noether.learning.task.image.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.NeighbourChoice;
import org.noether.learning.nn.NetConfig;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.registry.Spelling;

/**
 * A {@link LieResNet} that classifies images, with more channels where fewer points are left (Finzi
 * et al. 2020, section 6.1). All images lift to the same points, of which each convolution keeps
 * the same part: these random choices are buffers of the network.
 *
 * @param group what pixels lift to
 * @param net the network on pixels, with an output for each class
 * @param disc the pixels that it sees
 * @param channels the numbers of a pixel
 * @param exchanged whether pairs are exchanged as in the reference implementation, see {@link
 *     NeighbourChoice.Subsampling}
 * @param lifts the random numbers that lift the pixels, of shape (pixels, samples, numbers); empty
 *     if each lifts to one element
 * @param kept for each convolution, which points of those before it are kept; empty if all are
 */
public record ImgLieResnet(
    LieGroup group,
    LieResNet net,
    PixelDisc disc,
    int channels,
    boolean exchanged,
    Optional<NamedBuffer> lifts,
    List<Optional<NamedBuffer>> kept)
    implements Layer {
  /** The name of the network. */
  public static final String NAME = "ImgLieResnet";

  /** The width {@code k} of a network whose options do not say it. */
  public static final int DEFAULT_WIDTH = 256;

  /** The most elements that the pixels of an image may lift to: a pair of them takes memory. */
  public static final int MOST_POINTS = 4096;

  private static final List<String> OPTIONS =
      List.of(
          "group",
          "k",
          "num_layers",
          "total_ds",
          "fill",
          "nbhd",
          "liftsamples",
          "knn",
          "act",
          "bn",
          "increase_channels",
          "chin",
          "num_targets",
          "per_point",
          "exchanged");

  /** The options that the images determine. */
  private static final List<String> SIZES = List.of("chin", "num_targets");

  /** The height and width of images that lift to few points. */
  private static final int SMALL = 4;

  static final String POSITIONS = "positions";

  /**
   * Makes a network. Its options have the names and defaults of the reference's; {@code exchanged}
   * is true for weights that were trained there.
   *
   * @param network {@link #NAME}, in any case
   * @param netCfg the network's options
   * @param channels the numbers of a pixel
   * @param height the number of an image's rows
   * @param width the number of its columns
   * @param classes the number of outputs
   * @throws IllegalArgumentException if the network or an option is unknown, a value is wrong, or
   *     images are too large
   */
  public static ImgLieResnet create(
      String network,
      Map<String, Object> netCfg,
      int channels,
      int height,
      int width,
      int classes) {
    if (!network.equalsIgnoreCase(NAME)) {
      throw new IllegalArgumentException(
          "no network '%s'; known: %s%s"
              .formatted(network, NAME, Spelling.suggestion(network, List.of(NAME))));
    }
    var config = new NetConfig(NAME, netCfg, OPTIONS);
    config.fixed("chin", channels, "the number of channels of the images");
    config.fixed("num_targets", classes, "the number of classes");
    config.flag("per_point", true);
    int layers = config.integer("num_layers", 6, 1);
    double fraction =
        Math.pow(config.numbers("total_ds", 1.0 / 64, 1, 1e-6, 1).getFirst(), 1.0 / layers);
    double fill = config.numbers("fill", 1.0 / 32, 1, 0, 1).getFirst();
    int k = config.integer("k", DEFAULT_WIDTH, 4);
    boolean growing = config.flag("increase_channels", true);
    var options =
        IntStream.range(0, layers)
            .mapToObj(i ->
                new ConvolutionOptions(
                    config.integer("nbhd", 12, 1),
                    config.flag("knn", false),
                    true,
                    config.flag("bn", true),
                    config.activation("act"),
                    Math.min(fill / Math.pow(fraction, i), 1),
                    fraction))
            .toList();
    List<Integer> widths =
        IntStream.rangeClosed(0, layers)
            .mapToObj(i -> growing ? (int) (k / Math.pow(fraction, i / 2.0)) : k)
            .toList();
    LieGroup group = config.group("group", 2);
    int samples = config.integer("liftsamples", 1, 1);
    var net = new LieResNet(group, samples, channels, widths, classes, options);
    var disc = PixelDisc.of(height, width, group);
    return of(group, net, disc, channels, config.flag("exchanged", false));
  }

  /**
   * Checks a network's name and options as far as they do not depend on the images.
   *
   * @throws IllegalArgumentException as {@link #create} does
   */
  public static void check(String network, Map<String, Object> netCfg) {
    Map<String, Object> free = new HashMap<>(netCfg);
    SIZES.forEach(free::remove);
    create(network, free, 1, SMALL, SMALL, 2);
  }

  private static ImgLieResnet of(
      LieGroup group, LieResNet net, PixelDisc disc, int channels, boolean exchanged) {
    int pixels = disc.pixels().size();
    int points = pixels * net.liftSamples();
    if (points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels lift to %,d points, more than %,d; make them smaller"
              .formatted(disc.height(), disc.width(), points, MOST_POINTS));
    }
    Optional<NamedBuffer> lifts =
        group.stabiliserDim() == 0
            ? Optional.empty()
            : Optional.of(
                new NamedBuffer(
                    "lifts", Shape.of(pixels, net.liftSamples(), group.stabiliserDim()), 0));
    var kept = new ArrayList<Optional<NamedBuffer>>();
    for (int i = 0; i < net.convolutions().size(); i++) {
      double fraction = net.convolutions().get(i).options().dsFrac();
      points = NeighbourChoice.keptOf(points, fraction);
      kept.add(
          fraction == 1
              ? Optional.empty()
              : Optional.of(new NamedBuffer("kept." + i, Shape.of(points), 0)));
    }
    return new ImgLieResnet(group, net, disc, channels, exchanged, lifts, List.copyOf(kept));
  }

  @Override
  public List<LieResNet> layers() {
    return List.of(net);
  }

  @Override
  public List<NamedBuffer> buffers() {
    return Stream.concat(net.buffers().stream(), choices().stream()).toList();
  }

  /** Returns the radii of the balls, and the random choices. */
  @Override
  public List<NamedBuffer> chosen() {
    return Stream.concat(net.convolutions().stream().map(LieConv::radius), choices().stream())
        .toList();
  }

  /** Returns the buffers that hold random choices. */
  public List<NamedBuffer> choices() {
    return Stream.concat(Stream.of(lifts), kept.stream()).flatMap(Optional::stream).toList();
  }

  /** Returns the number of points that an image lifts to. */
  public int points() {
    return disc.pixels().size() * net.liftSamples();
  }

  /**
   * Returns the values of the points that an image lifts to, each its channels.
   *
   * @param pixels of the image, channel by channel and row by row
   * @param mean what is subtracted from each
   * @param deviation what they are then divided by
   * @param values receives the values
   * @param at the place of the first
   */
  public void lift(
      float[] pixels, int offset, double mean, double deviation, double[] values, int at) {
    int next = at;
    for (int i = 0; i < disc.pixels().size(); i++) {
      int pixel = offset + disc.pixels().get(i);
      for (int s = 0; s < net.liftSamples(); s++) {
        for (int c = 0; c < channels; c++) {
          values[next++] = (pixels[pixel + c * disc.height() * disc.width()] - mean) / deviation;
        }
      }
    }
  }

  /** Returns the points that all images lift to, as constants and the leaf of {@link #lifts}. */
  LiftedPoints lifted(Graph graph) {
    Tensor positions = graph.input(POSITIONS, Shape.of(disc.pixels().size(), group.repDim()));
    return lifts
        .map(h ->
            LiftedPoints.of(group, positions, group.stabiliser(graph.input(h.name(), h.shape()))))
        .orElseGet(() -> LiftedPoints.of(group, positions));
  }

  /**
   * Returns the scores of classes, whose softmax are probabilities, of shape (images, classes).
   *
   * @param neighbourhoods of the convolutions
   * @param values of the points, of shape (images x points, channels)
   */
  public Tensor scores(Trace trace, List<Neighbourhood> neighbourhoods, Tensor values, int images) {
    Graph graph = trace.graph();
    Tensor present = graph.full(Shape.of(values.shape().extent(0), 1), 1);
    Tensor outputs = net.apply(trace, neighbourhoods, present, values);
    Tensor byImage = outputs.reshape(images, -1, outputs.shape().extent(1));
    return byImage.meanKeeping(1).reshape(images, -1);
  }

  /**
   * Returns the mean cross entropy of images.
   *
   * @param scores of shape (images, classes)
   * @param targets 1 for the class of each image and 0 for others, of the same shape
   */
  public static Tensor crossEntropy(Tensor scores, Tensor targets) {
    Tensor fixed = scores.detach();
    Tensor shifted = scores.sub(fixed.mul(fixed.largestMask(1)).sumKeeping(1));
    Tensor logs = shifted.exp().sumKeeping(1).log().sum();
    return logs.sub(shifted.mul(targets).sum()).mul(1.0 / scores.shape().extent(0));
  }
}
