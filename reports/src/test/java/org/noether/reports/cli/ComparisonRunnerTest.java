package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.cli.Extent.Budget;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.dynamics.DynamicsCommands;
import org.noether.reports.task.dynamics.DynamicsRun;
import org.noether.simulation.trajectory.SystemKind;

class ComparisonRunnerTest {
  private static final DynamicsCommands SPRINGS = new DynamicsCommands(SystemKind.SPRINGS);

  @TempDir private Path folder;

  private static PlannedRun<DynamicsConfig> planned(String network, double lr) {
    Map<String, Object> netCfg = new HashMap<>(Map.of("k", 8, "num_layers", 1));
    if (network.equals("HLieResNet")) {
      netCfg.put("group", new GroupSpec("T", List.of(2)));
    }
    return new PlannedRun<>(
        network,
        new DynamicsConfig(
            network,
            netCfg,
            new DataSource.Generated("springs", 1, 40, 3, 2),
            20,
            5,
            10,
            lr,
            10,
            3,
            0,
            "cpu"),
        1);
  }

  private List<DynamicsRun> run(
      StringWriter log, StopFlag stop, List<PlannedRun<DynamicsConfig>> plan) throws IOException {
    return new ComparisonRunner<>(
            folder,
            "--full",
            Budget.unlimited(),
            SPRINGS,
            SPRINGS.reproduction().orElseThrow(),
            true,
            false,
            StageTimes.of(folder),
            stop,
            Optional.empty(),
            new PrintWriter(log))
        .run(plan);
  }

  @Test
  void everyRunIsTrainedAndFollowed() throws IOException {
    var runs =
        run(new StringWriter(), new StopFlag(), List.of(planned("FC", 1e-2), planned("HFC", 1e-2)));
    assertThat(runs).extracting(DynamicsRun::id).containsExactly("FC", "HFC");
    assertThat(runs)
        .allSatisfy(run -> {
          assertThat(run.metrics()).hasSize(3);
          assertThat(run.result().testMse()).isPositive();
          assertThat(run.evaluation()).isPresent();
        });
  }

  @Test
  void whatIsThereIsNotDoneAgain() throws IOException {
    run(new StringWriter(), new StopFlag(), List.of(planned("HLieResNet", 1e-2)));
    byte[] before = Files.readAllBytes(folder.resolve("runs/HLieResNet/environment.json"));
    var log = new StringWriter();
    var runs = run(log, new StopFlag(), List.of(planned("HLieResNet", 1e-2)));
    assertThat(runs).hasSize(1);
    assertThat(log.toString()).contains("HLieResNet: already finished").doesNotContain("epoch");
    assertThat(folder.resolve("runs/HLieResNet/environment.json"))
        .binaryContent()
        .isEqualTo(before);
  }

  @Test
  void aStoppedRunGoesOnToTheSameResult() throws IOException {
    var stop = new StopFlag();
    stop.request();
    assertThat(run(new StringWriter(), stop, List.of(planned("FC", 1e-2)))).isEmpty();
    assertThat(folder.resolve("runs/FC/config.json")).exists();
    assertThat(folder.resolve("runs/FC/result.json")).doesNotExist();

    var resumed = run(new StringWriter(), new StopFlag(), List.of(planned("FC", 1e-2))).getFirst();
    Files.move(folder.resolve("runs/FC"), folder.resolve("resumed"));
    var direct = run(new StringWriter(), new StopFlag(), List.of(planned("FC", 1e-2))).getFirst();
    assertThat(resumed.result()).isEqualTo(direct.result());
  }

  /** A study that is stopped and resumed ends with the report of one that was never stopped. */
  @Test
  void errorsOfManyRunsAreTheSameAfterAnInterruption() throws IOException {
    var plan = List.of(planned("FC", 1e-2), planned("HFC", 1e-2));
    var direct = study("direct", new StopFlag(), plan);
    study("stopped", new StopFlag(), plan.subList(0, 1));
    var stop = new StopFlag();
    stop.request();
    assertThat(study("stopped", stop, plan)).isEmpty();
    var resumed = study("stopped", new StopFlag(), plan);
    assertThat(resumed)
        .extracting(DynamicsRun::result)
        .isEqualTo(direct.stream().map(DynamicsRun::result).toList());
    var comparison = SPRINGS.study().orElseThrow();
    assertThat(comparison.report(resumed).errors().text())
        .isEqualTo(comparison.report(direct).errors().text());
    assertThat(resumed).allSatisfy(run -> assertThat(run.evaluation()).isEmpty());
  }

  private List<DynamicsRun> study(String name, StopFlag stop, List<PlannedRun<DynamicsConfig>> plan)
      throws IOException {
    return new ComparisonRunner<>(
            folder.resolve(name),
            "--full",
            Budget.unlimited(),
            SPRINGS,
            SPRINGS.study().orElseThrow(),
            true,
            false,
            StageTimes.of(folder.resolve(name)),
            stop,
            Optional.empty(),
            new PrintWriter(new StringWriter()))
        .run(plan);
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIs() {
    PlannedRun<DynamicsConfig> fc = planned("FC", 1e-2);
    PlannedRun<DynamicsConfig> unknown =
        new PlannedRun<>("other", DynamicsConfig.defaults("FCC"), 1);
    assertThatThrownBy(() -> run(new StringWriter(), new StopFlag(), List.of(fc, unknown)))
        .hasMessageContaining("no network 'FCC'");
    assertThat(folder.resolve("runs/FC")).doesNotExist();
  }

  @Test
  void aRunWithOtherSettingsIsNotTakenForThisOne() throws IOException {
    run(new StringWriter(), new StopFlag(), List.of(planned("FC", 1e-2)));
    assertThatThrownBy(() -> run(new StringWriter(), new StopFlag(), List.of(planned("FC", 1e-3))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds a run with other settings; choose another folder with --out");
  }

  private List<DynamicsRun> withBudget(
      StringWriter log, Duration total, boolean overrun, List<PlannedRun<DynamicsConfig>> plan)
      throws IOException {
    return withBudget(log, new StopFlag(), Budget.of(Instant.now(), total), overrun, plan);
  }

  private List<DynamicsRun> withBudget(
      StringWriter log,
      StopFlag stop,
      Budget budget,
      boolean overrun,
      List<PlannedRun<DynamicsConfig>> plan)
      throws IOException {
    return new ComparisonRunner<>(
            folder,
            "--budget 1s",
            budget,
            SPRINGS,
            SPRINGS.study().orElseThrow(),
            false,
            overrun,
            StageTimes.of(folder),
            stop,
            Optional.empty(),
            new PrintWriter(log, true))
        .run(plan);
  }

  /** A budget that is spent before anything is measured. */
  private static Budget spent() {
    return Budget.of(Instant.now().minusSeconds(9), Duration.ofSeconds(5));
  }

  @Test
  void aBudgetThatIsTooSmallIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() ->
            withBudget(
                new StringWriter(), new StopFlag(), spent(), false, List.of(planned("FC", 1e-2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "--budget 1s is too small for the runs to be made \\(1\\): they take at least about"
                + " [\\dms]+ on this machine, 70 % of it for learning; give as much, or compare"
                + " less by --networks or --n_train, or add --overrun to train the least all the"
                + " same");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBudgetThatNoMachineKeepsIsRefusedBeforeAnythingIsMeasured() {
    var log = new StringWriter();
    assertThatThrownBy(
            () -> withBudget(log, Duration.ofMillis(1), false, List.of(planned("FC", 1e-2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--budget 1s is too small for the runs to be made (1) on any machine; give minutes (the"
                + " least is measured, and named if they are too few), or compare less by"
                + " --networks or --n_train, or add --overrun to train the least all the same");
    assertThat(log.toString()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theOtherPacesAreNotMeasuredOnceTheBudgetIsTooSmall() {
    var log = new StringWriter();
    var plan = List.of(planned("FC", 1e-2), planned("HFC", 1e-2));
    assertThatThrownBy(() -> withBudget(log, new StopFlag(), spent(), false, plan))
        .hasMessageContaining("too small for the runs to be made (2)")
        .hasMessageContaining("on this machine, judging by FC, 70 % of it");
    assertThat(log.toString()).contains("pace of FC").doesNotContain("pace of HFC");
  }

  @Test
  void nothingIsMeasuredNorWrittenOnceTheUserAsksToStop() throws IOException {
    var log = new StringWriter();
    var stop = new StopFlag();
    stop.request();
    assertThat(
            withBudget(
                log,
                stop,
                Budget.of(Instant.now(), Duration.ofHours(1)),
                false,
                List.of(planned("FC", 1e-2))))
        .isEmpty();
    assertThat(log.toString()).doesNotContain("measuring");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOverrunTrainsTheLeastOfEachRow() throws IOException {
    var log = new StringWriter();
    var runs = withBudget(log, Duration.ofMillis(1), true, List.of(planned("FC", 1e-2)));
    assertThat(runs.getFirst().config().numEpochs()).isBetween(1, 3);
    assertThat(log.toString())
        .containsSubsequence("measuring the pace of FC", "plan: ", "learning", "run 1 of 1");
    assertThat(StageTimes.of(folder).table().rows())
        .extracting(List::getFirst)
        .contains("measuring the pace", "compiling networks", "learning", "testing");
  }

  @Test
  void aPartOfTheBudgetIsReservedForTheReport() {
    Budget budget = Budget.of(Instant.now(), Duration.ofMinutes(5));
    // A twentieth, at most 12 s.
    assertThat(budget.left().orElseThrow()).isBetween(286.0, 288.0);
    assertThat(Budget.of(Instant.now(), Duration.ofSeconds(100)).report()).isEqualTo(5);
    assertThat(Budget.unlimited().left()).isEmpty();
  }

  /** Half an hour needs 3 minutes more for a machine that slows down, and 12 s for the report. */
  @Test
  void aBudgetThatWouldHoldTheRunsHasRoomForTheReport() {
    Budget budget = Budget.of(Instant.now(), Duration.ofSeconds(1));
    assertThat(budget.needed(1800).toSeconds()).isBetween(1992L, 1995L);
  }

  /** What was spent on measuring other networks does not count for those that are proposed. */
  @Test
  void timeGivenBackIsLeftAndWasNotSpent() {
    Budget budget = Budget.of(Instant.now().minusSeconds(100), Duration.ofSeconds(200));
    assertThat(budget.left().orElseThrow()).isBetween(88.0, 90.0);
    assertThat(budget.without(60).left().orElseThrow()).isBetween(148.0, 150.0);
    // 45 s and the report's 9 s are 30 % of 180 s.
    assertThat(budget.without(60).balanced(5).toSeconds()).isBetween(180L, 184L);
    assertThat(budget.holds(new Cost(10, 5, 1000))).isFalse();
    assertThat(budget.without(60).holds(new Cost(10, 5, 1000))).isTrue();
  }

  /** Of ten minutes, 12 s are the report's and 420 s are learning: 168 s are left for the rest. */
  @Test
  void aBudgetIsLearningForTheMostPart() {
    Budget budget = Budget.of(Instant.now(), Duration.ofSeconds(1));
    assertThat(budget.balanced(168).toSeconds()).isBetween(600L, 604L);
    // Of a minute, 3 s are the report's and 42 s are learning.
    assertThat(budget.balanced(15).toSeconds()).isBetween(60L, 64L);
  }
}
