package org.noether.learning.task.image.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.cloud.NeighbourSearch;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.NeighbourChoice;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** The points that all images lift to, once the random choices of a network are made. */
public final class ImageCloud {
  private static final int HALVINGS = 16;
  private static final String VALUES = "values";

  private final ImgLieResnet network;
  private final double[] lifts;
  private final List<NeighbourSearch> searches = new ArrayList<>();
  private final Map<Size, List<ImageNeighbours>> neighbours = new HashMap<>();

  /**
   * Takes choices that were made.
   *
   * @param choices the numbers of each buffer of {@link ImgLieResnet#choices}
   * @throws IllegalArgumentException if they keep points that are not there
   */
  public ImageCloud(ImgLieResnet network, Backend backend, List<double[]> choices) {
    this.network = network;
    var open = new ArrayList<>(choices);
    lifts = network.lifts().isPresent() ? open.removeFirst() : new double[0];
    PairDistances distances = distances(network, backend, lifts);
    Subset points = Subset.all(distances.layout());
    for (var buffer : network.kept()) {
      NeighbourSearch search;
      if (buffer.isEmpty()) {
        search = NeighbourSearch.among(distances, points);
      } else {
        int[] kept = kept(buffer.get(), open.removeFirst(), points.rows().size());
        search = NeighbourSearch.among(distances, points, new int[][] {kept});
      }
      searches.add(search);
      points = search.to();
    }
  }

  private static int[] kept(NamedBuffer buffer, double[] numbers, int points) {
    for (double number : numbers) {
      if (!(number >= 0 && number < points && number == Math.rint(number))) {
        throw new IllegalArgumentException(
            "%s holds %s, which is none of %d points".formatted(buffer.name(), number, points));
      }
    }
    return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
  }

  /** Makes the choices at random: the numbers of each buffer of {@link ImgLieResnet#choices}. */
  public static List<double[]> draw(ImgLieResnet network, Backend backend, RandomGenerator random) {
    // Rounded as they are stored, so that a network that is read again lifts to the same points.
    double[] lifts =
        network
            .lifts()
            .map(buffer -> random.doubles(buffer.shape().size()).map(x -> (float) x).toArray())
            .orElse(new double[0]);
    List<LieConv> convolutions = network.net().convolutions();
    var choice =
        new NeighbourChoice(convolutions, new NeighbourChoice.Subsampling(false, false), random);
    Stream<double[]> kept =
        choice
            .choose(
                distances(network, backend, lifts), Collections.nCopies(convolutions.size(), 0.0))
            .lists()
            .stream()
            .flatMap(lists -> lists.kept().stream())
            .map(points -> Arrays.stream(points.toArray()).asDoubleStream().toArray());
    return Stream.concat(network.lifts().stream().map(_ -> lifts), kept).toList();
  }

  /** Returns the radii with which balls hold the fraction of points that they should. */
  public List<Double> fittingRadii() {
    var radii = new ArrayList<Double>();
    for (int i = 0; i < searches.size(); i++) {
      double fill = network.net().convolutions().get(i).options().fill();
      double low = 0;
      double high = 1;
      while (balls(i, high).held() < fill) {
        low = high;
        high *= 2;
      }
      for (int halving = 0; halving < HALVINGS; halving++) {
        double middle = (low + high) / 2;
        if (balls(i, middle).held() < fill) {
          low = middle;
        } else {
          high = middle;
        }
      }
      radii.add(high);
    }
    return radii;
  }

  private static PairDistances distances(ImgLieResnet network, Backend backend, double[] lifts) {
    var layout = CloudLayout.of(network.points());
    var graph = new Graph();
    Tensor distances =
        network
            .lifted(graph)
            .distances(
                graph.indices(PairDistances.receivers(layout).toArray()),
                graph.indices(PairDistances.senders(layout).toArray()));
    var call = new CompiledFunction(backend.host(), List.of(distances)).newCall();
    bindPoints(call, network, lifts);
    call.run();
    return new PairDistances(layout, call.get(0));
  }

  /** Sets the points of a call. */
  public void bindPoints(Call call) {
    bindPoints(call, network, lifts);
  }

  private static void bindPoints(Call call, ImgLieResnet network, double[] lifts) {
    call.set(ImgLieResnet.POSITIONS, network.disc().positions());
    network.lifts().ifPresent(buffer -> call.set(buffer.name(), lifts));
  }

  /**
   * The size of a graph's leaves. One graph serves all batches of so many images and no more pairs.
   *
   * @param images the number of images
   * @param room the maximum number of pairs, as a power of 5/4 of the usual number
   */
  public record Size(int images, int room) {
    private static final double STEP = 1.25;

    static Size of(int images, double usual) {
      return new Size(images, Math.max(1, (int) Math.ceil(Math.log(usual) / Math.log(STEP))));
    }

    int pairs(double usual, int most) {
      return (int) Math.min(most, Math.ceil(usual * Math.pow(STEP, room)));
    }
  }

  /**
   * The pairs of points that may be neighbours.
   *
   * @param pairs those of each convolution
   * @param radii the balls' radii of each convolution, for the next batch of a training
   * @param size the size of the leaves for them
   */
  public record Candidates(List<NeighbourLists> pairs, List<Double> radii, Size size) {}

  /**
   * Searches for pairs.
   *
   * @param radii the balls' radii of each convolution
   * @param images the number of images of a batch
   */
  public Candidates candidates(List<Double> radii, int images) {
    var pairs = new ArrayList<NeighbourLists>();
    var next = new ArrayList<Double>();
    double room = 1;
    for (int i = 0; i < searches.size(); i++) {
      LieConv convolution = network.net().convolutions().get(i);
      double radius = radii.get(i);
      if (convolution.options().knn()) {
        pairs.add(searches.get(i).nearest(convolution.options().nbhd()));
      } else {
        NeighbourSearch.Balls balls = balls(i, radius);
        pairs.add(balls.lists());
        radius = convolution.follow(radius, balls.held());
      }
      next.add(radius);
      room = Math.max(room, pairs.get(i).senders().size() / usualPairs(i));
    }
    return new Candidates(List.copyOf(pairs), List.copyOf(next), Size.of(images, room));
  }

  private NeighbourSearch.Balls balls(int convolution, double radius) {
    return searches
        .get(convolution)
        .within(radius, Integer.MAX_VALUE, _ -> new SplittableRandom(0));
  }

  /** Returns how many pairs of points are neighbours once the radius fits. */
  private double usualPairs(int i) {
    var options = network.net().convolutions().get(i).options();
    double each = options.knn() ? options.nbhd() : Math.max(1, options.fill() * from(i));
    return each * to(i);
  }

  private int from(int i) {
    return searches.get(i).from().rows().size();
  }

  private int to(int i) {
    return searches.get(i).to().rows().size();
  }

  private List<ImageNeighbours> neighbours(Size size) {
    return neighbours.computeIfAbsent(
        size,
        _ ->
            IntStream.range(0, searches.size())
                .mapToObj(i ->
                    new ImageNeighbours(
                        "neighbours." + i,
                        size.images(),
                        from(i),
                        to(i),
                        network.kept().get(i).isPresent(),
                        size.pairs(usualPairs(i), from(i) * to(i)),
                        network.net().convolutions().get(i).options().nbhd()))
                .toList());
  }

  /**
   * Traces the network on leaves that {@link #choose} and {@link #setValues} set; see {@link
   * ImgLieResnet#scores}.
   */
  public Tensor scores(Trace trace, Size size) {
    Graph graph = trace.graph();
    LiftedPoints points = network.lifted(graph);
    var neighbourhoods = new ArrayList<Neighbourhood>();
    boolean exchanged = false;
    List<ImageNeighbours> chosen = neighbours(size);
    for (int i = 0; i < chosen.size(); i++) {
      neighbourhoods.add(chosen.get(i).on(graph, points, network.points(), exchanged));
      exchanged ^= network.exchanged() && network.kept().get(i).isPresent();
    }
    Shape shape = Shape.of(size.images() * network.points(), network.channels());
    return network.scores(trace, neighbourhoods, graph.input(VALUES, shape), size.images());
  }

  /**
   * Chooses the neighbours of a batch's images. The choice lasts until the next of the same size.
   *
   * @param random draws the neighbours of an image
   * @return what sets the neighbours of a call
   */
  public Consumer<Call> choose(Candidates candidates, IntFunction<SplittableRandom> random) {
    List<ImageNeighbours> chosen = draw(candidates, random);
    return call -> chosen.forEach(neighbours -> neighbours.bind(call));
  }

  /** Draws the neighbours, which stay until the next draw of the same size. */
  List<ImageNeighbours> draw(Candidates candidates, IntFunction<SplittableRandom> random) {
    List<SplittableRandom> own =
        IntStream.range(0, candidates.size().images()).mapToObj(random).toList();
    List<ImageNeighbours> chosen = neighbours(candidates.size());
    for (int i = 0; i < chosen.size(); i++) {
      chosen.get(i).draw(candidates.pairs().get(i), own);
    }
    chosen.parallelStream().forEach(ImageNeighbours::count);
    return chosen;
  }

  /**
   * Sets the values of the points of a batch's images.
   *
   * @param values see {@link ImgLieResnet#lift}
   */
  public void setValues(Call call, double[] values) {
    call.set(VALUES, values);
  }
}
