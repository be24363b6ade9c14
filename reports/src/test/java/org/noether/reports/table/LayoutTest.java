package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.plot.Theme;

/** Lays a page out in headless Chromium at several widths, and looks for what is cut. */
class LayoutTest {
  private static final Map<Integer, Theme> SCHEMES =
      Map.of(Browser.DARK, Theme.DARK, Browser.LIGHT, Theme.LIGHT);

  @TempDir private static Path folder;

  private static List<String> found;
  private static Browser browser;
  private static Path report;

  @BeforeAll
  static void look() throws Exception {
    browser = Browser.demand(folder);
    report = ReportWriter.write(page(), folder);
    found = browser.found(report);
  }

  @Test
  void nothingIsCutAtAnyWidthNorOnPaper() {
    Browser.assertWhole(found.getFirst());
  }

  /** The finder does find what is cut. */
  @Test
  void whatIsCutIsFound() {
    assertThat(found.getLast())
        .contains("screen 360: the page is")
        .contains("paper 680: PRE ./noether train");
  }

  /** Pictures to look at, of each width and colour scheme; their corners show which they are. */
  @ParameterizedTest
  @FieldSource("org.noether.reports.table.Browser#WIDTHS")
  void screenshotsHaveTheColoursOfTheReader(int width) throws Exception {
    for (var scheme : SCHEMES.entrySet()) {
      Path picture = browser.screenshot("report", report, width, scheme.getKey());
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).isEqualTo(width);
      assertThat(new Color(image.getRGB(0, 0))).isEqualTo(scheme.getValue().background());
    }
  }

  /** The broadest tables, the longest captions and commands, and figures of all shapes. */
  private static Page page() {
    var long1 = "A caption that goes on for some lines, as those of errors do. ".repeat(6);
    var springs = table(long1, 11, "HLieResNet Trivial(2), k=32", "1.2×10⁻³ / 3.4×10⁻³");
    var molecules = table(long1, 9, "MolecLieResNet Trivial(3), k=64, 9,093 molecules", "29.4 meV");
    var confusion = table("Ten classes.", 11, "7", "1000").asMatrix();
    var facts =
        new Block.Table(
            "Facts.",
            List.of("what", "value"),
            List.of(List.of("SHA-256", "`" + "0123456789abcdef".repeat(4) + "`")),
            2);
    var figures =
        Stream.of(Layout.values())
            .map(layout ->
                new Figure(
                    layout.name(),
                    layout.name(),
                    "time",
                    "error",
                    layout,
                    false,
                    List.of(
                        new Curve(
                            "FC", new double[] {1, 2}, new double[] {1, 2}, 0, Curve.Look.SOLID))))
            .toList();
    String command =
        "./noether train springs --network HLieResNet --net_cfg \"{'group':Trivial(2),'k':384}\" "
            + "--lr 0.001 --num_epochs 100 --bs 200 --seed 0 --n_train 3000 --data "
            + "a/very/long/path/".repeat(8);
    return new Page(
        "A page",
        "A summary.",
        List.of(
            new Block.Heading("Tables"),
            springs,
            molecules,
            confusion,
            facts,
            new Block.Paragraph("Text with `" + "code_without_a_space".repeat(5) + "`."),
            new Block.Code(List.of(command, command)),
            new Block.Figures(long1, figures),
            new Block.Figures("One.", figures.subList(2, 3))));
  }

  private static Block.Table table(String caption, int columns, String first, String other) {
    List<String> cells =
        Stream.concat(Stream.of(first), Collections.nCopies(columns - 1, other).stream()).toList();
    return new Block.Table(
        caption,
        IntStream.range(0, columns).mapToObj(i -> "angular momentum " + i).toList(),
        List.of(cells, cells),
        1);
  }
}
