package org.noether.reports.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.FigurePainter;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.MotionPainter;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.PageFiles.PageFile;
import org.noether.simulation.io.AtomicFiles;

/**
 * Writes reports: {@code report.md} with its figures and tables, and {@code report.html}, which
 * stands alone.
 */
public final class ReportWriter {
  private static final Pattern LINK = Pattern.compile("\\(((?:figures|tables)/[\\w-]+\\.\\w+)\\)");

  private ReportWriter() {}

  /**
   * Writes a page. The same page gives the same bytes.
   *
   * @param folder where the files go
   * @return the HTML file
   * @throws IOException if a file cannot be written
   */
  public static Path write(Page page, Path folder) throws IOException {
    return write(page, folder, new Pictures());
  }

  /** Draws the pictures of a page, so that writing it takes little time. */
  public static void draw(Page page, Pictures pictures) {
    var _ = HtmlWriter.write(page, pictures);
  }

  /**
   * Writes a page with pictures of which some may have been drawn.
   *
   * @param folder where the files go
   * @return the HTML file
   * @throws IOException if a file cannot be written
   */
  public static Path write(Page page, Path folder, Pictures pictures) throws IOException {
    Set<String> before = links(folder.resolve("report.md"));
    for (String name : PageFiles.FOLDERS) {
      if (Files.isSymbolicLink(folder.resolve(name))) {
        throw new IOException(
            folder.resolve(name)
                + ": a symbolic link, which would let files be written elsewhere; remove it");
      }
    }
    for (PageFile file : PageFiles.of(page, pictures)) {
      write(folder.resolve(file.path()), file.bytes().get());
    }
    String markdown = MarkdownWriter.write(page);
    before.removeAll(links(markdown));
    for (String stale : before) {
      Files.deleteIfExists(folder.resolve(stale));
    }
    write(folder.resolve("report.md"), markdown.getBytes(StandardCharsets.UTF_8));
    Path html = html(folder);
    write(html, HtmlWriter.write(page, pictures).getBytes(StandardCharsets.UTF_8));
    return html;
  }

  /** The HTML file of the report in a folder. */
  public static Path html(Path folder) {
    return folder.resolve("report.html");
  }

  /** The files beside the report that a folder holds, which a new one replaces. */
  private static Set<String> links(Path report) throws IOException {
    return Files.exists(report) ? links(Files.readString(report)) : new HashSet<>();
  }

  private static Set<String> links(String markdown) {
    return LINK.matcher(markdown)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The pictures of a page, each drawn once however many files show it. */
  public static final class Pictures {
    private final Map<List<Object>, byte[]> drawn = new HashMap<>();

    /** Creates the pictures of a page, none of them drawn. */
    public Pictures() {}

    byte[] png(Figure figure, Theme theme) {
      return once(List.of("png", figure, theme), () -> FigurePainter.png(figure, theme));
    }

    byte[] svg(Figure figure, Theme theme) {
      return once(List.of("svg", figure, theme), () -> FigurePainter.svg(figure, theme));
    }

    byte[] svg(Motion motion, Theme theme) {
      return once(List.of("svg", motion, theme), () -> MotionPainter.svg(motion, theme));
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

  private static void write(Path file, byte[] content) throws IOException {
    AtomicFiles.write(file, out -> out.write(content));
  }
}
