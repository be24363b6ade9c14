package org.noether.simulation.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Digits drawn with Java's own fonts, for trying things without any data: 28 x 28 pixels, upright
 * but slanted, tilted and shifted at random. They are much easier than handwriting.
 */
public final class FontDigits {
  private static final int SIDE = 28;
  private static final int STYLES = 4;
  private static final double TILT = 0.25;
  private static final List<String> FAMILIES =
      List.of(Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED);

  private FontDigits() {}

  /** Draws digits, about as many of each; the same seed gives the same images on one machine. */
  public static ImageDataset make(int train, int test, long seed) {
    var random = new SplittableRandom(seed);
    LabelledImages first = part(train, random);
    String description = "digits drawn with Java's fonts, seed " + seed + "; no handwriting";
    return ImageDataset.digits(first, part(test, random), description);
  }

  private static LabelledImages part(int count, SplittableRandom random) {
    return LabelledImages.join(
        IntStream.range(0, count).mapToObj(i -> draw(i % 10, random)).toList());
  }

  private static LabelledImages draw(int digit, SplittableRandom random) {
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
    var font = new Font(family, random.nextInt(STYLES), random.nextInt(20, 27));
    var glyph = font.createGlyphVector(graphics.getFontRenderContext(), String.valueOf(digit));
    var box = glyph.getOutline().getBounds2D();
    var place = new AffineTransform();
    place.translate(random.nextDouble(12, 16), random.nextDouble(12, 16));
    place.rotate(random.nextDouble(-TILT, TILT));
    place.shear(random.nextDouble(-TILT, TILT), 0);
    place.translate(-box.getCenterX(), -box.getCenterY());
    graphics.fill(place.createTransformedShape(glyph.getOutline()));
    graphics.dispose();
    float[] pixels = image.getRaster().getSamples(0, 0, SIDE, SIDE, 0, new float[SIDE * SIDE]);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 255;
    }
    return new LabelledImages(1, SIDE, SIDE, pixels, new int[] {digit});
  }
}
