package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.cli.SpringsStudy.Planned;

class SpringsStudyTest {
  @Test
  void theFullStudyHasThePapersSettings() {
    assertThat(SpringsStudy.plan(1, true))
        .extracting(p ->
            "--network %s --net_cfg %s --lr %s --num_epochs %d --n_train %d --bs %d"
                .formatted(
                    p.config().network(),
                    DictConverter.print(p.config().netCfg()),
                    p.config().lr(),
                    p.config().numEpochs(),
                    p.config().nTrain(),
                    p.config().bs()))
        .containsExactly(
            "--network FC --net_cfg {'k':256,'num_layers':4} --lr 0.01 --num_epochs 100"
                + " --n_train 3000 --bs 200",
            "--network HFC --net_cfg {'k':256,'num_layers':4} --lr 0.01 --num_epochs 100"
                + " --n_train 3000 --bs 200",
            "--network HLieResNet --net_cfg {'group':T(2),'k':384,'num_layers':4} --lr 0.001"
                + " --num_epochs 100 --n_train 3000 --bs 200");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everySeedHasEveryNetworkOnceUnderItsOwnName(boolean full) {
    var plan = SpringsStudy.plan(3, full);
    assertThat(plan).hasSize(9).extracting(Planned::name).doesNotHaveDuplicates();
    assertThat(plan).extracting(p -> p.config().seed()).containsOnly(0L, 1L, 2L);
  }
}
