package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MotionPainterTest {
  /** Bodies at rest to the left, to the right and above, and one that moves between them. */
  private static final double[][] CROSSING =
      IntStream.rangeClosed(0, 20)
          .mapToObj(t -> new double[] {-1, 0, 1, 0, 0, 1, 0, -1 + 0.1 * t})
          .toArray(double[][]::new);

  private static final int LEFT = 0;
  private static final int RIGHT = 1;
  private static final int ABOVE = 2;
  private static final int MOVING = 3;

  private static final double[] TIMES =
      IntStream.rangeClosed(0, 20).mapToDouble(t -> 0.01 * t).toArray();

  private static Motion motion(double[][] truth, double[][] predicted) {
    return new Motion(
        "id",
        "A motion",
        Arrays.copyOf(TIMES, truth.length),
        new Motion.Panel("true motion", truth),
        List.of(new Motion.Panel("predicted", predicted)));
  }

  private static GifFrames gif(double[][] truth, double[][] predicted) throws IOException {
    return GifFrames.read(MotionPainter.gif(motion(truth, predicted), Theme.LIGHT));
  }

  /** The middle of what has a body's very colour between two parts of an image's width. */
  private static Point2D middle(BufferedImage image, int body, double from, double to) {
    double sumX = 0;
    double sumY = 0;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == (Theme.body(body).getRGB() & 0xffffff)) {
          sumX += x;
          sumY += y;
          count++;
        }
      }
    }
    assertThat(count).as("pixels of body %d", body).isPositive();
    return new Point2D.Double(sumX / count, sumY / count);
  }

  @Test
  void theAnimationHasAFrameForEachTimeAndRepeatsForEver() throws IOException {
    GifFrames gif = gif(CROSSING, CROSSING);
    assertThat(gif.frames()).hasSize(21);
    assertThat(gif.delays().subList(0, 20)).containsOnly(5);
    assertThat(gif.delays().getLast()).isEqualTo(150);
    assertThat(gif.extensions()).containsExactly("NETSCAPE2.0 [1, 0, 0]");
  }

  /** The dots are 11 pixels wide; half a pixel covers their rounding to whole ones. */
  @Test
  void bodiesAreWhereTheyShouldBeAndUnitsEquallyLong() throws IOException {
    BufferedImage last = gif(CROSSING, CROSSING).frames().getLast();
    Point2D left = middle(last, LEFT, 0, 0.5);
    Point2D right = middle(last, RIGHT, 0, 0.5);
    Point2D above = middle(last, ABOVE, 0, 0.5);
    double unit = (right.getX() - left.getX()) / 2;
    assertThat(unit).isGreaterThan(100);
    assertThat(left.getY()).isCloseTo(right.getY(), within(0.5));
    assertThat(above.getX()).isCloseTo((left.getX() + right.getX()) / 2, within(0.5));
    assertThat(left.getY() - above.getY()).isCloseTo(unit, within(1.0));
    assertThat(middle(last, LEFT, 0.5, 1).getY()).isCloseTo(left.getY(), within(0.5));
    assertThat(middle(last, RIGHT, 0.5, 1).getX() - middle(last, LEFT, 0.5, 1).getX())
        .isCloseTo(2 * unit, within(1.0));
  }

  @Test
  void aBodyMovesFromFrameToFrame() throws IOException {
    List<BufferedImage> frames = gif(CROSSING, CROSSING).frames();
    Point2D left = middle(frames.getFirst(), LEFT, 0, 0.5);
    Point2D right = middle(frames.getFirst(), RIGHT, 0, 0.5);
    double unit = (right.getX() - left.getX()) / 2;
    // At first the cross of the beginning lies on the dot; at the tenth step, it is one unit below.
    double first = middle(frames.getFirst(), MOVING, 0, 0.5).getY();
    double tenth = dotAbove(frames.get(10), first - unit / 2);
    assertThat(first - left.getY()).isCloseTo(unit, within(1.0));
    assertThat(tenth).isCloseTo(left.getY(), within(1.0));
  }

  /** The middle ordinate of the moving body's colour in the upper part of the left panel. */
  private static double dotAbove(BufferedImage image, double bottom) {
    return middle(image.getSubimage(0, 0, image.getWidth(), (int) bottom), MOVING, 0, 0.5).getY();
  }

  @Test
  void aRingShowsWhereAWrongPredictionShouldBe() throws IOException {
    double[][] wrong = Arrays.stream(CROSSING).map(double[]::clone).toArray(double[][]::new);
    for (double[] positions : wrong) {
      positions[2 * LEFT] = -0.5;
    }
    BufferedImage last = gif(CROSSING, wrong).frames().getLast();
    // The dot of the prediction and the ring at the truth lie on one height, half a unit apart.
    Point2D truth = middle(last, LEFT, 0, 0.5);
    double panels = middle(last, RIGHT, 0.5, 1).getX() - middle(last, RIGHT, 0, 0.5).getX();
    double unit = (middle(last, RIGHT, 0, 0.5).getX() - truth.getX()) / 2;
    int y = (int) Math.round(truth.getY());
    int ring = (int) Math.round(truth.getX() + panels);
    Color colour = Theme.body(LEFT);
    assertThat(new Color(last.getRGB(ring + (int) (unit / 2), y))).isEqualTo(colour);
    assertThat(new Color(last.getRGB(ring, y))).isNotEqualTo(colour);
    assertThat(IntStream.rangeClosed(ring - 11, ring - 7).mapToObj(x -> color(last, x, y)))
        .contains(colour);
  }

  private static Color color(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  @Test
  void whereNothingMovesFramesChangeOnlyTheTime() throws IOException {
    double[][] still = Collections.nCopies(3, CROSSING[0]).toArray(double[][]::new);
    GifFrames gif = gif(still, still);
    assertThat(gif.parts().get(1).getWidth()).isLessThan(20);
    assertThat(gif.parts().get(1).getHeight()).isLessThan(20);
  }

  /** Shades are 28 to a colour, so 255 / 28 / 2 is as far as the nearest can be; text overlaps. */
  @Test
  void thePaletteKeepsTheColoursOfWhatIsDrawn() throws IOException {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      Motion motion = motion(CROSSING, CROSSING);
      BufferedImage seen = GifFrames.read(MotionPainter.gif(motion, theme)).frames().get(10);
      BufferedImage drawn = new MotionPainter(motion, theme, 1.5).moment(10);
      long far = 0;
      for (int y = 0; y < drawn.getHeight(); y++) {
        for (int x = 0; x < drawn.getWidth(); x++) {
          far += distance(color(seen, x, y), color(drawn, x, y)) > 5 ? 1 : 0;
        }
      }
      assertThat(far).isLessThan(drawn.getWidth() * drawn.getHeight() / 1000);
    }
  }

  private static int distance(Color a, Color b) {
    return Math.max(
        Math.abs(a.getRed() - b.getRed()),
        Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
  }

  @Test
  void aLongTitleLeavesRoomForTheTime() {
    Motion brief = motion(CROSSING, CROSSING);
    var lengthy =
        new Motion("id", "W".repeat(100), brief.times(), brief.truth(), brief.predictions());
    assertThat(corner(brief)).isEqualTo(corner(lengthy)).contains(Theme.LIGHT.ink().getRGB());
  }

  /** Where the time stands, 70 points from the right. */
  private static int[] corner(Motion motion) {
    BufferedImage image = new MotionPainter(motion, Theme.LIGHT, 1).moment(0);
    return image.getRGB(image.getWidth() - 70, 0, 70, 30, null, 0, 70);
  }

  @Test
  void oneMotionGivesTheSameBytesAlways() {
    Motion motion = motion(CROSSING, CROSSING);
    assertThat(MotionPainter.gif(motion, Theme.DARK))
        .isEqualTo(MotionPainter.gif(motion, Theme.DARK));
    assertThat(MotionPainter.png(motion, Theme.DARK))
        .isEqualTo(MotionPainter.png(motion, Theme.DARK));
  }

  @Test
  void predictionsThatLeaveThePanelOrTheNumbersAreCutOff() throws IOException {
    double[][] wild = Arrays.stream(CROSSING).map(double[]::clone).toArray(double[][]::new);
    for (int t = 1; t < wild.length; t++) {
      wild[t][2 * LEFT] = -3 * t;
      wild[t][2 * RIGHT] = 1e300 * t;
      wild[t][2 * ABOVE] = Double.NaN;
    }
    Motion motion = motion(CROSSING, wild);
    BufferedImage paths =
        ImageIO.read(new ByteArrayInputStream(MotionPainter.png(motion, Theme.LIGHT)));
    // Between the panels, where the path to the left would go on, there is nothing.
    int y = (int) middle(paths, RIGHT, 0, 0.5).getY();
    assertThat(IntStream.range(51 * paths.getWidth() / 100, 53 * paths.getWidth() / 100))
        .allSatisfy(x -> assertThat(color(paths, x, y)).isEqualTo(Theme.LIGHT.background()));
    assertThat(GifFrames.read(MotionPainter.gif(motion, Theme.LIGHT)).frames()).hasSize(21);
  }
}
