package org.noether.reports.task.dynamics;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Browser;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.table.ReportWriter;

class DynamicsReportTest {
  private static final Map<String, Object> WIDE = Map.of("k", 256);
  private static final Map<String, Object> T2 =
      Map.of("group", new GroupSpec("T", List.of(2)), "k", 64);

  @TempDir private static Path folder;

  private static String markdown;
  private static String html;

  @BeforeAll
  static void writeReport() throws IOException {
    var runs = new ArrayList<DynamicsRun>();
    for (int seed = 0; seed < 3; seed++) {
      runs.add(read("fc" + seed, "FC", WIDE, seed, 0.014 + 0.001 * seed));
    }
    runs.add(read("lie", "HLieResNet", T2, 0, 5e-4));
    Path page =
        ReportWriter.write(new DynamicsReport(runs).page(provenance()), folder.resolve("report"));
    html = Files.readString(page);
    markdown = Files.readString(page.resolveSibling("report.md"));
  }

  private static DynamicsRun read(
      String name, String network, Map<String, Object> netCfg, long seed, double testMse)
      throws IOException {
    return DynamicsRun.read(
        SyntheticRun.TASK,
        SyntheticRun.write(folder.resolve(name), network, netCfg, seed, testMse));
  }

  private static Provenance provenance() {
    return new Provenance(
        "./noether reproduce springs --seeds 3",
        run -> "./noether train springs --seed " + run.config().seed(),
        List.of(List.of("extent", "5m for everything together")),
        List.of());
  }

  /**
   * t(2, 0.975) = 4.303, and the logarithms of 0.014, 0.015 and 0.016 have the mean ln 0.01498 and
   * the deviation 0.0668: ln 0.01498 ± 4.303 * 0.0668 / sqrt(3).
   */
  @Test
  void theTableGivesMeanAndIntervalOverSeedsBesideTheReference() {
    assertThat(markdown)
        .contains("| FC, k=256 | 123,456 | 12 | 3 | 0.0150 | 0.0127 to 0.0177 | 0.0154 [a] |")
        .contains(
            "| HLieResNet T(2), k=64 | 123,456 | 12 | 1 | 5.00×10⁻⁴ | one seed | 6.0×10⁻⁴ [b] |");
  }

  @Test
  void aSecondRunOfOneSeedDoesNotNarrowTheInterval() throws IOException {
    DynamicsRun run = read("once", "FC", WIDE, 0, 0.014);
    Path page =
        ReportWriter.write(
            new DynamicsReport(List.of(run, run)).page(provenance()), folder.resolve("twice"));
    assertThat(Files.readString(page.resolveSibling("report.md")))
        .contains("| FC, k=256 | 123,456 | 12 | 1 | 0.0140 | one seed |")
        .contains("| FC, k=256 #2 | 123,456 | 12 | 1 | 0.0140 | one seed |");
  }

  @Test
  void everyRunIsListedWithItsSeedErrorsAndDuration() {
    assertThat(markdown)
        .contains("| `fc1` | FC, k=256 | 1 | 12 of 12 | 0.0165 | 0.0150 | 9.0 s |")
        .contains(
            "| `lie` | HLieResNet T(2), k=64 | 0 | 12 of 12 | 5.50×10⁻⁴ | 5.00×10⁻⁴ | 9.0 s |");
  }

  @Test
  void dataMachineAndCommandsAreNamed() {
    assertThat(markdown)
        .contains(
            "| data | springs: 10,000 systems of 6 bodies in 2 dimensions, generated from seed 0 |")
        .contains("| digest of the split's numbers | `a1b2c3` |")
        .contains("| trained | 2026-01-02 |")
        .contains("| Java | A Java 25 |")
        .contains("| machine | An OS, 2 processors, 2 threads |")
        .contains("| extent | 5m for everything together |")
        .contains("./noether reproduce springs --seeds 3")
        .contains("./noether train springs --seed 2 --out again/fc2\n")
        .contains("./noether evaluate again/fc2 --systems 20 --steps 99\n")
        .contains("./noether report again/fc0 again/fc1 again/fc2 again/lie --out again/report\n");
  }

  @Test
  void markdownRefersToFiguresThatExist() {
    var links = Pattern.compile("\\]\\((figures/[^)]+)\\)").matcher(markdown);
    var found = links.results().map(m -> m.group(1)).toList();
    assertThat(found)
        .hasSize(30)
        .doesNotHaveDuplicates()
        .contains("figures/motion.png", "figures/motion.gif", "figures/mse.svg", "figures/mse.csv");
    assertThat(found)
        .allSatisfy(f -> assertThat(folder.resolve("report").resolve(f)).isNotEmptyFile());
  }

  @Test
  void htmlStandsAlone() {
    assertThat(html)
        .doesNotContainPattern("(?i)(src|href|srcset)=\"(?!data:)")
        .doesNotContain("http")
        .doesNotContain("@import")
        .contains("prefers-color-scheme: dark")
        .contains("<img alt=\"LieConv and FC predictions on a 2-body spring system, moving\"")
        .contains("prefers-reduced-motion: reduce")
        .contains("<td class=\"n\" data-name=\"95 % interval\">0.0127 to 0.0177</td>");
  }

  /** Errors of each system differ by a factor alone: the ratio is sure, and p nearly 0. */
  @Test
  void networksAreTestedOnTheSystemsThatAllFollowed() {
    assertThat(markdown)
        .contains("| network | error | ratio | 95 % interval | p |")
        .containsPattern("\\| HLieResNet T\\(2\\), k=64 \\| 0.02\\d+ \\| 1.00 \\|  \\|  \\|")
        .containsPattern("\\| FC, k=256 \\| 0.1\\d+ \\| 5.47 \\| 5.47 to 5.47 \\| \\\\< 10⁻⁶ \\|");
  }

  @Test
  void aMotionThatDivergesIsExplained() throws IOException {
    Path run =
        SyntheticRun.write(folder.resolve("diverged"), "FC", WIDE, 0, Double.POSITIVE_INFINITY);
    Files.copy(folder.resolve("fc0/result.json"), run.resolve("result.json"), REPLACE_EXISTING);
    Page page =
        new DynamicsReport(List.of(DynamicsRun.read(SyntheticRun.TASK, run))).page(provenance());
    assertThat(page.blocks().toString())
        .contains("of FC, k=256, the predicted motion of at least one test system left the range");
    assertThat(markdown).doesNotContain("left the range");
  }

  @Test
  void aNewReportLeavesNoFigureOfTheOld() throws IOException {
    Path out = folder.resolve("stale");
    var four = new ArrayList<DynamicsRun>();
    for (String name : List.of("fc0", "lie")) {
      four.add(DynamicsRun.read(SyntheticRun.TASK, folder.resolve(name)));
    }
    ReportWriter.write(new DynamicsReport(four).page(provenance()), out);
    Files.writeString(out.resolve("figures/of-mine.png"), "");
    assertThat(out.resolve("figures/rollout-2.png")).exists();
    ReportWriter.write(new DynamicsReport(four.subList(0, 1)).page(provenance()), out);
    assertThat(out.resolve("figures/rollout-2.png")).doesNotExist();
    assertThat(out.resolve("figures/rollout-1.png")).exists();
    assertThat(out.resolve("figures/of-mine.png")).exists();
  }

  @Test
  void theSameRunsGiveTheSameBytes() throws IOException {
    var runs = new ArrayList<DynamicsRun>();
    for (String name : List.of("fc0", "fc1", "fc2", "lie")) {
      runs.add(DynamicsRun.read(SyntheticRun.TASK, folder.resolve(name)));
    }
    Path again =
        ReportWriter.write(new DynamicsReport(runs).page(provenance()), folder.resolve("again"));
    assertThat(Files.readString(again)).isEqualTo(html);
    assertThat(again.resolveSibling("report.md")).content().isEqualTo(markdown);
    assertThat(again.resolveSibling("figures").resolve("motion.gif"))
        .hasSameBinaryContentAs(folder.resolve("report/figures/motion.gif"));
  }

  /** The errors of synthetic runs; at the last of 100 times, 4.95, drifts are 4.95 of them. */
  @Test
  void symmetryStandsBesideWhatItConserves() {
    assertThat(markdown)
        .contains(
            "| network | translations | rotations | energy | momentum | angular momentum |",
            "| FC, k=256 | 2.0×10⁻⁷ / 3.0×10⁻⁷ | 0.12 / 0.24 | 0.061 | 0.0061 | 0.020 |",
            "| HLieResNet T(2), k=64 | 2.0×10⁻⁷ / 3.0×10⁻⁷ | 0.022 / 0.045 | 0.011 | 0.0011 |"
                + " 0.0037 |",
            "at time 4.95. Means over seeds.",
            "By Noether's theorem")
        .doesNotContain("redrawn")
        .doesNotContain("own group");
  }

  @Test
  void ownGroupsAndRandomDrawsAreShownWhereThereAreSome() throws IOException {
    Path lifted = SyntheticRun.write(folder.resolve("lifted"), "HLieResNet", T2, 0, 4e-4);
    edit(
        lifted,
        "\"own\":null",
        "\"own\":{\"group\":\"Rx(0.2)\",\"errors\":{\"rates\":0.25,\"forces\":3e-7}}");
    edit(lifted, "\"redrawing\":\\{[^}]*\\}", "\"redrawing\":{\"rates\":0.5,\"forces\":0.75}");
    Path old = SyntheticRun.write(folder.resolve("old"), "FC", WIDE, 0, 4e-4);
    edit(old, "\"equivariance\":\\{([^{}]|\\{[^}]*\\})*\\},?", "");
    edit(old, "\"conserved\":\\[.*?\\}\\}\\],?", "");

    Path page =
        ReportWriter.write(
            new DynamicsReport(
                    List.of(
                        DynamicsRun.read(SyntheticRun.TASK, lifted),
                        DynamicsRun.read(SyntheticRun.TASK, old)))
                .page(provenance()),
            folder.resolve("symmetries"));

    assertThat(page.resolveSibling("report.md"))
        .content()
        .contains(
            "| network | translations | rotations | own group | redrawn |",
            "| HLieResNet T(2), k=64 | 2.0×10⁻⁷ / 3.0×10⁻⁷ | 0.020 / 0.040 | 0.25 / 3.0×10⁻⁷ | 0.50"
                + " / 0.75 | 0.0099 |",
            "| FC, k=256 | not measured | not measured | not measured | not measured |",
            "in distribution at best");
  }

  private static void edit(Path run, String pattern, String replacement) throws IOException {
    Path file = run.resolve("evaluation.json");
    String text = Files.readString(file);
    assertThat(text).containsPattern(pattern);
    Files.writeString(file, text.replaceFirst(pattern, replacement));
  }

  @Test
  void runsWithoutEvaluationHaveNoRollouts() throws IOException {
    Path bare = SyntheticRun.write(folder.resolve("bare"), "FC", WIDE, 5, 0.02);
    Files.delete(bare.resolve("evaluation.json"));
    Path page =
        ReportWriter.write(
            new DynamicsReport(List.of(DynamicsRun.read(SyntheticRun.TASK, bare)))
                .page(provenance()),
            folder.resolve("bare-report"));
    assertThat(page.resolveSibling("report.md"))
        .content()
        .contains("0.0200")
        .doesNotContain("rollout");
  }

  @Test
  void networksOfOneLabelAreToldApart() throws IOException {
    var one = read("k-a", "HFC", Map.of("k", 64, "num_layers", 2), 0, 0.01);
    var other = read("k-b", "HFC", Map.of("k", 64, "num_layers", 4), 0, 0.02);
    assertThat(Replicates.of(List.of(one, other)))
        .extracting(Replicates::label)
        .containsExactly("HFC, k=64", "HFC, k=64 #2");
  }

  /** Where runs learned from different data, the report tells which learned from which. */
  @Test
  void everyRunIsNamedBesideItsSplit() throws IOException {
    DynamicsRun one = read("split-1", "FC", WIDE, 0, 0.014);
    Path other = SyntheticRun.write(folder.resolve("split-2"), "HFC", WIDE, 0, 0.015);
    Path result = new RunFolder(other).result();
    Files.writeString(result, Files.readString(result).replace("a1b2c3", "d4e5f6"));
    Path page =
        ReportWriter.write(
            new DynamicsReport(List.of(one, DynamicsRun.read(SyntheticRun.TASK, other)))
                .page(provenance()),
            folder.resolve("splits"));
    assertThat(Files.readString(page.resolveSibling("report.md")))
        .contains("The runs did not all use the same data")
        .containsPattern("\\| split of `split-1` \\| .*; digest of its numbers `a1b2c3` \\|")
        .containsPattern("\\| split of `split-2` \\| .*; digest of its numbers `d4e5f6` \\|");
  }

  @Test
  void nothingOfTheReportIsCut() throws Exception {
    Browser.demand(folder)
        .assertNothingIsCut("dynamics", ReportWriter.html(folder.resolve("report")));
  }
}
