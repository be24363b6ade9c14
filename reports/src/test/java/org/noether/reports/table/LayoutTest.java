package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
  private static final List<Integer> WIDTHS = List.of(360, 768, 1300, 2000);

  /** The width of A4 without margins of 15 mm, at 96 pixels an inch. */
  private static final int PAPER = 680;

  /** Seconds for a browser to lay the page out, on a machine that does much else. */
  private static final int PATIENCE = 120;

  /**
   * Tells each element that reaches beyond the page, or whose content reaches beyond itself: of the
   * page, and of the same page whose commands do not wrap.
   */
  private static final String FINDER =
      """
      <!doctype html><meta charset="utf-8"><body><pre id="cut">not done</pre><script>
      const page = new TextDecoder().decode(Uint8Array.from(atob("PAGE"), c => c.charCodeAt(0)));
      const cut = page.replaceAll("white-space: pre-wrap", "white-space: pre")
          .replaceAll("overflow-wrap: anywhere", "");
      const paper = text =>
          text.replaceAll("@media print", "@media all").replaceAll("@media screen", "@media not all");
      async function look(widths, text, name) {
        const found = [];
        const frame = document.createElement("iframe");
        frame.style.cssText = "width:360px;height:1000px;border:0";
        frame.srcdoc = text;
        document.body.append(frame);
        await new Promise(done => frame.onload = done);
        for (const width of widths) {
          frame.style.width = `${width}px`;
          await new Promise(done => setTimeout(done));
          const root = frame.contentDocument.documentElement;
          const where = `${name} ${root.clientWidth}`;
          if (root.scrollWidth > root.clientWidth) {
            found.push(`${where}: the page is ${root.scrollWidth} wide`);
          }
          for (const each of root.querySelectorAll("body *")) {
            const box = each.getBoundingClientRect();
            const inline = getComputedStyle(each).display === "inline";
            if (box.right > root.clientWidth + 1 || box.left < -1
                || (!inline && !["MAIN", "FIGURE"].includes(each.tagName) && each.scrollWidth > each.clientWidth + 1)) {
              found.push(`${where}: ${each.tagName} ${each.textContent.slice(0, 40)}`);
            }
          }
          found.push(`${where}: looked at`);
        }
        frame.remove();
        return found.join("; ");
      }
      (async () => {
        const lines = [];
        for (const text of [page, cut]) {
          lines.push([await look([WIDTHS], text, "screen"), await look([PAPER], paper(text), "paper")].join("; "));
        }
        document.getElementById("cut").textContent = lines.join("|");
      })();
      </script>
      """;

  /** Chromium's numbers of the colour schemes that a reader prefers, with their backgrounds. */
  private static final Map<Integer, Theme> SCHEMES = Map.of(0, Theme.DARK, 1, Theme.LIGHT);

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static List<String> found;
  private static Path browser;
  private static Path report;

  @BeforeAll
  static void look() throws Exception {
    Optional<Path> installed =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                    .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(installed.isPresent(), "skipped: no chromium on the PATH to lay the page out");
    browser = installed.get();
    report = ReportWriter.write(page(), folder);
    found = found(report);
  }

  @Test
  void nothingIsCutAtAnyWidthNorOnPaper() {
    String widths =
        WIDTHS.stream().map("screen %d: looked at; "::formatted).collect(Collectors.joining());
    assertThat(found.getFirst()).isEqualTo(widths + "paper " + PAPER + ": looked at");
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
  @FieldSource("WIDTHS")
  void screenshotsHaveTheColoursOfTheReader(int width) throws Exception {
    Files.createDirectories(SCREENSHOTS);
    for (var scheme : SCHEMES.entrySet()) {
      String name = "report-%d-%s.png".formatted(width, scheme.getKey() == 0 ? "dark" : "light");
      Path picture = SCREENSHOTS.toAbsolutePath().resolve(name);
      run(
          folder.resolve("nothing"),
          "--blink-settings=preferredColorScheme=" + scheme.getKey(),
          "--window-size=" + width + ",4000",
          "--screenshot=" + picture,
          report.toUri().toString());
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).isEqualTo(width);
      assertThat(new Color(image.getRGB(0, 0))).isEqualTo(scheme.getValue().background());
    }
  }

  /** What is cut of the page, and of the one whose commands do not wrap. */
  private static List<String> found(Path page) throws IOException, InterruptedException {
    Path finder = folder.resolve("finder.html");
    String widths = WIDTHS.stream().map(String::valueOf).collect(Collectors.joining(","));
    String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(page));
    Files.writeString(
        finder,
        FINDER
            .replace("WIDTHS", widths)
            .replace("PAPER", String.valueOf(PAPER))
            .replace("\"PAGE\"", '"' + bytes + '"'));
    Path out = folder.resolve("dom.html");
    run(out, "--virtual-time-budget=20000", "--dump-dom", finder.toUri().toString());
    String dom = Files.readString(out);
    int begin = dom.indexOf("<pre id=\"cut\">") + "<pre id=\"cut\">".length();
    return List.of(dom.substring(begin, dom.indexOf("</pre>", begin)).split("\\|", -1));
  }

  /** Runs the browser without a window. */
  private static void run(Path out, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    browser.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-extensions",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--hide-scrollbars",
                    "--user-data-dir=" + folder.resolve("profile")),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The broadest tables, the longest captions and commands, and figures of all shapes. */
  private static Page page() {
    var long1 = "A caption that goes on for some lines, as those of errors do. ".repeat(6);
    var springs = table(long1, 11, "HLieResNet Trivial(2), k=32", "1.2×10⁻³ / 3.4×10⁻³");
    var molecules = table(long1, 9, "MolecLieResNet Trivial(3), k=64, 9,093 molecules", "29.4 meV");
    var confusion = table("Ten classes.", 11, "7", "1,000");
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
