package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.reports.table.Browser;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.ReportWriter;
import org.noether.reports.table.Run;

class ScalingReportTest {
  @TempDir private static Path folder;

  private static final List<DynamicsRun> RUNS = new ArrayList<>();

  @BeforeAll
  static void makeRuns() throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      for (int size : List.of(1000, 10)) {
        RUNS.add(run("FC", size, seed, (0.014 + 0.001 * seed) * 1000 / size));
      }
    }
    RUNS.add(run("HFC", 10, 0, 0.5));
  }

  private static DynamicsRun run(String network, int size, int seed, double testMse)
      throws IOException {
    String name = "%s-n%d-seed%d".formatted(network, size, seed);
    DynamicsRun run =
        DynamicsRun.read(
            SyntheticRun.TASK,
            SyntheticRun.write(folder.resolve(name), network, Map.of("k", 8), seed, testMse));
    DynamicsConfig c = run.config();
    return new DynamicsRun(
        new Run.Files<>(
            run.files().task(),
            run.id(),
            run.files().folder(),
            new DynamicsConfig(
                network,
                c.netCfg(),
                c.data(),
                size,
                DataScaling.validation(size),
                c.nTest(),
                c.lr(),
                c.bs(),
                c.numEpochs(),
                seed,
                c.backend()),
            run.files().environment(),
            run.metrics(),
            run.files().timing(),
            run.result()),
        run.metric(),
        run.evaluation(),
        run.others());
  }

  private static Path write(String name) throws IOException {
    return ReportWriter.write(
        new ScalingReport(RUNS)
            .page(
                new Provenance(
                    "./noether study springs",
                    run -> "./noether train springs --seed " + run.config().seed(),
                    List.of(List.of("extent", "20m for everything together")),
                    List.of())),
        folder.resolve(name));
  }

  /** The intervals are those of {@link DynamicsReportTest}. */
  @Test
  void errorsStandBySizeWithIntervalEpochsAndSeeds() throws IOException {
    assertThat(write("report").resolveSibling("report.md"))
        .content()
        .contains(
            """
            | FC, k=8 | 10 | 12 | 1,000 | 3 | 1.50 | 1.27 to 1.77 |
            | FC, k=8 | 1,000 | 12 | 100 | 3 | 0.0150 | 0.0127 to 0.0177 |
            | HFC, k=8 | 10 | 12 | 1,000 | 1 | 0.500 | one seed |
            """)
        .contains("geometric mean over 1 or 3 seeds", "20m for everything together")
        .contains("| FC, k=8 | k=8 | 0.01 | 200 | 123,456 |")
        .contains("![Test error and training-set size](figures/scaling.png)")
        .contains("./noether study springs");
    assertThat(folder.resolve("report/figures/scaling.png")).isNotEmptyFile();
  }

  @Test
  void theSameRunsGiveTheSameBytes() throws IOException {
    Path once = write("once");
    Path again = write("again");
    assertThat(Files.mismatch(once, again)).isEqualTo(-1);
    for (String name : List.of("report.md", "figures/scaling.png")) {
      assertThat(Files.mismatch(once.resolveSibling(name), again.resolveSibling(name)))
          .as(name)
          .isEqualTo(-1);
    }
  }

  @Test
  void nothingOfTheReportIsCut() throws Exception {
    Browser.demand(folder).assertNothingIsCut("study", write("whole"));
  }
}
