package org.noether.learning.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Makes a {@link GraphCase}: a graph, and random numbers for each leaf that is asked for. */
public final class CaseBuilder {
  /** Extents that are nothing, one, prime, and around the widths of vectors. */
  private static final int[] EXTENTS = {0, 1, 1, 2, 2, 3, 3, 5, 7, 16, 17, 31};

  private static final int LARGEST_SIZE = 600;

  private final SplittableRandom random;
  private final Graph graph = new Graph();
  private final Map<String, double[]> reals = new TreeMap<>();
  private final Map<String, int[]> indices = new TreeMap<>();

  /** Starts an empty case; the same seed makes the same case. */
  public CaseBuilder(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns the graph. */
  public Graph graph() {
    return graph;
  }

  /** Returns a random number from {@code low} (inclusive) to {@code high} (exclusive). */
  public int integer(int low, int high) {
    return random.nextInt(low, high);
  }

  /** Returns true half of the time. */
  public boolean coin() {
    return random.nextBoolean();
  }

  /** Returns a random extent. */
  public int extent() {
    return EXTENTS[random.nextInt(EXTENTS.length)];
  }

  /** Returns a random shape of at most 600 elements. */
  public Shape shape(int lowestRank, int highestRank) {
    while (true) {
      int[] extents = new int[random.nextInt(lowestRank, highestRank + 1)];
      Arrays.setAll(extents, _ -> extent());
      Shape shape = Shape.of(extents);
      if (shape.size() <= LARGEST_SIZE) {
        return shape;
      }
    }
  }

  /** Returns a random order of the numbers below {@code count}. */
  public int[] order(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Returns a new leaf of numbers between two bounds. */
  public Tensor uniform(Shape shape, double low, double high) {
    return leaf(shape, () -> random.nextDouble(low, high));
  }

  /** Returns a new leaf of numbers between -2 and 2. */
  public Tensor uniform(Shape shape) {
    return uniform(shape, -2, 2);
  }

  /** Returns a new leaf of numbers of both signs whose sizes are between 0.3 and 2. */
  public Tensor awayFromZero(Shape shape) {
    return leaf(shape, () -> (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.3, 2));
  }

  /** Returns a new leaf of numbers within 0.1 of {@code shift} plus an integer. */
  public Tensor nearIntegers(Shape shape, double shift) {
    return leaf(shape, () -> shift + random.nextInt(-3, 4) + random.nextDouble(-0.1, 0.1));
  }

  /** Returns a new leaf of numbers that differ by 0.1 or more from each other. */
  public Tensor distinct(Shape shape) {
    int[] order = order(shape.size());
    int[] next = {0};
    return leaf(shape, () -> 0.11 * (order[next[0]++] - order.length / 2.0));
  }

  /** Returns a new leaf in which about half of the numbers are 0. */
  public Tensor condition(Shape shape) {
    return leaf(shape, () -> random.nextBoolean() ? 0 : random.nextDouble(-2, 2));
  }

  /** Returns a new leaf that holds what the supplier gives, rounded to single precision. */
  public Tensor leaf(Shape shape, DoubleSupplier number) {
    double[] numbers = new double[shape.size()];
    Arrays.setAll(numbers, _ -> (float) number.getAsDouble());
    String name = "x" + reals.size();
    reals.put(name, numbers);
    return graph.input(name, shape);
  }

  /**
   * Returns random rows of {@code bound}, as constants or as a leaf; none where there is no row.
   */
  public Tensor rows(int count, int bound) {
    return indices(bound == 0 ? new int[0] : random.ints(count, 0, bound).toArray(), bound);
  }

  /** Returns the indices, as constants or as a leaf. */
  public Tensor indices(int[] numbers, int bound) {
    return coin() ? graph.indices(numbers) : indexLeaf(numbers, bound);
  }

  private Tensor indexLeaf(int[] numbers, int bound) {
    String name = "i" + indices.size();
    indices.put(name, numbers);
    return graph.indexInput(name, Shape.of(numbers.length), bound);
  }

  /** The edges of random neighbourhoods. */
  public record Edges(Tensor rowPtr, Tensor senders, int points, int edges) {}

  /**
   * Returns random neighbourhoods: some points have no edge, some senders send several, and where
   * {@code rowPtr} is a leaf, some edges may belong to no point.
   */
  public Edges edges(int points, int senders) {
    int[] rowPtr = new int[points + 1];
    for (int i = 0; i < points; i++) {
      int degree = senders == 0 || random.nextInt(3) == 0 ? 0 : random.nextInt(6);
      rowPtr[i + 1] = rowPtr[i] + degree;
    }
    int owned = rowPtr[points];
    int edges = owned > 0 && random.nextInt(3) == 0 ? owned + random.nextInt(4) : owned;
    Tensor runs = edges > owned ? indexLeaf(rowPtr, edges + 1) : indices(rowPtr, edges + 1);
    return new Edges(runs, rows(edges, senders), points, edges);
  }

  /** Returns the case. */
  public GraphCase build(String name, List<Tensor> outputs) {
    return new GraphCase(name, outputs, reals, indices);
  }
}
