package org.noether.learning.nn;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The points and neighbours that the reference used in each convolution of a golden case. Its
 * clouds are padded to one size, and the padding takes part here too, as points that do not exist.
 */
public final class RecordedClouds {
  private final GoldenLayer golden;
  private final int clouds;
  private boolean[] present;
  private int[] rows;
  private boolean exchanged;

  /**
   * Starts with all points.
   *
   * @param clouds how many clouds there are
   * @param present which of their points exist
   */
  public RecordedClouds(GoldenLayer golden, int clouds, boolean[] present) {
    this.golden = golden;
    this.clouds = clouds;
    this.present = present;
    this.rows = IntStream.range(0, present.length).toArray();
  }

  /** Returns which of the points that are left exist. */
  boolean[] present() {
    return present;
  }

  /** Returns whether pairs are exchanged, as the reference does each time it leaves out points. */
  boolean exchanged() {
    return exchanged;
  }

  /** Returns the row of each point that is left among all points. */
  int[] rows() {
    return rows;
  }

  /** Returns the cloud of each point that is left. */
  public int[] cloudOf() {
    return IntStream.range(0, rows.length).map(row -> row / (rows.length / clouds)).toArray();
  }

  /**
   * Returns the neighbourhood of a convolution, and goes on with the points it keeps.
   *
   * @param pairs gives the features of edges between rows of all points
   */
  public Neighbourhood next(int convolution, BiFunction<int[], int[], Tensor> pairs) {
    int n = rows.length / clouds;
    int[] from = rows;
    boolean swapped = exchanged;
    Optional<int[]> kept = Optional.empty();
    if (golden.has("rec.fps." + convolution)) {
      int[] chosen = golden.indices("rec.fps." + convolution);
      int m = chosen.length / clouds;
      Arrays.setAll(chosen, i -> i / m * n + chosen[i]);
      boolean[] all = present;
      present = new boolean[chosen.length];
      for (int i = 0; i < chosen.length; i++) {
        present[i] = all[chosen[i]];
      }
      rows = Arrays.stream(chosen).map(i -> from[i]).toArray();
      kept = Optional.of(chosen);
      exchanged = !exchanged;
    }
    int[] neighbours = golden.indices("rec.nbhd_idx." + convolution);
    int queries = rows.length;
    int degree = neighbours.length / queries;
    int[] receivers = IntStream.range(0, neighbours.length).map(e -> rows[e / degree]).toArray();
    int[] senders = new int[neighbours.length];
    Arrays.setAll(senders, e -> e / degree / (queries / clouds) * n + neighbours[e]);
    int[] origins = Arrays.stream(senders).map(i -> from[i]).toArray();
    int[] rowPtr = IntStream.rangeClosed(0, queries).map(i -> i * degree).toArray();
    Tensor mask = golden.column("mask." + convolution, golden.mask("rec.nbhd_mask." + convolution));
    return new Neighbourhood(
        swapped ? pairs.apply(origins, receivers) : pairs.apply(receivers, origins),
        mask,
        Optional.empty(),
        mask.reshape(queries, degree).sumKeeping(1),
        golden.graph().indices(rowPtr),
        golden.graph().indices(IntStream.range(0, senders.length).map(e -> e / degree).toArray()),
        golden.graph().indices(senders),
        golden.column("present." + convolution, present),
        kept.map(golden.graph()::indices));
  }

  /** Returns features of edges gathered from those of all pairs, of shape (B, n, n, d). */
  BiFunction<int[], int[], Tensor> gathered(Tensor pairs) {
    int n = pairs.shape().extent(1);
    Tensor flat = pairs.reshape(-1, pairs.shape().extent(3));
    return (first, second) -> {
      int[] edges = new int[first.length];
      Arrays.setAll(edges, e -> first[e] * n + second[e] % n);
      return flat.gather(golden.graph().indices(edges));
    };
  }

  /** Returns the shape of (B, m, ...) for the m points of each cloud that are left. */
  Shape shape(int... more) {
    int[] extents = new int[more.length + 2];
    extents[0] = clouds;
    extents[1] = rows.length / clouds;
    System.arraycopy(more, 0, extents, 2, more.length);
    return Shape.of(extents);
  }
}
