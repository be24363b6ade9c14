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
    VectorWidth lanesOf = width.filledBy(channels);
    if (channels < lanesOf.lanes()) {
      contractFew(
          v,
          vOffset,
          k,
          kOffset,
          rowPointers,
          senders,
          fromPoint,
          toPoint,
          channels,
          features,
          out,
          outOffset);
      return;
    }
    int end;
    for (int begin = fromPoint; begin < toPoint; begin = end) {
      end = Math.min(toPoint, begin + BLOCK_POINTS);
      int columns;
      for (int next = 0; next < channels; next += columns) {
        columns = columnsOfTile(channels - next, lanesOf);
        // A tile that would stand out begins earlier, and computes some columns again.
        int column = Math.min(next, channels - roundUp(columns, lanesOf));
        int tileRows = tileRows(MicroKernel.COLUMN_ROWS);
        for (int feature = 0; feature < features; feature += tileRows) {
          int rows = Math.min(tileRows, features - feature);
          var kernel =
              kernel(lanesOf, rows, columns, LayoutA.COLUMNS, LayoutB.INDEXED, LayoutC.ROWS, false);
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
                rows);
          }
        }
      }
    }
  }

  private static void contractFew(
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
    for (int i = fromPoint; i < toPoint; i++) {
      int point = outOffset + i * features * channels;
      Arrays.fill(out, point, point + features * channels, 0);
      for (int edge = rowPointers[i]; edge < rowPointers[i + 1]; edge++) {
        int from = vOffset + senders[edge] * channels;
        for (int m = 0; m < features; m++) {
          float factor = k[kOffset + edge * features + m];
          int to = point + m * channels;
          for (int c = 0; c < channels; c++) {
            out[to + c] = Math.fma(factor, v[from + c], out[to + c]);
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
      int outOffset,
      float[] scratch) {
    for (int j = 0; j < senderRows; j++) {
      int row = outOffset + j * channels;
      Arrays.fill(out, row + fromChannel, row + toChannel, 0);
    }
    VectorWidth lanesOf = width.filledBy(channels);
    if (channels < lanesOf.lanes()) {
      contractFewToSenders(
          g,
          gOffset,
          k,
          kOffset,
          rowPointers,
          senders,
          points,
          channels,
          features,
          fromChannel,
          toChannel,
          out,
          outOffset);
      return;
    }
    int last;
    for (int first = 0; first < points; first = last) {
      last = Math.min(points, first + BLOCK_POINTS);
      int columns;
      for (int next = fromChannel; next < toChannel; next += columns) {
        columns = columnsOfTile(toChannel - next, lanesOf);
        int padded = roundUp(columns, lanesOf);
        int column = Math.min(next, channels - padded);
        int tileRows = tileRows(NARROW_ROWS);
        for (int i = first; i < last; i++) {
          int end = rowPointers[i + 1];
          int from = gOffset + i * features * channels + column;
          for (int edge = rowPointers[i]; edge < end; edge += tileRows) {
            int rows = Math.min(tileRows, end - edge);
            int even = rows + rows % 2;
            int left = kOffset + edge * features;
            if (columns == padded) {
              kernel(lanesOf, even, columns, LayoutA.ROWS, LayoutB.ROWS, LayoutC.INDEXED, true)
                  .run(
                      features,
                      k,
                      left,
                      features,
                      g,
                      from,
                      channels,
                      out,
                      outOffset + column,
                      channels,
                      senders,
                      edge,
                      rows);
            } else {
              kernel(lanesOf, even, columns, LayoutA.ROWS, LayoutB.ROWS, LayoutC.ROWS, false)
                  .run(
                      features, k, left, features, g, from, channels, scratch, 0, padded, senders,
                      edge, rows);
              for (int r = 0; r < rows; r++) {
                int to = outOffset + senders[edge + r] * channels + next;
                int tile = r * padded + next - column;
                for (int c = 0; c < columns; c++) {
                  out[to + c] += scratch[tile + c];
                }
              }
            }
          }
        }
      }
    }
  }

  private static void contractFewToSenders(
      float[] g,
      int gOffset,
      float[] k,
      int kOffset,
      int[] rowPointers,
      int[] senders,
      int points,
      int channels,
      int features,
      int fromChannel,
      int toChannel,
      float[] out,
      int outOffset) {
    for (int i = 0; i < points; i++) {
      int from = gOffset + i * features * channels;
      for (int edge = rowPointers[i]; edge < rowPointers[i + 1]; edge++) {
        int to = outOffset + senders[edge] * channels;
        for (int c = fromChannel; c < toChannel; c++) {
          float sum = 0;
          for (int m = 0; m < features; m++) {
            sum = Math.fma(k[kOffset + edge * features + m], g[from + m * channels + c], sum);
          }
          out[to + c] += sum;
        }
      }
    }
  }

  /** Returns the number of floats of scratch memory that a contraction may need. */
  public int scratchSize(int channels, int features) {
    int depth = Math.min(channels, BLOCK_CHANNELS);
    return Math.addExact(tileSize(), Math.multiplyExact(depth, roundUp(features, width)));
  }

  private int tileSize() {
    return MicroKernel.MAX_ROWS * tileVectors * width.lanes();
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
        int stride = roundUp(features, width);
        int from = gOffset + i * features * channels + channel;
        transpose(g, from, channels, features, depth, scratch, tileSize(), stride);
        int columns;
        for (int column = 0; column < features; column += columns) {
          columns = Math.min(tileVectors * width.lanes(), features - column);
          int padded = roundUp(columns, width);
          boolean inPlace = columns == padded;
          boolean add = channel > 0;
          int edges = tileRows(MicroKernel.COLUMN_ROWS);
          var kernel =
              kernel(
                  width,
                  edges,
                  columns,
                  LayoutA.INDEXED,
                  LayoutB.ROWS,
                  LayoutC.ROWS,
                  inPlace && add);
          int end = rowPointers[i + 1];
          for (int edge = rowPointers[i]; edge < end; edge += edges) {
            int rows = Math.min(edges, end - edge);
            int to = outOffset + edge * features + column;
            kernel.run(
                depth,
                v,
                vOffset + channel,
                channels,
                scratch,
                tileSize() + column,
                stride,
                inPlace ? out : scratch,
                inPlace ? to : 0,
                inPlace ? features : padded,
                senders,
                edge,
                rows);
            if (!inPlace) {
              store(scratch, padded, rows, columns, out, to, features, add);
            }
          }
        }
      }
    }
  }

  private static void store(
      float[] tile,
      int tileStride,
      int rows,
      int columns,
      float[] out,
      int offset,
      int stride,
      boolean add) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float number = tile[r * tileStride + c];
        out[offset + r * stride + c] = add ? out[offset + r * stride + c] + number : number;
      }
    }
  }

  /** Transposes a {@code rows} by {@code columns} matrix, padding rows of the result with zeros. */
  private static void transpose(
      float[] from,
      int offset,
      int stride,
      int rows,
      int columns,
      float[] to,
      int toOffset,
      int toStride) {
    if (rows == FEATURES && toStride == FEATURES) {
      transpose(from, offset, stride, columns, to, toOffset);
      return;
    }
    for (int j = 0; j < columns; j++) {
      Arrays.fill(to, toOffset + j * toStride + rows, toOffset + (j + 1) * toStride, 0);
    }
    for (int i = 0; i < rows; i++) {
      int row = offset + i * stride;
      for (int j = 0; j < columns; j++) {
        to[toOffset + j * toStride + i] = from[row + j];
      }
    }
  }

  /**
   * The same for {@link #FEATURES} rows; the constant lets the JIT compiler hoist bounds checks out
   * of the loops.
   */
  private static void transpose(
      float[] from, int offset, int stride, int columns, float[] to, int toOffset) {
    for (int i = 0; i < FEATURES; i++) {
      int row = offset + i * stride;
      for (int j = 0; j < columns; j++) {
        to[toOffset + j * FEATURES + i] = from[row + j];
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
  private int tileRows(int narrow) {
    return width == VectorWidth.BITS_512 ? 8 : narrow;
  }

  /** Returns the columns of the next tile: full vectors, or those left if they fill none. */
  private int columnsOfTile(int remaining, VectorWidth lanesOf) {
    int lanes = lanesOf.lanes();
    return remaining < lanes ? remaining : Math.min(tileVectors * lanes, remaining / lanes * lanes);
  }

  private static int roundUp(int columns, VectorWidth lanesOf) {
    return Math.ceilDiv(columns, lanesOf.lanes()) * lanesOf.lanes();
  }

  private static MicroKernel kernel(
      VectorWidth lanesOf,
      int rows,
      int columns,
      LayoutA a,
      LayoutB b,
      LayoutC c,
      boolean accumulate) {
    int vectors = Math.ceilDiv(columns, lanesOf.lanes());
    return MicroKernels.of(lanesOf, rows, vectors, a, b, c, accumulate);
  }

  /** Returns the granularity of splitting by channels: narrower tiles are slower. */
  int partColumns() {
    return Math.clamp((long) tileVectors * width.lanes(), Task.CACHE_LINE, 2 * Task.CACHE_LINE);
  }
}
