package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays pages out in headless Chromium, to find what is cut and to take pictures.
 *
 * @param program the browser
 * @param folder for its files
 */
public record Browser(Path program, Path folder) {
  static final List<Integer> WIDTHS = List.of(360, 768, 1300, 2000);

  /** The width of A4 without margins of 15 mm, at 96 pixels an inch. */
  static final int PAPER = 680;

  /** Chromium's numbers of the colour schemes that a reader prefers. */
  static final int DARK = 0;

  static final int LIGHT = 1;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  /** Seconds for a browser to lay a page out, on a machine that does much else. */
  private static final int PATIENCE = 120;

  /**
   * Tells each element that reaches beyond the page, or whose content reaches beyond itself, unless
   * it can be scrolled there: of the page, and of the same page whose commands do not wrap.
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
          for (const each of root.querySelectorAll("body *:not(.scroll, .scroll *)")) {
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

  /** The browser on the PATH; the test that asks is skipped if there is none. */
  public static Browser demand(Path folder) {
    Optional<Path> installed =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                    .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(installed.isPresent(), "skipped: no chromium on the PATH to lay the page out");
    return new Browser(installed.get(), folder);
  }

  /**
   * Fails if something of a page is cut at a width of {@link #WIDTHS} or on paper, and takes
   * pictures to look at, of a narrow screen in the dark and of a wide one.
   *
   * @param name the begin of the pictures' names
   */
  public void assertNothingIsCut(String name, Path page) throws IOException, InterruptedException {
    assertWhole(found(page).getFirst());
    screenshot(name, page, WIDTHS.get(0), DARK);
    screenshot(name, page, WIDTHS.get(2), LIGHT);
  }

  static void assertWhole(String found) {
    String widths =
        WIDTHS.stream().map("screen %d: looked at; "::formatted).collect(Collectors.joining());
    assertThat(found).isEqualTo(widths + "paper " + PAPER + ": looked at");
  }

  /** What is cut of the page, and of the one whose commands do not wrap. */
  List<String> found(Path page) throws IOException, InterruptedException {
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

  /** Takes a picture of a page as a reader sees it who prefers a colour scheme. */
  Path screenshot(String name, Path page, int width, int scheme)
      throws IOException, InterruptedException {
    Files.createDirectories(SCREENSHOTS);
    Path picture =
        SCREENSHOTS.resolve(
            "%s-%d-%s.png".formatted(name, width, scheme == DARK ? "dark" : "light"));
    run(
        folder.resolve("nothing"),
        "--blink-settings=preferredColorScheme=" + scheme,
        "--window-size=" + width + ",4000",
        "--screenshot=" + picture,
        page.toUri().toString());
    return picture;
  }

  /** Runs the browser without a window. */
  private void run(Path out, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    program.toString(),
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
}
