package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.trajectory.SystemKind;

/** The plots of the systems that come along: each command of their page makes its plot. */
class SystemPlotsTest {
  private static final Path PAGE = Path.of("docs/systems.md");
  private static final Pattern COMMAND =
      Pattern.compile("^\\./noether (generate ([a-z-]+) .*)$", Pattern.MULTILINE);
  private static final int MOST_BYTES = 60_000;

  @TempDir private Path folder;

  private static List<MatchResult> commands() throws IOException {
    return COMMAND.matcher(DocumentationPage.read(PAGE).text()).results().toList();
  }

  private int run(StringWriter err, String command) {
    String line = command.replaceAll("--(out|plot) ", "--$1 " + folder + "/");
    return Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), line.split(" "));
  }

  @Test
  void allSystemsButThePapersAreShown() throws IOException {
    assertThat(commands().stream().map(command -> command.group(2)))
        .containsExactlyElementsOf(
            SystemKind.KNOWN.names().stream()
                .filter(name -> !name.equals("springs") && !name.equals("nbody"))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> eachCommandMakesItsPlot() throws IOException {
    return commands().stream()
        .map(command -> DynamicTest.dynamicTest(command.group(2), () -> check(command)));
  }

  private void check(MatchResult command) throws IOException {
    var err = new StringWriter();
    assertThat(run(err, command.group(1))).as(err.toString()).isZero();
    String name = command.group(2) + ".png";
    Path kept = DocumentationPage.ROOT.resolve("docs/systems").resolve(name);
    assertThat(Files.size(kept)).isLessThan(MOST_BYTES);
    var made = ImageIO.read(folder.resolve(name).toFile());
    var shown = ImageIO.read(kept.toFile());
    // Letters differ from machine to machine; the size of the plot does not.
    assertThat(List.of(made.getWidth(), made.getHeight()))
        .containsExactly(shown.getWidth(), shown.getHeight());
  }

  @Test
  void aPlotIsNotReplacedUnlessAskedFor() throws IOException {
    Path plot = Files.writeString(folder.resolve("old.png"), "mine");
    var err = new StringWriter();

    assertThat(run(err, "generate pendulum --systems 2 --out new.h5 --plot old.png"))
        .isEqualTo(Main.FAILURE);
    assertThat(err.toString()).contains("old.png exists", "--plot").hasLineCount(1);
    assertThat(plot).hasContent("mine");
    assertThat(folder.resolve("new.h5")).doesNotExist();
    assertThat(run(err, "generate pendulum --systems 2 --force --out new.h5 --plot old.png"))
        .isZero();
    assertThat(ImageIO.read(plot.toFile()).getWidth()).isGreaterThan(1000);
    assertThat(run(err, "generate pendulum --systems 2 --force --out new.h5 --plot new.svg"))
        .isZero();
    assertThat(folder.resolve("new.svg")).content().contains("<svg", "width=\"700\"");
    assertThat(run(err, "generate pendulum --systems 2 --force --out new.h5 --plot new.gif"))
        .isNotZero();
    assertThat(err.toString()).contains("new.gif: give it a name that ends in .png or .svg");
  }
}
