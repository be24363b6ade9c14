package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.train.Pace;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.task.Comparison.PlannedRun;

class BudgetPlanTest {
  /** Epochs of 10 s, and 2 s of every run are not learning. */
  private static final Pace SLOW = new Pace(1, 0.1, 1, 0, 1, 90, 100, true);

  /** Epochs of 1 s. */
  private static final Pace FAST = new Pace(1, 0.01, 0.1, 0, 1, 90, 100, true);

  private static List<PlannedRun<MoleculeConfig>> row(String name, int seeds, double share) {
    return LongStream.range(0, seeds)
        .mapToObj(seed ->
            new PlannedRun<>(
                name + "-seed" + seed,
                new MoleculeConfig(
                    "homo",
                    "MolecLieResNet",
                    java.util.Map.of(),
                    "",
                    false,
                    0,
                    1e-3,
                    100,
                    500,
                    seed,
                    "cpu"),
                share))
        .toList();
  }

  private static BudgetPlan<MoleculeConfig> plan(List<PlannedRun<MoleculeConfig>> slow) {
    var plan = new BudgetPlan<MoleculeConfig>();
    plan.add(slow, SLOW, 0, Optional.empty());
    return plan;
  }

  @Test
  void allSeedsOfARowHaveTheSameEpochsHoweverLittleTimeIsLeftForTheLast() {
    var runs = row("slow", 3, 1);
    var plan = plan(runs);
    var first = plan.next(runs.get(0), 300);
    plan.made(runs.get(0));
    var second = plan.next(runs.get(1), 1000);
    plan.made(runs.get(1));
    var third = plan.next(runs.get(2), 1);
    // 100 s a run, of which 98 s are for learning, with a margin of a twentieth.
    assertThat(first.numEpochs()).isEqualTo(9);
    assertThat(List.of(second, third)).extracting(c -> c.fittedAs(9, 0)).doesNotHaveDuplicates();
    assertThat(List.of(second, third)).extracting(MoleculeConfig::numEpochs).containsOnly(9);
    assertThat(third.seed()).isEqualTo(2);
  }

  @Test
  void allSeedsOfARowLearnFromTheSameMolecules() {
    var runs = row("slow", 2, 1);
    var plan = plan(runs);
    var first = plan.next(runs.get(0), 17);
    plan.made(runs.get(0));
    var second = plan.next(runs.get(1), 1000);
    // 8.5 s a run, of which 6.175 s are planned for learning, 1 s of them for validation: 51 steps.
    assertThat(first.subsample()).isEqualTo(5100);
    assertThat(second.subsample()).isEqualTo(5100);
    assertThat(second.numEpochs()).isOne();
  }

  @Test
  void whatARowLeavesIsDealtOutAmongThoseAfterIt() {
    var slow = row("slow", 1, 1);
    var fast = row("fast", 1, 1);
    var plan = plan(slow);
    plan.add(fast, FAST, 0, Optional.empty());
    assertThat(plan.next(slow.getFirst(), 64).numEpochs()).isEqualTo(2);
    plan.made(slow.getFirst());
    assertThat(plan.next(fast.getFirst(), 36).numEpochs()).isEqualTo(32);
  }

  /** Steps were three times as fast as measured: the second would have got twice the first's. */
  @Test
  void aRowGetsAtMostAQuarterMoreThanAtTheStart() {
    var early = row("early", 1, 1);
    var late = row("late", 1, 1);
    var plan = plan(early);
    plan.add(late, SLOW, 0, Optional.empty());
    // 104 s a run, of which 98.9 s and with a quarter more 123.6 s are learning.
    assertThat(plan.next(early.getFirst(), 208).numEpochs()).isEqualTo(9);
    plan.made(early.getFirst());
    assertThat(plan.next(late.getFirst(), 170).numEpochs()).isEqualTo(12);
  }

  @Test
  void aRowThatHasBegunKeepsItsEpochs() {
    var runs = row("slow", 2, 1);
    var plan = new BudgetPlan<MoleculeConfig>();
    plan.add(runs.subList(1, 2), SLOW, 0, Optional.of(runs.getFirst().config().withNumEpochs(7)));
    assertThat(plan.next(runs.get(1), 1).numEpochs()).isEqualTo(7);
    assertThat(plan.least()).isCloseTo(2 + 7 * 10, within(1e-9));
  }

  /** Of each run, 2 s are overhead, and learning takes as long as validation and test at least. */
  @Test
  void theLeastIsTheLeastLearningAndTheOverheadOfEachRun() {
    var runs = row("slow", 3, 1);
    var plan = plan(runs);
    assertThat(SLOW.leastLearning()).isCloseTo(3, within(1e-9));
    assertThat(plan.least()).isCloseTo(3 * (2 + 3 / 0.95), within(1e-9));
    Cost cost = plan.cost(runs).orElseThrow();
    assertThat(cost.least()).isCloseTo(plan.least(), within(1e-9));
    assertThat(cost.overhead()).isCloseTo(3 * 2, within(1e-9));
    assertThat(cost.mostLearning()).isCloseTo(3 * 500 * 10, within(1e-9));
  }

  @Test
  void whatARunTakesWhosePaceIsUnknownIsUnknown() {
    var plan = plan(row("slow", 1, 1));
    assertThat(plan.cost(row("fast", 1, 1))).isEmpty();
    assertThat(plan.cost(List.of())).contains(Cost.NONE);
    assertThat(plan.rows()).containsExactly("slow");
  }

  /** A proposal needs the cost of all runs of a network, of which a refusal measured some. */
  @Test
  void whatRunsTakeBesideOthersIsAsMuchMoreAsTheirShares() {
    var slow = row("slow", 1, 1);
    var plan = plan(slow);
    Cost both = plan.cost(List.of(slow.getFirst(), row("large", 1, 2).getFirst())).orElseThrow();
    assertThat(both.least()).isCloseTo(3 * plan.least(), within(1e-9));
    assertThat(both.overhead()).isCloseTo(3 * 2, within(1e-9));
  }
}
