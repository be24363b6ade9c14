package org.noether.reports.plot;

import java.util.List;

/**
 * A figure to be drawn.
 *
 * @param id a name for its file, such as {@code error}
 * @param title what it shows, in a few words
 * @param xLabel the abscissa with its unit
 * @param yLabel the ordinate with its unit
 * @param layout its size and shape
 * @param logarithmicX whether the abscissa is logarithmic; all are positive then
 * @param logarithmic whether the ordinate is logarithmic; points that are not positive are left out
 * @param curves its lines in drawing order
 */
public record Figure(
    String id,
    String title,
    String xLabel,
    String yLabel,
    Layout layout,
    boolean logarithmicX,
    boolean logarithmic,
    List<Curve> curves) {

  /** A figure with a linear abscissa. */
  public Figure(
      String id,
      String title,
      String xLabel,
      String yLabel,
      Layout layout,
      boolean logarithmic,
      List<Curve> curves) {
    this(id, title, xLabel, yLabel, layout, false, logarithmic, curves);
  }

  /** The size and shape of a figure. Text is equally large in all of them. */
  public enum Layout {
    /** As wide as a page. */
    WIDE(640, 380),
    /** Half as wide as a page. */
    HALF(350, 270),
    /** A third of a page and square, a unit being equally long on both axes. */
    SQUARE(240, 250);

    // In points.
    final int width;
    final int height;

    Layout(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** Returns this figure with other lines. */
  public Figure with(List<Curve> other) {
    return new Figure(id, title, xLabel, yLabel, layout, logarithmicX, logarithmic, other);
  }
}
