package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.reports.task.Comparison.PlannedRun;

class MeasuringTimesTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private static List<PlannedRun<DynamicsConfig>> runs(String... names) {
    return Stream.of(names)
        .map(name -> new PlannedRun<>(name, DynamicsConfig.defaults("FC"), 1))
        .toList();
  }

  private static MeasuringTimes<DynamicsConfig> measured() {
    var times = new MeasuringTimes<DynamicsConfig>(PlannedRun::row);
    times.add(runs("FC-seed0").getFirst(), 1);
    times.add(runs("HOGN-seed0").getFirst(), 5);
    return times;
  }

  @Test
  void whatTheRowsLeftOutTookIsNotNeeded() {
    assertThat(measured().beyond(runs("FC-seed0", "FC-seed1"))).isCloseTo(5, EXACT);
    assertThat(measured().beyond(runs("HOGN-seed0"))).isCloseTo(1, EXACT);
    assertThat(measured().beyond(runs("FC-seed1", "HOGN-seed1"))).isCloseTo(0, EXACT);
  }

  @Test
  void rowsThatWereNotMeasuredNeedAsMuchAsTheOthers() {
    assertThat(measured().beyond(runs("FC-seed0", "HOGN-seed0", "VOGN-seed0")))
        .isCloseTo(-3, EXACT);
  }
}
