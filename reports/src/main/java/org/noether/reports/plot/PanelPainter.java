package org.noether.reports.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.BiConsumer;

/**
 * Draws bodies and their paths in one panel.
 *
 * @param graphics draws
 * @param theme its colours
 * @param plane the part of the plane to show
 * @param left where the panel begins
 * @param top where the panel begins
 * @param side how long its sides are
 */
record PanelPainter(
    Graphics2D graphics, Theme theme, Plane plane, double left, double top, double side) {
  private static final double DOT = 3.6;
  private static final double RING = 6;
  private static final double CROSS = 3.2;
  private static final float THICK = 2;
  private static final float THIN = 1.4f;

  /** Positions more than this many half panels away are not drawn. */
  private static final double FAR = 100;

  /** Draws lines along the round numbers of both axes. */
  void grid() {
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(theme.grid());
    plane.ticks(plane.x()).forEach(x -> graphics.draw(line(px(x), top, px(x), top + side)));
    plane.ticks(plane.y()).forEach(y -> graphics.draw(line(left, py(y), left + side, py(y))));
    graphics.draw(new Rectangle2D.Double(left, top, side, side));
  }

  /** The same painter, but what it draws is cut off at the edges of the panel. */
  PanelPainter inside() {
    var clipped = (Graphics2D) graphics.create();
    clipped.clip(new Rectangle2D.Double(left, top, side, side));
    return new PanelPainter(clipped, theme, plane, left, top, side);
  }

  /**
   * Draws the bodies' paths between two times, each in its colour on the way from the background.
   */
  void paths(double[][] positions, int from, int to, double part) {
    for (int body = 0; body < positions[0].length / 2; body++) {
      path(positions, body, from, to, theme.towards(Theme.body(body), part));
    }
  }

  private void path(double[][] positions, int body, int from, int to, Color colour) {
    var path = new Path2D.Double();
    boolean connected = false;
    for (int t = from; t <= to; t++) {
      double x = positions[t][2 * body];
      double y = positions[t][2 * body + 1];
      boolean near = isNear(x, y);
      if (near && connected) {
        path.lineTo(px(x), py(y));
      } else if (near) {
        path.moveTo(px(x), py(y));
      }
      connected = near;
    }
    graphics.setStroke(FigurePainter.stroke(THICK, null));
    graphics.setColor(colour);
    graphics.draw(path);
  }

  /** Marks where a body is. */
  void dot(double[] positions, int body) {
    mark(positions, body, (x, y) -> graphics.fill(circle(x, y, DOT)));
  }

  /** Marks where a body should be. */
  void ring(double[] positions, int body) {
    mark(positions, body, (x, y) -> graphics.draw(circle(x, y, RING)));
  }

  /** Marks where a body began. */
  void cross(double[] positions, int body) {
    mark(
        positions,
        body,
        (x, y) -> {
          graphics.draw(line(x - CROSS, y - CROSS, x + CROSS, y + CROSS));
          graphics.draw(line(x - CROSS, y + CROSS, x + CROSS, y - CROSS));
        });
  }

  private void mark(double[] positions, int body, BiConsumer<Double, Double> marker) {
    double x = positions[2 * body];
    double y = positions[2 * body + 1];
    if (isNear(x, y)) {
      graphics.setStroke(FigurePainter.stroke(THIN, null));
      graphics.setColor(Theme.body(body));
      marker.accept(px(x), py(y));
    }
  }

  /** Whether a position is near enough to have pixel coordinates. */
  private boolean isNear(double x, double y) {
    double reach = FAR * plane.half();
    return Math.abs(x - plane.x()) <= reach && Math.abs(y - plane.y()) <= reach;
  }

  /** The abscissa on the page. */
  double px(double x) {
    return left + side / 2 * (1 + (x - plane.x()) / plane.half());
  }

  /** The ordinate on the page, which counts downwards. */
  double py(double y) {
    return top + side / 2 * (1 - (y - plane.y()) / plane.half());
  }

  private static Shape line(double x0, double y0, double x1, double y1) {
    return new Line2D.Double(x0, y0, x1, y1);
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
