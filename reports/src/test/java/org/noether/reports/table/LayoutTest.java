package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;

/** Lays a page out in headless Chromium at many widths, and looks for what is cut. */
class LayoutTest {
  private static final List<Integer> WIDTHS =
      List.of(360, 414, 500, 640, 768, 900, 1024, 1150, 1300, 1600, 2000);

  /** The width of A4 without margins of 15 mm, at 96 pixels an inch. */
  private static final int PAPER = 680;

  /** Seconds for a browser to lay the page out, on a machine that does much else. */
  private static final int PATIENCE = 120;

  /** Tells each element that reaches beyond the page, or whose content reaches beyond itself. */
  private static final String FINDER =
      """
      <!doctype html><meta charset="utf-8"><body><pre id="cut">not done</pre><script>
      const widths = [%s];
      const page = new TextDecoder().decode(Uint8Array.from(atob("%s"), c => c.charCodeAt(0)));
      const paper = page.replaceAll("@media print", "@media all").replaceAll("@media screen", "@media not all");
      const found = [];
      let waiting = widths.length + 1;
      function look(width, text, name) {
        const frame = document.createElement("iframe");
        frame.style.cssText = `width:${width}px;height:4000px;border:0`;
        frame.onload = () => {
          const inner = frame.contentDocument;
          const root = inner.documentElement;
          if (root.scrollWidth > root.clientWidth) {
            found.push(`${name}: the page is ${root.scrollWidth} wide`);
          }
          for (const each of inner.querySelectorAll("body *")) {
            const box = each.getBoundingClientRect();
            const inline = getComputedStyle(each).display === "inline";
            if (box.right > root.clientWidth + 1 || box.left < -1
                || (!inline && !["MAIN", "FIGURE"].includes(each.tagName) && each.scrollWidth > each.clientWidth + 1)) {
              found.push(`${name}: ${each.tagName} ${each.textContent.slice(0, 40)}`);
            }
          }
          if (--waiting === 0) {
            document.getElementById("cut").textContent = "found: " + found.join("; ");
          }
        };
        frame.srcdoc = text;
        document.body.append(frame);
      }
      widths.forEach(width => look(width, page, width));
      look(%d, paper, "paper");
      </script>
      """;

  @TempDir private static Path folder;

  private static String browser;
  private static Path html;

  @BeforeAll
  static void writePage() throws IOException {
    Optional<Path> found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                    .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: no chromium on the PATH to lay the page out");
    browser = found.get().toString();
    html = ReportWriter.write(page(), folder);
  }

  @Test
  void nothingIsCutAtAnyWidthNorOnPaper() throws Exception {
    assertThat(cut(html)).isEqualTo("found: ");
  }

  /** The finder does find what is cut. */
  @Test
  void whatIsCutIsFound() throws Exception {
    Path cut = folder.resolve("cut.html");
    Files.writeString(
        cut,
        Files.readString(html)
            .replace("white-space: pre-wrap", "white-space: pre")
            .replace("overflow-wrap: anywhere", ""));
    assertThat(cut(cut)).contains("360: the page is").contains("paper: PRE ./noether train");
  }

  private static String cut(Path page) throws IOException, InterruptedException {
    Path finder = folder.resolve("finder.html");
    String widths = WIDTHS.stream().map(String::valueOf).collect(Collectors.joining(","));
    String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(page));
    Files.writeString(finder, FINDER.formatted(widths, bytes, PAPER));
    Path out = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=20000",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=2100,1000",
                "--screenshot=" + Path.of("target", "layout.png").toAbsolutePath(),
                "--dump-dom",
                finder.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String dom = Files.readString(out);
    int begin = dom.indexOf("<pre id=\"cut\">") + "<pre id=\"cut\">".length();
    return dom.substring(begin, dom.indexOf("</pre>", begin));
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
