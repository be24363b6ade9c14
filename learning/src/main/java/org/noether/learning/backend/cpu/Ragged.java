package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * Contractions over the edges of ragged point clouds. They are the derivatives of the trilinear
 * form {@code T = sum_e sum_m sum_c v[s(e), c] g[i(e), m, c] k[e, m]} with respect to each of its
 * operands.
 *
 * <p>Edges are in compressed sparse row (CSR) format: the edges of point {@code i} are {@code
 * rowPtr[i]} to {@code rowPtr[i + 1]} (exclusive), and {@code senders[e]} is the row of v that edge
 * {@code e} reads. Values v have {@code channels} columns, kernels k have {@code features} columns,
 * and g has a row-major {@code features} by {@code channels} matrix for each point. Inputs and
 * outputs start at an offset in their arrays and do not overlap.
 *
 * <p>Sums are accumulated in ascending order of edges, features and channels. Instances are
 * immutable.
 */
public final class Ragged {
  /** Block size of points, so that the data of their edges stay in the L1 cache. */
  private static final int BLOCK_POINTS = 16;

  /** Block size of channels, so that a transposed block of g stays in the L1 cache. */
  private static final int BLOCK_CHANNELS = 128;

  /** Rows of a tile of one vector with 32 vector registers where A is by indexed rows. */
  private static final int INDEXED_ROWS = 12;

  /** Rows of a tile with 16 vector registers where A is by rows. */
  private static final int NARROW_ROWS = 6;

  private final VectorWidth width;
  private final int tileVectors;
  private final RaggedEdges toEdges;
  private final RaggedSenders toAllSenders;

  /** Creates the contractions for one vector width. */
  public Ragged(VectorWidth width) {
    this.width = width;
    this.tileVectors = width == VectorWidth.BITS_512 ? 3 : 2;
    this.toEdges = new RaggedEdges(width);
    this.toAllSenders = new RaggedSenders(width);
  }

  /**
   * Computes {@code out[i, m, c] = sum_{e of i} k[e, m] v[s(e), c]} for {@code i} from {@code
   * fromPoint} (inclusive) to {@code toPoint} (exclusive).
   */
  public void contract(
      float[] v,
      int vAt,
      float[] k,
      int kAt,
      int[] rowPtr,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      int features,
      float[] out,
      int outAt) {
    VectorWidth lanesOf = width.filledBy(channels);
    if (channels < lanesOf.lanes()) {
      contractFew(
          v, vAt, k, kAt, rowPtr, senders, fromPoint, toPoint, channels, features, out, outAt);
      return;
    }
    int end;
    for (int begin = fromPoint; begin < toPoint; begin = end) {
      end = Math.min(toPoint, begin + BLOCK_POINTS);
      int columns;
      for (int column = 0; column < channels; column += columns) {
        columns = lanesOf.columnsOfTile(channels - column, tileVectors);
        int tileRows = featuresOfTile(lanesOf.vectors(columns));
        for (int feature = 0; feature < features; feature += tileRows) {
          int rows = Math.min(tileRows, features - feature);
          var kernel =
              kernel(lanesOf, rows, columns, LayoutA.COLUMNS, LayoutB.INDEXED, LayoutC.ROWS, false);
          for (int i = begin; i < end; i++) {
            int edge = rowPtr[i];
            int degree = rowPtr[i + 1] - edge;
            int left = kAt + edge * features + feature;
            int right = vAt + column;
            int to = outAt + (i * features + feature) * channels + column;
            kernel.run(
                degree, k, left, features, v, right, channels, out, to, channels, senders, edge,
                rows, columns);
          }
        }
      }
    }
  }

  /** Contracts fewer channels than the narrowest vector has lanes. */
  private static void contractFew(
      float[] v,
      int vAt,
      float[] k,
      int kAt,
      int[] rowPtr,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      int features,
      float[] out,
      int outAt) {
    for (int i = fromPoint; i < toPoint; i++) {
      int point = outAt + i * features * channels;
      Arrays.fill(out, point, point + features * channels, 0);
      for (int edge = rowPtr[i]; edge < rowPtr[i + 1]; edge++) {
        int from = vAt + senders[edge] * channels;
        for (int m = 0; m < features; m++) {
          float factor = k[kAt + edge * features + m];
          int to = point + m * channels;
          for (int c = 0; c < channels; c++) {
            out[to + c] = Math.fma(factor, v[from + c], out[to + c]);
          }
        }
      }
    }
  }

  /**
   * Computes {@code out[j, c] = sum_{e : s(e) = j} sum_m g[i(e), m, c] k[e, m]} for {@code j} from
   * {@code fromSender} (inclusive) to {@code toSender} (exclusive).
   */
  public void contractToSenders(
      float[] g,
      int gAt,
      float[] k,
      int kAt,
      int[] rowPtr,
      int[] senders,
      int fromSender,
      int toSender,
      int channels,
      int features,
      float[] out,
      int outAt) {
    Arrays.fill(out, outAt + fromSender * channels, outAt + toSender * channels, 0);
    int points = rowPtr.length - 1;
    VectorWidth lanesOf = width.filledBy(channels);
    if (channels < lanesOf.lanes()) {
      contractFewToSenders(
          g, gAt, k, kAt, rowPtr, senders, fromSender, toSender, channels, features, out, outAt);
      return;
    }
    int last;
    for (int first = 0; first < points; first = last) {
      last = Math.min(points, first + BLOCK_POINTS);
      int least = RowIndexing.least(senders, rowPtr[first], rowPtr[last]);
      int largest = RowIndexing.largest(senders, rowPtr[first], rowPtr[last]);
      if (largest < fromSender || least >= toSender) {
        continue;
      }
      boolean all = least >= fromSender && largest < toSender;
      if (all && toAllSenders.isFor(features)) {
        toAllSenders.add(g, gAt, k, kAt, rowPtr, senders, first, last, channels, out, outAt);
        continue;
      }
      int columns;
      for (int column = 0; column < channels; column += columns) {
        columns = lanesOf.columnsOfTile(channels - column, tileVectors);
        for (int i = first; i < last; i++) {
          int end = rowPtr[i + 1];
          int from = gAt + i * features * channels + column;
          int rows;
          for (int edge = rowPtr[i]; edge < end; edge += Math.max(1, rows)) {
            int most = Math.min(tileRows(NARROW_ROWS), end - edge);
            rows = all ? most : RowIndexing.run(senders, edge, edge + most, fromSender, toSender);
            if (rows > 0) {
              int even = rows + rows % 2;
              var kernel =
                  kernel(lanesOf, even, columns, LayoutA.ROWS, LayoutB.ROWS, LayoutC.INDEXED, true);
              int left = kAt + edge * features;
              int to = outAt + column;
              kernel.run(
                  features, k, left, features, g, from, channels, out, to, channels, senders, edge,
                  rows, columns);
            }
          }
        }
      }
    }
  }

  /** The same for fewer channels than the narrowest vector has lanes. */
  private static void contractFewToSenders(
      float[] g,
      int gAt,
      float[] k,
      int kAt,
      int[] rowPtr,
      int[] senders,
      int fromSender,
      int toSender,
      int channels,
      int features,
      float[] out,
      int outAt) {
    for (int i = 0; i + 1 < rowPtr.length; i++) {
      int from = gAt + i * features * channels;
      for (int edge = rowPtr[i]; edge < rowPtr[i + 1]; edge++) {
        if (senders[edge] < fromSender || senders[edge] >= toSender) {
          continue;
        }
        int to = outAt + senders[edge] * channels;
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int m = 0; m < features; m++) {
            sum = Math.fma(k[kAt + edge * features + m], g[from + m * channels + c], sum);
          }
          out[to + c] += sum;
        }
      }
    }
  }

  /** Returns the number of floats of scratch memory that a contraction may need. */
  public int scratchSize(int channels, int features) {
    int depth = Math.min(channels, BLOCK_CHANNELS);
    int ofPoint = Math.addExact(tileSize(), Math.multiplyExact(depth, roundUp(features, width)));
    return Math.max(ofPoint, toEdges.scratchSize(channels));
  }

  private int tileSize() {
    return INDEXED_ROWS * tileVectors * width.lanes();
  }

  /**
   * Computes {@code out[e, m] = sum_c v[s(e), c] g[i(e), m, c]} for the edges of points {@code
   * fromPoint} (inclusive) to {@code toPoint} (exclusive). Padding edges, which precede those of
   * the first point or follow those of the last, are set to 0 with them.
   *
   * @param scratch working memory of {@link #scratchSize} floats; does not overlap inputs and
   *     outputs
   */
  public void contractToEdges(
      float[] g,
      int gAt,
      float[] v,
      int vAt,
      int[] rowPtr,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      int features,
      float[] out,
      int outAt,
      float[] scratch) {
    int points = rowPtr.length - 1;
    if (fromPoint == 0) {
      Arrays.fill(out, outAt, outAt + rowPtr[0] * features, 0);
    }
    if (toPoint == points) {
      int end = outAt + senders.length * features;
      Arrays.fill(out, outAt + rowPtr[points] * features, end, 0);
    }
    if (toEdges.isFor(channels, features)) {
      toEdges.contract(
          g, gAt, v, vAt, rowPtr, senders, fromPoint, toPoint, channels, out, outAt, scratch);
      return;
    }
    for (int i = fromPoint; i < toPoint; i++) {
      contractPointToEdges(
          g, gAt, v, vAt, rowPtr, senders, i, channels, features, out, outAt, scratch);
    }
  }

  /**
   * Contracts to the edges of a point. The matrix g of the point is transposed in scratch memory,
   * so that vector lanes hold features and no sum over lanes is needed.
   */
  private void contractPointToEdges(
      float[] g,
      int gAt,
      float[] v,
      int vAt,
      int[] rowPtr,
      int[] senders,
      int i,
      int channels,
      int features,
      float[] out,
      int outAt,
      float[] scratch) {
    for (int channel = 0; channel < channels; channel += BLOCK_CHANNELS) {
      int depth = Math.min(BLOCK_CHANNELS, channels - channel);
      int stride = roundUp(features, width);
      int from = gAt + i * features * channels + channel;
      Tiles.transpose(g, from, channels, features, depth, scratch, tileSize(), stride);
      int columns;
      for (int column = 0; column < features; column += columns) {
        columns = Math.min(tileVectors * width.lanes(), features - column);
        int padded = roundUp(columns, width);
        boolean inPlace = columns == padded;
        boolean add = channel > 0;
        int edges = edgesOfTile(rowPtr[i + 1] - rowPtr[i], columns);
        boolean sums = inPlace && add;
        var kernel =
            kernel(width, edges, columns, LayoutA.INDEXED, LayoutB.ROWS, LayoutC.ROWS, sums);
        int left = vAt + channel;
        int end = rowPtr[i + 1];
        for (int edge = rowPtr[i]; edge < end; edge += edges) {
          int rows = Math.min(edges, end - edge);
          int to = outAt + edge * features + column;
          int right = tileSize() + column;
          float[] c = inPlace ? out : scratch;
          int at = inPlace ? to : 0;
          int step = inPlace ? features : padded;
          kernel.run(
              depth, v, left, channels, scratch, right, stride, c, at, step, senders, edge, rows,
              padded);
          if (!inPlace) {
            Tiles.store(scratch, 0, padded, rows, columns, out, to, features, add);
          }
        }
      }
    }
  }

  /**
   * Returns the number of rows of a tile.
   *
   * @param narrow the number of rows with 16 vector registers
   */
  private int tileRows(int narrow) {
    return width == VectorWidth.BITS_512 ? 8 : narrow;
  }

  /** Returns the number of features of a tile of a point. */
  private int featuresOfTile(int vectors) {
    return width == VectorWidth.BITS_512 && vectors == 1
        ? Tiles.FEATURES
        : tileRows(MicroKernel.COLUMN_ROWS);
  }

  /** Returns the number of edges of the tiles that cover those of a point, as equal as can be. */
  private int edgesOfTile(int degree, int columns) {
    boolean oneVector = columns <= width.lanes();
    int most =
        width == VectorWidth.BITS_512 && oneVector
            ? INDEXED_ROWS
            : tileRows(MicroKernel.COLUMN_ROWS);
    int edges = Math.max(1, degree);
    return Math.ceilDiv(edges, Math.ceilDiv(edges, most));
  }

  private static int roundUp(int columns, VectorWidth lanesOf) {
    return lanesOf.vectors(columns) * lanesOf.lanes();
  }

  private static MicroKernel kernel(
      VectorWidth lanesOf,
      int rows,
      int columns,
      LayoutA a,
      LayoutB b,
      LayoutC c,
      boolean accumulate) {
    return MicroKernels.of(lanesOf, rows, lanesOf.vectors(columns), a, b, c, accumulate);
  }
}
