package org.noether.reports.plot;

/**
 * One line of a figure.
 *
 * @param name what the legend calls it; empty keeps it out of the legend
 * @param x abscissae
 * @param y ordinates, as many
 * @param colour index of its colour among the series
 * @param look how it is drawn
 */
public record Curve(String name, double[] x, double[] y, int colour, Look look) {
  /** How a line is drawn. */
  public enum Look {
    /** A full line: the quantity the figure is about. */
    SOLID,
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
