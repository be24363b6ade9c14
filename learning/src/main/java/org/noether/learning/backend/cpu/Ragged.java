package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.backend.cpu.GemmTile.LayoutA;
import org.noether.learning.backend.cpu.GemmTile.LayoutB;
import org.noether.learning.backend.cpu.GemmTile.LayoutC;

/**
 * The three contractions of a packed point cloud's trilinear form {@code T = sum_e sum_m sum_c
 * v[s(e), c] g[i(e), m, c] k[e, m]}, each the derivative of T by one operand, and moves of rows.
 *
 * <p>Edges are in compressed row order: those of point {@code i} are {@code rowPointers[i]} to
 * {@code rowPointers[i + 1]} exclusively, and {@code senders[e]} is the row of v that edge {@code
 * e} refers to. Values v have {@code channels} columns, kernels k have {@code features} columns,
 * and g has a row-major matrix of {@code features} by {@code channels} per point. Inputs and
 * outputs start at an offset within their array and do not overlap.
 *
 * <p>Sums are taken in ascending order of edges, features and channels. Instances are immutable and
 * may be shared between threads.
 */
public final class Ragged {

  private final VectorWidth width;
  private final int tileVectors;

  /** Creates the contractions for one vector width. */
  public Ragged(VectorWidth width) {
    this.width = width;
    this.tileVectors = width == VectorWidth.BITS_512 ? 3 : 2;
  }

  /** Computes {@code out[i, m, c] = sum_{e of i} k[e, m] v[s(e), c]}. */
  public void contract(
      float[] v,
      int vOffset,
      float[] k,
      int kOffset,
      int[] rowPointers,
      int[] senders,
      int points,
      int channels,
      int features,
      float[] out,
      int outOffset) {
    for (int column = 0; column < channels; column += tileColumns()) {
      int columns = Math.min(tileColumns(), channels - column);
      int tileRows = tileRows(columns);
      for (int feature = 0; feature < features; feature += tileRows) {
        int rows = Math.min(tileRows, features - feature);
        var tile = tile(rows, columns, LayoutA.COLUMNS, LayoutB.INDEXED, LayoutC.ROWS);
        for (int i = 0; i < points; i++) {
          int edge = rowPointers[i];
          tile.run(
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
              columns,
              false);
        }
      }
    }
  }

  /**
   * Computes {@code out[j, c] = sum_{e : s(e) = j} sum_m g[i(e), m, c] k[e, m]} for {@code j} below
   * {@code senderRows}.
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
      float[] out,
      int outOffset) {
    Arrays.fill(out, outOffset, outOffset + senderRows * channels, 0);
    for (int column = 0; column < channels; column += tileColumns()) {
      int columns = Math.min(tileColumns(), channels - column);
      int tileRows = tileRows(columns);
      var tiles = new GemmTile[tileRows / 2];
      for (int t = 0; t < tiles.length; t++) {
        tiles[t] = tile(2 * t + 2, columns, LayoutA.ROWS, LayoutB.ROWS, LayoutC.INDEXED);
      }
      for (int i = 0; i < points; i++) {
        int end = rowPointers[i + 1];
        for (int edge = rowPointers[i]; edge < end; edge += tileRows) {
          int rows = Math.min(tileRows, end - edge);
          tiles[(rows - 1) / 2].run(
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
              columns,
              true);
        }
      }
    }
  }

  /** Computes {@code out[e, m] = sum_c v[s(e), c] g[i(e), m, c]}, 0 at edges of no point. */
  public void contractToEdges(
      float[] g,
      int gOffset,
      float[] v,
      int vOffset,
      int[] rowPointers,
      int[] senders,
      int points,
      int channels,
      int features,
      float[] out,
      int outOffset) {
    var dot = GemmDotCode.of(width);
    Arrays.fill(out, outOffset, outOffset + rowPointers[0] * features, 0);
    Arrays.fill(
        out, outOffset + rowPointers[points] * features, outOffset + senders.length * features, 0);
    for (int i = 0; i < points; i++) {
      for (int edge = rowPointers[i]; edge < rowPointers[i + 1]; edge++) {
        for (int feature = 0; feature < features; feature += GemmDot.ROWS) {
          dot.run(
              channels,
              v,
              vOffset + senders[edge] * channels,
              g,
              gOffset + (i * features + feature) * channels,
              channels,
              out,
              outOffset + edge * features + feature,
              Math.min(GemmDot.ROWS, features - feature),
              false);
        }
      }
    }
  }

  /** Copies rows: {@code out[r, c] = source[index[r], c]} for {@code r} below {@code rows}. */
  public void gatherRows(
      float[] source,
      int sourceOffset,
      int[] index,
      int rows,
      int columns,
      float[] out,
      int outOffset) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(
          source, sourceOffset + index[r] * columns, out, outOffset + r * columns, columns);
    }
  }

  /**
   * Adds rows: {@code out[j, c] = sum_{r : index[r] = j} source[r, c]} for {@code j} below {@code
   * outRows}, in ascending order of {@code r} below {@code rows}.
   */
  public void scatterAddRows(
      float[] source,
      int sourceOffset,
      int[] index,
      int rows,
      int columns,
      int outRows,
      float[] out,
      int outOffset) {
    Arrays.fill(out, outOffset, outOffset + outRows * columns, 0);
    for (int r = 0; r < rows; r++) {
      int from = sourceOffset + r * columns;
      int to = outOffset + index[r] * columns;
      for (int c = 0; c < columns; c++) {
        out[to + c] += source[from + c];
      }
    }
  }

  private int tileRows(int columns) {
    if (columns % width.lanes() != 0) {
      return GemmTile.MASKED_ROWS;
    }
    return width == VectorWidth.BITS_512 ? 8 : 6;
  }

  private GemmTile tile(int rows, int columns, LayoutA a, LayoutB b, LayoutC c) {
    int vectors = Math.ceilDiv(columns, width.lanes());
    boolean masked = columns < vectors * width.lanes();
    return GemmTiles.of(new GemmTile.Shape(width, rows, vectors, a, b, c, masked));
  }

  private int tileColumns() {
    return tileVectors * width.lanes();
  }
}
