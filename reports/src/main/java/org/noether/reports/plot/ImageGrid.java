package org.noether.reports.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.noether.simulation.image.LabelledImages;

/**
 * Images in rows, each above a few words.
 *
 * @param id a name for its file
 * @param title what it shows, in a few words
 * @param images at least one
 * @param words for each image, what stands below it
 * @param columns the images of a row
 */
public record ImageGrid(
    String id, String title, LabelledImages images, List<String> words, int columns) {
  private static final int COLUMNS = 10;
  private static final int NARROW_COLUMNS = 5;
  private static final int SIDE = 56;
  private static final int GAP = 8;
  private static final int LINE = 16;
  private static final int PIXELS_PER_POINT = 2;

  /** Images in rows of ten. */
  public ImageGrid(String id, String title, LabelledImages images, List<String> words) {
    this(id, title, images, words, COLUMNS);
  }

  /** Returns the same images in rows for narrow screens. */
  public ImageGrid narrow() {
    return new ImageGrid(id, title, images, words, NARROW_COLUMNS);
  }

  /** Draws the images, two pixels to the point; the same grid gives the same bytes. */
  public byte[] png(Theme theme) {
    var picture =
        new BufferedImage(
            width() * PIXELS_PER_POINT, height() * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
    var graphics = FigurePainter.graphics(picture, PIXELS_PER_POINT);
    draw(graphics, theme);
    graphics.dispose();
    return FigurePainter.png(picture);
  }

  /** Draws the images to be printed at any size: their words are text. */
  public byte[] svg(Theme theme) {
    return Svg.of(width(), height(), graphics -> draw(graphics, theme));
  }

  private int width() {
    return columns * (SIDE + GAP) + GAP;
  }

  private int height() {
    return Math.ceilDiv(images.size(), columns) * (SIDE + LINE + GAP) + GAP;
  }

  private void draw(Graphics2D graphics, Theme theme) {
    graphics.setColor(theme.background());
    graphics.fillRect(0, 0, width(), height());
    graphics.setColor(theme.ink());
    graphics.setFont(FigurePainter.font(Font.PLAIN, 11));
    for (int i = 0; i < images.size(); i++) {
      int x = GAP + i % columns * (SIDE + GAP);
      int y = GAP + i / columns * (SIDE + LINE + GAP);
      graphics.drawImage(image(i), x, y, SIDE, SIDE, null);
      int left = (SIDE - graphics.getFontMetrics().stringWidth(words.get(i))) / 2;
      graphics.drawString(words.get(i), x + left, y + SIDE + LINE - 4);
    }
  }

  private BufferedImage image(int index) {
    int width = images.width();
    int plane = width * images.height();
    var image = new BufferedImage(width, images.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int rgb = 0;
      for (int band = 0; band < 3; band++) {
        int channel = index * images.channels() + band % images.channels();
        rgb = rgb << 8 | Math.round(255 * images.pixels()[channel * plane + i]);
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
