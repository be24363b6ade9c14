package org.noether.reports.plot;

/**
 * One line of a figure.
 *
 * @param name what the file of the numbers calls it
 * @param x abscissae
 * @param y ordinates, as many
 * @param colour index of its colour among the series
 * @param look how it is drawn
 * @param legend what the legend calls it; empty keeps it out of the legend
 */
public record Curve(String name, double[] x, double[] y, int colour, Look look, String legend) {
  /** A line that the legend calls by its name. */
  public Curve(String name, double[] x, double[] y, int colour, Look look) {
    this(name, x, y, colour, look, name);
  }

  /** Returns this line with another name in the legend; empty keeps it out. */
  public Curve listedAs(String other) {
    return new Curve(name, x, y, colour, look, other);
  }

  /** Returns this line without a place in the legend. */
  public Curve unlisted() {
    return listedAs("");
  }

  /** How a line is drawn. */
  public enum Look {
    /** A full line: the quantity the figure is about. */
    SOLID,
    /** Dots joined by a full line: a quantity known at few places. */
    JOINED,
    /** A dashed line: something to compare with. */
    DASHED,
    /** A thin, pale line: one run of several. */
    FAINT,
    /** A pale area; its points go around it. */
    BAND,
    /** A thin line: an error bar. */
    BAR,
    /** A thin, grey, dashed line: a mark on the axis. */
    MARK,
    /** A wide grey line: the truth. */
    TRUTH,
    /** Dots without a line. */
    DOTS,
    /** Small dots without a line, of which there are many. */
    POINTS
  }
}
