package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.reports.console.PythonLiteral;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.simulation.trajectory.SystemKind;

class DataScalingTest {
  private static DataScaling study(String networks, Integer... sizes) {
    return new DataScaling(
        "springs",
        SystemKind.SPRINGS,
        "",
        new NetworksOption(new PaperNetworks.Converter().convert(networks)),
        List.of(sizes));
  }

  @Test
  void theGridIsWalkedSeedBySeedAndSizeBySize() {
    assertThat(study("FC,SO2()", 10, 25).plan(2, false))
        .extracting(PlannedRun::name)
        .containsExactly(
            "FC-n10-seed0",
            "HLieResNet-SO2-n10-seed0",
            "FC-n25-seed0",
            "HLieResNet-SO2-n25-seed0",
            "FC-n10-seed1",
            "HLieResNet-SO2-n10-seed1",
            "FC-n25-seed1",
            "HLieResNet-SO2-n25-seed1");
  }

  /** The figures are those that {@code spring_dynamics_study.py} computes. */
  @Test
  void epochsBatchesAndValidationAreThoseOfThePapersStudy() {
    assertThat(DataScaling.PAPER_SIZES)
        .extracting(DataScaling::epochs)
        .containsExactly(1000, 632, 447, 316, 158, 100, 57);
    assertThat(study("FC", 10, 3000).plan(2, true))
        .extracting(p ->
            List.of(
                p.config().nTrain(),
                p.config().nVal(),
                p.config().nTest(),
                p.config().batchSize(),
                p.config().numEpochs()))
        .startsWith(List.of(10, 10, 2000, 10, 1000), List.of(3000, 2000, 2000, 200, 57));
  }

  @Test
  void theFullStudyHasThePapersBestSettings() {
    assertThat(study(PaperNetworks.COMPARED.toString(), 10).plan(2, true).subList(0, 8))
        .extracting(p ->
            "%s %s %s"
                .formatted(
                    p.config().network(),
                    PythonLiteral.print(p.config().netCfg()),
                    p.config().lr()))
        .containsExactly(
            "FC {'k':256,'num_layers':4} 0.003",
            "HFC {'k':256,'num_layers':4} 0.01",
            "OGN {'k':256} 0.01",
            "HOGN {'k':256} 0.01",
            "VOGN {'k':512} 0.003",
            "HLieResNet {'group':Trivial(2),'k':384,'num_layers':4} 0.001",
            "HLieResNet {'group':T(2),'k':384,'num_layers':4} 0.001",
            "HLieResNet {'group':SO2(),'k':384,'num_layers':4} 3.0E-4");
  }

  @Test
  void largerSetsAndSlowerNetworksHaveLargerShares() {
    var plan = study("FC,T(2)", 10, 3000).plan(2, false);
    assertThat(plan.get(1).share()).isGreaterThan(plan.get(0).share());
    assertThat(plan.get(2).share()).isGreaterThan(plan.get(0).share());
  }

  @Test
  void systemsAreCountedForTheLargestSize() {
    assertThat(study("FC", 10, 3000).systems()).isEqualTo(7000);
    assertThat(study("FC", 10).systems()).isEqualTo(2020);
  }
}
