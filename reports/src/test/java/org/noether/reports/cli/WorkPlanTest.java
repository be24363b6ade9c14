package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkPlanTest {
  private static final WorkPlan.Row LONG = new WorkPlan.Row("long", 5, 0.5, 7200);
  private static final WorkPlan.Row SHORT = new WorkPlan.Row("short", 3, 0.25, 3600);
  private static final WorkPlan PLAN =
      new WorkPlan(List.of(SHORT, LONG), List.of(SHORT, SHORT, LONG, SHORT), Map.of(2, 1.9));

  @Test
  void executorsTakeTheRunsInOrder() {
    assertThat(PLAN.work()).isEqualTo(5 * 3600);
    assertThat(PLAN.span()).isEqualTo(7200);
    assertThat(PLAN.duration(1)).isEqualTo(5 * 3600);
    // The long run begins in the second hour.
    assertThat(PLAN.duration(2)).isEqualTo(3 * 3600);
    assertThat(PLAN.duration(4)).isEqualTo(7200);
    assertThat(PLAN.speedUp(1000)).isEqualTo(2.5);
  }

  @Test
  void printsRunsCostAndSpeedUp() {
    var text = new StringWriter();
    PLAN.print(new PrintWriter(text, true));

    assertThat(text.toString())
        .contains("short      3        3     0.2500       1.0000")
        .contains("long       1        5     0.5000       2.0000")
        .contains("4 runs: 5.0000 hours of one processor; the longest takes 2.0000 hours")
        .contains("     1000     2.0000       2.5")
        .contains("measured: 2 runs at once on this machine's processors, speed-up 1.90");
  }
}
