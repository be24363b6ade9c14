package org.noether.reports.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.FigurePainter;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.MotionPainter;
import org.noether.reports.plot.Theme;

/** The pictures of a page, each drawn once however many files show it. */
public final class Pictures {
  private final Map<List<Object>, byte[]> drawn = new HashMap<>();

  byte[] png(Figure figure, Theme theme) {
    return once(List.of("png", figure, theme), () -> FigurePainter.png(figure, theme));
  }

  byte[] png(Motion motion, Theme theme) {
    return once(List.of("png", motion, theme), () -> MotionPainter.png(motion, theme));
  }

  byte[] gif(Motion motion, Theme theme) {
    return once(List.of("gif", motion, theme), () -> MotionPainter.gif(motion, theme));
  }

  private byte[] once(List<Object> what, Supplier<byte[]> drawing) {
    return drawn.computeIfAbsent(what, _ -> drawing.get());
  }
}
