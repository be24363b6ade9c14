package org.noether.simulation.trajectory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.noether.simulation.system.classical.ChargedParticle;
import org.noether.simulation.system.classical.CoupledOscillators;
import org.noether.simulation.system.classical.DoublePendulum;
import org.noether.simulation.system.classical.FputChain;
import org.noether.simulation.system.classical.HenonHeiles;
import org.noether.simulation.system.classical.Kepler;
import org.noether.simulation.system.classical.LennardJonesBox;
import org.noether.simulation.system.classical.Pendulum;
import org.noether.simulation.system.classical.TodaLattice;

/** The kinds of systems that come with Noether. */
final class ClassicalSystems {
  private ClassicalSystems() {}

  /** The paper's, then the others. */
  static List<SystemKind> all() {
    return Stream.concat(
            Stream.of(SystemKind.SPRINGS, SystemKind.NBODY),
            Stream.of(
                    Pendulum.class,
                    DoublePendulum.class,
                    Kepler.class,
                    HenonHeiles.class,
                    TodaLattice.class,
                    FputChain.class,
                    CoupledOscillators.class,
                    LennardJonesBox.class,
                    ChargedParticle.class)
                .map(type -> new ClassKind(type, Optional.empty())))
        .toList();
  }
}
