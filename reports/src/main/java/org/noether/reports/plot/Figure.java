package org.noether.reports.plot;

import java.util.List;

/**
 * A figure to be drawn.
 *
 * @param id a name for its file, such as {@code error}
 * @param title what it shows, in a few words
 * @param xLabel the abscissa with its unit
 * @param yLabel the ordinate with its unit
 * @param logarithmic whether the ordinate is logarithmic; points that are not positive are left out
 * @param equalAspect whether a unit is equally long on both axes
 * @param curves its lines in drawing order
 */
public record Figure(
    String id,
    String title,
    String xLabel,
    String yLabel,
    boolean logarithmic,
    boolean equalAspect,
    List<Curve> curves) {

  /** Returns this figure with other lines. */
  public Figure with(List<Curve> other) {
    return new Figure(id, title, xLabel, yLabel, logarithmic, equalAspect, other);
  }
}
