package org.noether.reports.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Theme;
import org.noether.simulation.io.AtomicFiles;

/**
 * Writes reports: {@code report.md} with its figures, and {@code report.html}, which stands alone.
 */
public final class Reports {
  private Reports() {}

  /**
   * Writes the report on some runs. The same runs and provenance give the same bytes.
   *
   * @param runs at least one
   * @param provenance how to repeat them
   * @param folder where the files go
   * @return the HTML file
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if errors of the runs do not compare
   */
  public static Path write(List<? extends Run> runs, Provenance provenance, Path folder)
      throws IOException {
    var dynamics = some(runs, DynamicsRun.class);
    var molecules = some(runs, MoleculeRun.class);
    if (!dynamics.isEmpty() && !molecules.isEmpty()) {
      throw new IllegalArgumentException(
          "some runs learned motions and some molecules, so their errors do not compare; report"
              + " each kind by itself");
    }
    return write(
        molecules.isEmpty()
            ? DynamicsReport.of(dynamics, provenance)
            : MoleculeReport.of(molecules, provenance),
        folder);
  }

  /**
   * Writes the report on a data-efficiency study. The same runs and provenance give the same bytes.
   *
   * @param runs at least one
   * @param provenance how to repeat them
   * @param folder where the files go
   * @return the HTML file
   * @throws IOException if a file cannot be written
   */
  public static Path writeScaling(List<DynamicsRun> runs, Provenance provenance, Path folder)
      throws IOException {
    return write(ScalingReport.of(runs, provenance), folder);
  }

  /** The table of test errors, laid out for a terminal. */
  public static String errorsAsText(List<? extends Run> runs) {
    var molecules = some(runs, MoleculeRun.class);
    return TextWriter.write(
        molecules.isEmpty()
            ? DynamicsReport.errors(some(runs, DynamicsRun.class))
            : MoleculeReport.errors(molecules));
  }

  private static <R extends Run> List<R> some(List<? extends Run> runs, Class<R> kind) {
    return runs.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The table of a data-efficiency study's test errors, laid out for a terminal. */
  public static String scalingAsText(List<DynamicsRun> runs) {
    return TextWriter.write(ScalingReport.errors(runs));
  }

  private static Path write(Page page, Path folder) throws IOException {
    var pictures = new Pictures();
    Path figures = folder.resolve("figures");
    for (Block block : page.blocks()) {
      if (block instanceof Block.Figures group) {
        for (Figure figure : group.figures()) {
          write(figures.resolve(figure.id() + ".png"), pictures.png(figure, Theme.LIGHT));
        }
      } else if (block instanceof Block.Animation(_, Motion motion)) {
        write(figures.resolve(motion.id() + ".png"), pictures.png(motion, Theme.LIGHT));
        write(figures.resolve(motion.id() + ".gif"), pictures.gif(motion, Theme.LIGHT));
      }
    }
    write(folder.resolve("report.md"), MarkdownWriter.write(page).getBytes(StandardCharsets.UTF_8));
    Path html = folder.resolve("report.html");
    write(html, HtmlWriter.write(page, pictures).getBytes(StandardCharsets.UTF_8));
    return html;
  }

  private static void write(Path file, byte[] content) throws IOException {
    AtomicFiles.write(file, out -> out.write(content));
  }
}
