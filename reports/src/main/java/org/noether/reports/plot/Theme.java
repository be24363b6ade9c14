package org.noether.reports.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours of a plot.
 *
 * @param background behind everything
 * @param ink text
 * @param muted labels of axes, and the truth
 * @param grid lines that should not be noticed
 * @param series one for each series; they repeat
 */
public record Theme(Color background, Color ink, Color muted, Color grid, List<Color> series) {
  /** Ink on paper. */
  public static final Theme LIGHT =
      of(
          0xffffff, 0x1f2328, 0x59636e, 0xe4e7ea, 0xc4501b, 0x1763b6, 0x12805c, 0x8a4fa3, 0xa87900,
          0x4f5d6b);

  /** Chalk on slate. */
  public static final Theme DARK =
      of(
          0x15181c, 0xe6e9ec, 0x9aa4ae, 0x2a2f35, 0xf28a5b, 0x6db1ff, 0x4ecb9c, 0xc79ae0, 0xe5b84b,
          0xa3b1bf);

  private static Theme of(int background, int ink, int muted, int grid, Integer... series) {
    return new Theme(
        new Color(background),
        new Color(ink),
        new Color(muted),
        new Color(grid),
        List.of(series).stream().map(Color::new).toList());
  }

  /** The colour of the i-th series. */
  Color series(int i) {
    return series.get(i % series.size());
  }
}
