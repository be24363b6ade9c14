package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.console.PythonLiteral;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.simulation.trajectory.SystemKind;

class DynamicsComparisonTest {
  private static final String COMMON = " --num_epochs 100 --n_train 3000 --bs 200";

  @Test
  void theFullStudyHasThePapersSettings() {
    assertThat(new DynamicsComparison("springs", SystemKind.SPRINGS, "").plan(1, true))
        .extracting(p ->
            "--network %s --net_cfg %s --lr %s --num_epochs %d --n_train %d --bs %d"
                .formatted(
                    p.config().network(),
                    PythonLiteral.print(p.config().netCfg()),
                    p.config().lr(),
                    p.config().numEpochs(),
                    p.config().nTrain(),
                    p.config().bs()))
        .containsExactly(
            "--network FC --net_cfg {'k':256,'num_layers':4} --lr 0.01" + COMMON,
            "--network HFC --net_cfg {'k':256,'num_layers':4} --lr 0.01" + COMMON,
            "--network OGN --net_cfg {'k':256} --lr 0.01" + COMMON,
            "--network HOGN --net_cfg {'k':256} --lr 0.01" + COMMON,
            "--network VOGN --net_cfg {'k':512} --lr 0.003" + COMMON,
            "--network HLieResNet --net_cfg {'group':Trivial(2),'k':384,'num_layers':4} --lr 0.001"
                + COMMON,
            "--network HLieResNet --net_cfg {'group':T(2),'k':384,'num_layers':4} --lr 0.001"
                + COMMON,
            "--network HLieResNet --net_cfg {'group':SO2(),'k':384,'num_layers':4} --lr 0.001"
                + COMMON);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everySeedHasEveryNetworkOnceUnderItsOwnName(boolean full) {
    var plan = new DynamicsComparison("springs", SystemKind.SPRINGS, "").plan(3, full);
    assertThat(plan).hasSize(24).extracting(PlannedRun::name).doesNotHaveDuplicates();
    assertThat(plan).extracting(p -> p.config().seed()).containsOnly(0L, 1L, 2L);
  }

  @Test
  void foldersTellGroupsApart() {
    assertThat(new DynamicsComparison("springs", SystemKind.SPRINGS, "").plan(1, false))
        .extracting(PlannedRun::name)
        .containsExactly(
            "FC-seed0",
            "HFC-seed0",
            "OGN-seed0",
            "HOGN-seed0",
            "VOGN-seed0",
            "HLieResNet-Trivial2-seed0",
            "HLieResNet-T2-seed0",
            "HLieResNet-SO2-seed0");
  }
}
