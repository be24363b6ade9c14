package org.noether.reports.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Draws the panels of a {@link Motion} side by side, all of them the same part of the plane: whole
 * paths, or one moment after the other. The same motion gives the same bytes.
 */
public final class MotionPainter {
  /** The steps that a trail reaches back, and the steps that share one shade. */
  private static final int TRAIL = 30;

  private static final int TRAIL_PIECE = 3;

  private static final double PIXELS_PER_POINT = 2;
  private static final double FRAME_PIXELS_PER_POINT = 1.5;

  /** How long a frame is shown, in hundredths of a second. */
  private static final int HUNDREDTHS = 5;

  private static final int LAST_HUNDREDTHS = 150;

  private static final double WIDTH = 640;
  private static final double LEFT = 40;
  private static final double RIGHT = 13;
  private static final double GAP = 20;
  private static final double TOP = 54;
  private static final double BOTTOM = 64;

  /** The width of the time beside the title. */
  private static final double TIME = 80;

  private final Motion motion;
  private final Theme theme;
  private final double pixelsPerPoint;
  private final Plane plane;
  private final double side;

  MotionPainter(Motion motion, Theme theme, double pixelsPerPoint) {
    this.motion = motion;
    this.theme = theme;
    this.pixelsPerPoint = pixelsPerPoint;
    this.plane = Plane.around(motion);
    int panels = motion.panels().size();
    this.side = (WIDTH - LEFT - RIGHT - GAP * (panels - 1)) / panels;
  }

  /**
   * Draws the paths.
   *
   * @param motion what to draw
   * @param theme its colours
   * @return a PNG image
   */
  public static byte[] png(Motion motion, Theme theme) {
    return FigurePainter.png(new MotionPainter(motion, theme, PIXELS_PER_POINT).paths());
  }

  /**
   * Draws the paths to be printed at any size.
   *
   * @param motion what to draw
   * @param theme its colours
   * @return an SVG file
   */
  public static byte[] svg(Motion motion, Theme theme) {
    var painter = new MotionPainter(motion, theme, 1);
    return Svg.of((int) WIDTH, (int) Math.ceil(painter.height()), painter::paintPaths);
  }

  /**
   * Draws the motion itself: a frame for each time, 20 per second, repeated.
   *
   * @param motion what to draw
   * @param theme its colours
   * @return an animated GIF image
   */
  public static byte[] gif(Motion motion, Theme theme) {
    var painter = new MotionPainter(motion, theme, FRAME_PIXELS_PER_POINT);
    int last = motion.times().length - 1;
    try (var gif = new AnimatedGif(theme)) {
      for (int time = 0; time <= last; time++) {
        gif.add(painter.moment(time), time < last ? HUNDREDTHS : LAST_HUNDREDTHS);
      }
      return gif.finish();
    } catch (IOException e) {
      throw new IllegalStateException("a GIF image could not be written to memory", e);
    }
  }

  /** The paths over all times, from their beginnings to their ends. */
  BufferedImage paths() {
    return draw(this::paintPaths);
  }

  private void paintPaths(Graphics2D on) {
    int last = motion.times().length - 1;
    paint(
        on,
        graphics -> legend(graphics, "start", "end", "true end"),
        (painter, panel) -> {
          double[][] positions = panel.positions();
          painter.paths(positions, 0, last, 0.6);
          for (int body = 0; body < motion.bodies(); body++) {
            painter.cross(positions[0], body);
            ends(painter, panel, body, last);
          }
        });
  }

  /** The bodies at one of the times, with trails that fade. */
  BufferedImage moment(int time) {
    double spacing = motion.times().length > 1 ? motion.times()[1] - motion.times()[0] : 1;
    return draw(on -> paintMoment(on, time, spacing));
  }

  private void paintMoment(Graphics2D on, int time, double spacing) {
    paint(
        on,
        graphics -> {
          graphics.setColor(theme.ink());
          graphics.setFont(FigurePainter.font(Font.PLAIN, 12));
          rightAligned(
              graphics, "time " + Numbers.fixed(motion.times()[time], spacing), WIDTH - RIGHT, 20);
          legend(graphics, "start", "body", "true position");
        },
        (painter, panel) -> {
          double[][] positions = panel.positions();
          for (int body = 0; body < motion.bodies(); body++) {
            painter.cross(positions[0], body);
          }
          for (int back = TRAIL; back > 0; back -= TRAIL_PIECE) {
            int from = Math.max(0, time - back);
            int to = Math.max(0, time - back + TRAIL_PIECE);
            painter.paths(positions, from, to, 1 - back / (TRAIL + 1.0));
          }
          for (int body = 0; body < motion.bodies(); body++) {
            ends(painter, panel, body, time);
          }
        });
  }

  private void ends(PanelPainter painter, Motion.Panel panel, int body, int time) {
    painter.dot(panel.positions()[time], body);
    if (!panel.equals(motion.truth())) {
      painter.ring(motion.truth().positions()[time], body);
    }
  }

  private double height() {
    return TOP + side + BOTTOM;
  }

  private BufferedImage draw(Consumer<Graphics2D> painting) {
    var image =
        new BufferedImage(
            (int) Math.round(pixelsPerPoint * WIDTH),
            (int) Math.round(pixelsPerPoint * height()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = FigurePainter.graphics(image, pixelsPerPoint);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    painting.accept(graphics);
    graphics.dispose();
    return image;
  }

  private void paint(
      Graphics2D graphics,
      Consumer<Graphics2D> around,
      BiConsumer<PanelPainter, Motion.Panel> content) {
    graphics.setColor(theme.background());
    graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, Math.ceil(height())));
    graphics.setColor(theme.ink());
    graphics.setFont(FigurePainter.font(Font.BOLD, 14));
    leftAligned(graphics, motion.title(), LEFT, 20, WIDTH - LEFT - RIGHT - TIME);
    around.accept(graphics);
    List<Motion.Panel> panels = motion.panels();
    for (int i = 0; i < panels.size(); i++) {
      var painter = new PanelPainter(graphics, theme, plane, LEFT + i * (side + GAP), TOP, side);
      painter.grid();
      labels(painter, panels.get(i).title(), i == 0);
      content.accept(painter.inside(), panels.get(i));
    }
  }

  private void labels(PanelPainter painter, String title, boolean first) {
    Graphics2D graphics = painter.graphics();
    double middle = painter.left() + side / 2;
    graphics.setColor(theme.ink());
    graphics.setFont(FigurePainter.font(Font.PLAIN, 12));
    centred(graphics, title, middle, TOP - 8, side);
    graphics.setColor(theme.muted());
    centred(graphics, "x", middle, TOP + side + 30, side);
    graphics.setFont(FigurePainter.font(Font.PLAIN, 10));
    for (double x : plane.ticks(plane.x())) {
      centred(graphics, Numbers.fixed(x, plane.tick()), painter.px(x), TOP + side + 14, side);
    }
    if (first) {
      for (double y : plane.ticks(plane.y())) {
        rightAligned(graphics, Numbers.fixed(y, plane.tick()), LEFT - 5, painter.py(y) + 3.5);
      }
      graphics.setFont(FigurePainter.font(Font.PLAIN, 12));
      centred(graphics, "y", 8, TOP + side / 2 + 4, LEFT);
    }
  }

  /** Explains the three marks below the panels, in the order cross, dot, ring. */
  private void legend(Graphics2D graphics, String cross, String dot, String ring) {
    double y = TOP + side + BOTTOM - 12;
    graphics.setFont(FigurePainter.font(Font.PLAIN, 12));
    graphics.setColor(theme.muted());
    graphics.setStroke(FigurePainter.stroke(1.4f, null));
    double x = LEFT + 6;
    graphics.draw(new Line2D.Double(x - 3, y - 7, x + 3, y - 1));
    graphics.draw(new Line2D.Double(x - 3, y - 1, x + 3, y - 7));
    x = after(graphics, cross, x, y);
    graphics.fill(new Ellipse2D.Double(x - 3.6, y - 7.6, 7.2, 7.2));
    x = after(graphics, dot, x, y);
    graphics.draw(new Ellipse2D.Double(x - 6, y - 10, 12, 12));
    after(graphics, ring, x, y);
  }

  /** Writes the meaning of a mark, and returns the abscissa of the next one. */
  private static double after(Graphics2D graphics, String text, double x, double y) {
    graphics.drawString(text, (float) (x + 11), (float) y);
    return x + 11 + width(graphics, text) + 24;
  }

  /** Writes a left-aligned text, smaller if there is not enough room. */
  private static void leftAligned(
      Graphics2D graphics, String text, double start, double y, double room) {
    Font font = graphics.getFont();
    double scale = room / width(graphics, text);
    if (scale < 1) {
      graphics.setFont(font.deriveFont(AffineTransform.getScaleInstance(scale, scale)));
    }
    graphics.drawString(text, (float) start, (float) y);
    graphics.setFont(font);
  }

  /** Writes a centred text, smaller if there is not enough room. */
  private static void centred(
      Graphics2D graphics, String text, double middle, double y, double room) {
    leftAligned(graphics, text, middle - Math.min(room, width(graphics, text)) / 2, y, room);
  }

  private static void rightAligned(Graphics2D graphics, String text, double end, double y) {
    graphics.drawString(text, (float) (end - width(graphics, text)), (float) y);
  }

  private static double width(Graphics2D graphics, String text) {
    return graphics.getFont().getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }
}
