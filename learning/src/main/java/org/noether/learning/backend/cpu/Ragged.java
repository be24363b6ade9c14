package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * Kernels on ragged point clouds: the contractions over edges, and gather and scatter-add of rows.
 * The contractions are the derivatives of the trilinear form {@code T = sum_e sum_m sum_c v[s(e),
 * c] g[i(e), m, c] k[e, m]} with respect to each of its operands.
 *
 * <p>Edges are in compressed sparse row (CSR) format: the edges of point {@code i} are {@code
 * rowPointers[i]} to {@code rowPointers[i + 1]} (exclusive), and {@code senders[e]} is the row of v
 * that edge {@code e} reads. Values v have {@code channels} columns, kernels k have {@code
 * features} columns, and g has a row-major {@code features} by {@code channels} matrix for each
 * point. Inputs and outputs start at an offset in their arrays and do not overlap.
 *
 * <p>Sums are accumulated in ascending order of edges, features and channels. Instances are
 * immutable.
 */
public final class Ragged {
  /** Block size of points, so that the data of their edges stay in the L1 cache. */
  private static final int BLOCK_POINTS = 16;

  /** Block size of channels, so that a transposed block of g stays in the L1 cache. */
  private static final int BLOCK_CHANNELS = 128;

  /** The number of features of a standard kernel network. */
  private static final int FEATURES = 16;

  /** Rows of a tile in the contraction to senders, with 16 vector registers. */
  private static final int NARROW_ROWS = 6;

  private final VectorWidth width;
  private final int tileVectors;

  /** Creates the contractions for one vector width. */
  public Ragged(VectorWidth width) {
    this.width = width;
    this.tileVectors = width == VectorWidth.BITS_512 ? 3 : 2;
  }

  /**
   * Computes {@code out[i, m, c] = sum_{e of i} k[e, m] v[s(e), c]} for {@code i} from {@code
   * fromPoint} (inclusive) to {@code toPoint} (exclusive).
   */
  public void contract(
      float[] v,
      int vOffset,
      float[] k,
      int kOffset,
      int[] rowPointers,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      int features,
      float[] out,
      int outOffset) {
    int end;
    for (int begin = fromPoint; begin < toPoint; begin = end) {
      end = Math.min(toPoint, begin + BLOCK_POINTS);
      for (int column = 0; column < channels; column += tileColumns()) {
        int columns = Math.min(tileColumns(), channels - column);
        int tileRows = tileRows(columns, MicroKernel.COLUMN_ROWS);
        for (int feature = 0; feature < features; feature += tileRows) {
          int rows = Math.min(tileRows, features - feature);
          var kernel =
              kernel(rows, columns, LayoutA.COLUMNS, LayoutB.INDEXED, LayoutC.ROWS, false);
          for (int i = begin; i < end; i++) {
            int edge = rowPointers[i];
            kernel.run(
                rowPointers[i + 1] - edge,
                k,
                kOffset + edge * features + feature,
                features,
                v,
                vOffset + column,
                channels,
                out,
                outOffset + (i * features + feature) * channels + column,
                channels,
                senders,
                edge,
                rows,
                columns);
          }
        }
      }
    }
  }

  /**
   * Computes {@code out[j, c] = sum_{e : s(e) = j} sum_m g[i(e), m, c] k[e, m]} for {@code j} below
   * {@code senderRows} and {@code c} from {@code fromChannel} (inclusive) to {@code toChannel}
   * (exclusive).
   */
  public void contractToSenders(
      float[] g,
      int gOffset,
      float[] k,
      int kOffset,
      int[] rowPointers,
      int[] senders,
      int points,
      int channels,
      int features,
      int senderRows,
      int fromChannel,
      int toChannel,
      float[] out,
      int outOffset) {
    for (int j = 0; j < senderRows; j++) {
      int row = outOffset + j * channels;
      Arrays.fill(out, row + fromChannel, row + toChannel, 0);
    }
    int last;
    for (int first = 0; first < points; first = last) {
      last = Math.min(points, first + BLOCK_POINTS);
      for (int column = fromChannel; column < toChannel; column += tileColumns()) {
        int columns = Math.min(tileColumns(), toChannel - column);
        int tileRows = tileRows(columns, NARROW_ROWS);
        for (int i = first; i < last; i++) {
          int end = rowPointers[i + 1];
          for (int edge = rowPointers[i]; edge < end; edge += tileRows) {
            int rows = Math.min(tileRows, end - edge);
            int even = rows + rows % 2;
            kernel(even, columns, LayoutA.ROWS, LayoutB.ROWS, LayoutC.INDEXED, true).run(
                features,
                k,
                kOffset + edge * features,
                features,
                g,
                gOffset + i * features * channels + column,
                channels,
                out,
                outOffset + column,
                channels,
                senders,
                edge,
                rows,
                columns);
          }
        }
      }
    }
  }

  /** Returns the number of floats of scratch memory that a contraction to edges needs. */
  public int scratchSize(int channels, int features) {
    return Math.multiplyExact(Math.min(channels, BLOCK_CHANNELS), features);
  }

  /**
   * Computes {@code out[e, m] = sum_c v[s(e), c] g[i(e), m, c]} for the edges of points {@code
   * fromPoint} (inclusive) to {@code toPoint} (exclusive). Padding edges, which precede those of
   * the first point or follow those of the last, are set to 0 with them.
   *
   * <p>The matrix g of each point is transposed in scratch memory, so that vector lanes hold
   * features and no sum over lanes is needed.
   *
   * @param scratch working memory of {@link #scratchSize} floats; does not overlap inputs and
   *     outputs
   */
  public void contractToEdges(
      float[] g,
      int gOffset,
      float[] v,
      int vOffset,
      int[] rowPointers,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      int features,
      float[] out,
      int outOffset,
      float[] scratch) {
    int points = rowPointers.length - 1;
    if (fromPoint == 0) {
      Arrays.fill(out, outOffset, outOffset + rowPointers[0] * features, 0);
    }
    if (toPoint == points) {
      int end = outOffset + senders.length * features;
      Arrays.fill(out, outOffset + rowPointers[points] * features, end, 0);
    }
    for (int i = fromPoint; i < toPoint; i++) {
      for (int channel = 0; channel < channels; channel += BLOCK_CHANNELS) {
        int depth = Math.min(BLOCK_CHANNELS, channels - channel);
        transpose(
            g, gOffset + i * features * channels + channel, channels, features, depth, scratch);
        for (int column = 0; column < features; column += tileColumns()) {
          int columns = Math.min(tileColumns(), features - column);
          int edges = tileRows(columns, MicroKernel.MASKED_ROWS);
          boolean add = channel > 0;
          var kernel = kernel(edges, columns, LayoutA.INDEXED, LayoutB.ROWS, LayoutC.ROWS, add);
          int end = rowPointers[i + 1];
          for (int edge = rowPointers[i]; edge < end; edge += edges) {
            kernel.run(
                depth,
                v,
                vOffset + channel,
                channels,
                scratch,
                column,
                features,
                out,
                outOffset + edge * features + column,
                features,
                senders,
                edge,
                Math.min(edges, end - edge),
                columns);
          }
        }
      }
    }
  }

  /** Transposes a {@code rows} by {@code columns} matrix to the start of another array. */
  private static void transpose(
      float[] from, int offset, int stride, int rows, int columns, float[] to) {
    if (rows == FEATURES) {
      transpose(from, offset, stride, columns, to);
      return;
    }
    for (int i = 0; i < rows; i++) {
      int row = offset + i * stride;
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[row + j];
      }
    }
  }

  /**
   * The same for {@link #FEATURES} rows; the constant lets the JIT compiler hoist bounds checks out
   * of the loops.
   */
  private static void transpose(float[] from, int offset, int stride, int columns, float[] to) {
    for (int i = 0; i < FEATURES; i++) {
      int row = offset + i * stride;
      for (int j = 0; j < columns; j++) {
        to[j * FEATURES + i] = from[row + j];
      }
    }
  }

  /**
   * Copies rows: {@code out[r, c] = source[index[r], c]} for {@code r} from {@code fromRow}
   * (inclusive) to {@code toRow} (exclusive).
   */
  public void gatherRows(
      float[] source,
      int sourceOffset,
      int[] index,
      int fromRow,
      int toRow,
      int columns,
      float[] out,
      int outOffset) {
    for (int r = fromRow; r < toRow; r++) {
      System.arraycopy(
          source, sourceOffset + index[r] * columns, out, outOffset + r * columns, columns);
    }
  }

  /**
   * Adds rows: {@code out[j, c] = sum_{r : index[r] = j} source[r, c]} for {@code j} from {@code
   * fromRow} (inclusive) to {@code toRow} (exclusive), in ascending order of {@code r} below {@code
   * rows}.
   */
  public void scatterAddRows(
      float[] source,
      int sourceOffset,
      int[] index,
      int rows,
      int columns,
      int fromRow,
      int toRow,
      float[] out,
      int outOffset) {
    Arrays.fill(out, outOffset + fromRow * columns, outOffset + toRow * columns, 0);
    for (int r = 0; r < rows; r++) {
      int j = index[r];
      if (j < fromRow || j >= toRow) {
        continue;
      }
      int from = sourceOffset + r * columns;
      int to = outOffset + j * columns;
      if (columns == FEATURES) {
        addFeatures(source, from, out, to);
      } else {
        for (int c = 0; c < columns; c++) {
          out[to + c] += source[from + c];
        }
      }
    }
  }

  /** Adds a row of {@link #FEATURES} columns; the JIT compiler unrolls the constant loop. */
  private static void addFeatures(float[] source, int from, float[] out, int to) {
    for (int c = 0; c < FEATURES; c++) {
      out[to + c] += source[from + c];
    }
  }

  /**
   * Returns the number of rows of a tile.
   *
   * @param narrow the number of rows with 16 vector registers
   */
  private int tileRows(int columns, int narrow) {
    if (columns % width.lanes() != 0) {
      return MicroKernel.MASKED_ROWS;
    }
    return width == VectorWidth.BITS_512 ? 8 : narrow;
  }

  private MicroKernel kernel(
      int rows, int columns, LayoutA a, LayoutB b, LayoutC c, boolean accumulate) {
    int vectors = Math.ceilDiv(columns, width.lanes());
    boolean masked = columns < vectors * width.lanes();
    return MicroKernels.of(width, rows, vectors, a, b, c, masked, accumulate);
  }

  /** Returns the granularity of splitting by channels: narrower tiles are slower. */
  int partColumns() {
    return Math.clamp(tileColumns(), Task.CACHE_LINE, 2 * Task.CACHE_LINE);
  }

  private int tileColumns() {
    return tileVectors * width.lanes();
  }
}
