package org.noether.reports.plot;

import java.util.List;
import java.util.Optional;

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
 * @param frame the part of the plane to show; empty for the extent of the curves
 */
public record Figure(
    String id,
    String title,
    String xLabel,
    String yLabel,
    Layout layout,
    boolean logarithmicX,
    boolean logarithmic,
    List<Curve> curves,
    Optional<Frame> frame) {
  /**
   * A part of the plane.
   *
   * @param x the middle of its abscissae
   * @param y the middle of its ordinates
   * @param half half the length of its sides
   */
  public record Frame(double x, double y, double half) {}

  /** A figure that shows the extent of its curves. */
  public Figure(
      String id,
      String title,
      String xLabel,
      String yLabel,
      Layout layout,
      boolean logarithmicX,
      boolean logarithmic,
      List<Curve> curves) {
    this(id, title, xLabel, yLabel, layout, logarithmicX, logarithmic, curves, Optional.empty());
  }

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
    /** As wide as a telephone, or half as a page, and higher by the names of its curves. */
    NARROW(320, 260),
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
    return new Figure(id, title, xLabel, yLabel, layout, logarithmicX, logarithmic, other, frame);
  }

  /** Returns this figure as narrow screens show it. */
  public Figure narrow() {
    return layout != Layout.WIDE
        ? this
        : new Figure(
            id, title, xLabel, yLabel, Layout.NARROW, logarithmicX, logarithmic, curves, frame);
  }

  /** Returns this figure of a part of the plane. */
  public Figure within(Frame part) {
    return new Figure(
        id, title, xLabel, yLabel, layout, logarithmicX, logarithmic, curves, Optional.of(part));
  }

  /** The numbers as comma-separated values: a line for each point of each curve. */
  public String csv() {
    var lines = new StringBuilder("curve,x,y\n");
    for (Curve curve : curves) {
      for (int i = 0; i < curve.x().length; i++) {
        lines.append('"').append(curve.name().replace("\"", "\"\"")).append("\",");
        lines.append(curve.x()[i]).append(',').append(curve.y()[i]).append('\n');
      }
    }
    return lines.toString();
  }
}
