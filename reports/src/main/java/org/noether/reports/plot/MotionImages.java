package org.noether.reports.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Motions as files. The same motion gives the same bytes. */
public final class MotionImages {
  private static final double PIXELS_PER_POINT = 2;
  private static final double PIXELS_PER_POINT_OF_FRAMES = 1.5;
  private static final int HUNDREDTHS = 5;
  private static final int HUNDREDTHS_AT_THE_END = 150;

  private MotionImages() {}

  /**
   * Draws the paths.
   *
   * @param motion what to draw
   * @param theme its colours
   * @return a PNG image
   */
  public static byte[] png(Motion motion, Theme theme) {
    BufferedImage image = new MotionPainter(motion, theme, PIXELS_PER_POINT).paths();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException("a PNG image could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Draws the motion itself: a frame for each time, 20 a second, again and again.
   *
   * @param motion what to draw
   * @param theme its colours
   * @return an animated GIF image
   */
  public static byte[] gif(Motion motion, Theme theme) {
    var painter = new MotionPainter(motion, theme, PIXELS_PER_POINT_OF_FRAMES);
    int last = motion.times().length - 1;
    try (var gif = new AnimatedGif(new Palette(theme))) {
      for (int time = 0; time <= last; time++) {
        gif.add(painter.moment(time), time < last ? HUNDREDTHS : HUNDREDTHS_AT_THE_END);
      }
      return gif.finish();
    } catch (IOException e) {
      throw new IllegalStateException("a GIF image could not be written to memory", e);
    }
  }
}
