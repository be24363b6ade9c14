package org.noether.reports.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.ReportWriter.Pictures;

/** The files beside a page: figures, and the numbers of figures and tables. */
final class PageFiles {
  /** The folders of these files. */
  static final List<String> FOLDERS = List.of("figures", "tables");

  private PageFiles() {}

  /**
   * A file.
   *
   * @param path relative to the folder of the page, with slashes
   * @param name what it is
   * @param description what it shows and how that came about
   * @param bytes makes its content
   */
  record PageFile(String path, String name, String description, Supplier<byte[]> bytes) {}

  /** The file of the numbers of a table, counted from 1. */
  static String table(int number) {
    return "tables/table-%d.csv".formatted(number);
  }

  /** The files of a page, in its order. */
  static List<PageFile> of(Page page, Pictures pictures) {
    var files = new ArrayList<PageFile>();
    int tables = 0;
    for (Block block : page.blocks()) {
      switch (block) {
        case Block.Figures(String caption, List<Figure> figures) ->
            figures.forEach(figure -> addFigure(files, figure, caption, pictures));
        case Block.Animation(String caption, Motion motion) -> {
          String path = "figures/" + motion.id();
          files.add(
              new PageFile(
                  path + ".png", motion.title(), caption, () -> pictures.png(motion, Theme.LIGHT)));
          files.add(
              new PageFile(
                  path + ".svg", motion.title(), caption, () -> pictures.svg(motion, Theme.LIGHT)));
          files.add(
              new PageFile(
                  path + ".gif",
                  motion.title() + ", moving",
                  caption,
                  () -> pictures.gif(motion, Theme.LIGHT)));
        }
        case Block.Gallery(String caption, ImageGrid grid) -> {
          String path = "figures/" + grid.id();
          files.add(
              new PageFile(path + ".png", grid.title(), caption, () -> grid.png(Theme.LIGHT)));
          files.add(
              new PageFile(path + ".svg", grid.title(), caption, () -> grid.svg(Theme.LIGHT)));
        }
        case Block.Table table ->
            files.add(
                new PageFile(
                    table(++tables),
                    "Table %d, numbers".formatted(tables),
                    table.caption(),
                    () -> TableCsv.of(table).getBytes(StandardCharsets.UTF_8)));
        case Block.Heading _, Block.Paragraph _, Block.Code _ -> {}
      }
    }
    return files;
  }

  private static void addFigure(
      List<PageFile> files, Figure figure, String caption, Pictures pictures) {
    String path = "figures/" + figure.id();
    files.add(
        new PageFile(
            path + ".png", figure.title(), caption, () -> pictures.png(figure, Theme.LIGHT)));
    files.add(
        new PageFile(
            path + ".svg", figure.title(), caption, () -> pictures.svg(figure, Theme.LIGHT)));
    files.add(
        new PageFile(
            path + ".csv",
            figure.title() + ", numbers",
            caption,
            () -> figure.csv().getBytes(StandardCharsets.UTF_8)));
  }
}
