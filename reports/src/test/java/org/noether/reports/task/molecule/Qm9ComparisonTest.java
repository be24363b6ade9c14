package org.noether.reports.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.simulation.molecule.Qm9Property;

class Qm9ComparisonTest {
  @Test
  void theLongRunsOfEachSeedComeLast() {
    var tasks = List.of(Qm9Property.GAP, Qm9Property.HOMO, Qm9Property.MU);
    assertThat(Qm9Comparison.plan(tasks, Path.of("molecules.xyz"), 2, false))
        .extracting(PlannedRun::name)
        .containsExactly(
            "gap-T-seed0",
            "homo-T-seed0",
            "homo-Trivial-seed0",
            "mu-T-seed0",
            "homo-SO3-seed0",
            "homo-SE3-seed0",
            "gap-T-seed1",
            "homo-T-seed1",
            "homo-Trivial-seed1",
            "mu-T-seed1",
            "homo-SO3-seed1",
            "homo-SE3-seed1");
  }
}
