package org.noether.reports.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * At most 256 colours: those of a theme and its bodies, each in shades towards the background as
 * antialiasing and fading make them, and one that is transparent.
 */
final class Palette {
  /** The index of no colour. */
  static final int TRANSPARENT = 0;

  private static final int SIZE = 256;

  private final List<Color> colours = new ArrayList<>();
  private final Map<Integer, Integer> nearest = new HashMap<>();

  Palette(Theme theme) {
    List<Color> full =
        Stream.concat(Stream.of(theme.ink(), theme.muted(), theme.grid()), Theme.bodies().stream())
            .toList();
    colours.add(theme.background());
    colours.add(theme.background());
    int shades = (SIZE - colours.size()) / full.size();
    for (Color colour : full) {
      for (int i = 1; i <= shades; i++) {
        colours.add(theme.towards(colour, i / (double) shades));
      }
    }
  }

  /** The colours as images know them. */
  IndexColorModel colourModel() {
    var red = new byte[colours.size()];
    var green = new byte[colours.size()];
    var blue = new byte[colours.size()];
    for (int i = 0; i < colours.size(); i++) {
      red[i] = (byte) colours.get(i).getRed();
      green[i] = (byte) colours.get(i).getGreen();
      blue[i] = (byte) colours.get(i).getBlue();
    }
    return new IndexColorModel(8, colours.size(), red, green, blue, TRANSPARENT);
  }

  /** The indices of the colours nearest to an image's, row by row. */
  byte[] indices(BufferedImage image) {
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var indices = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      indices[i] =
          i > 0 && rgb[i] == rgb[i - 1]
              ? indices[i - 1]
              : (byte) (int) nearest.computeIfAbsent(rgb[i], this::nearest);
    }
    return indices;
  }

  private int nearest(int rgb) {
    var wanted = new Color(rgb);
    int best = TRANSPARENT + 1;
    for (int i = best + 1; i < colours.size(); i++) {
      if (distance(wanted, colours.get(i)) < distance(wanted, colours.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(Color a, Color b) {
    int red = a.getRed() - b.getRed();
    int green = a.getGreen() - b.getGreen();
    int blue = a.getBlue() - b.getBlue();
    return red * red + green * green + blue * blue;
  }
}
