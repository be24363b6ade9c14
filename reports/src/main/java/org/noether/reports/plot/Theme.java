package org.noether.reports.plot;

import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;

/**
 * Colours of a plot.
 *
 * @param background behind everything
 * @param ink text
 * @param muted labels of axes, and the truth
 * @param grid lines of the grid
 * @param series one for each series; they repeat
 */
public record Theme(Color background, Color ink, Color muted, Color grid, List<Color> series) {
  /** Dark on white. */
  public static final Theme LIGHT =
      of(
          0xffffff, 0x1f2328, 0x59636e, 0xe4e7ea, 0xc4501b, 0x1763b6, 0x12805c, 0x8a4fa3, 0xa87900,
          0x4f5d6b, 0xc2347a, 0x0b8a9e, 0x6b8e1a, 0x7a4a2b);

  /** Light on dark grey. */
  public static final Theme DARK =
      of(
          0x15181c, 0xe6e9ec, 0x9aa4ae, 0x2a2f35, 0xf28a5b, 0x6db1ff, 0x4ecb9c, 0xc79ae0, 0xe5b84b,
          0xa3b1bf, 0xf27eb4, 0x4fd0e3, 0xb2d45a, 0xd1a27f);

  /**
   * Colours that readers with any kind of colour vision tell apart on both backgrounds: six of the
   * eight of Okabe and Ito, Color Universal Design, 2008.
   */
  static final List<Color> BODIES =
      colours(0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0xd55e00, 0x56b4e9);

  private static Theme of(int background, int ink, int muted, int grid, Integer... series) {
    return new Theme(
        new Color(background), new Color(ink), new Color(muted), new Color(grid), colours(series));
  }

  private static List<Color> colours(Integer... rgb) {
    return Stream.of(rgb).map(Color::new).toList();
  }

  /** The colour of the i-th series. */
  Color series(int i) {
    return series.get(i % series.size());
  }

  /** The colour of the i-th body. */
  static Color body(int i) {
    return BODIES.get(i % BODIES.size());
  }

  /** A colour on the way from the background to another. */
  Color towards(Color other, double part) {
    return new Color(
        mixed(background.getRed(), other.getRed(), part),
        mixed(background.getGreen(), other.getGreen(), part),
        mixed(background.getBlue(), other.getBlue(), part));
  }

  private static int mixed(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }
}
