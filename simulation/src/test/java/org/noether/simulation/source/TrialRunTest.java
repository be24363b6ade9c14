package org.noether.simulation.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.VectorField;
import org.noether.simulation.trajectory.ClassKind;

class TrialRunTest {
  private static ClassKind passed(Class<? extends HamiltonianSystem> type, Duration patience) {
    return TrialRun.passed(() -> new ClassKind(type, Optional.empty()), patience);
  }

  /** An oscillator, to be varied. */
  interface Oscillator extends HamiltonianSystem {
    @Override
    default int degreesOfFreedom() {
      return 1;
    }

    @Override
    default <T extends CalculusFieldElement<T>> T energy(T[] z) {
      return z[0].square().add(z[1].square()).divide(2);
    }
  }

  /** Its equations of motion are right. */
  record Right() implements Oscillator {
    @Override
    public VectorField vectorField() {
      return (z, rates) -> {
        rates[0] = z[1];
        rates[1] = -z[0];
      };
    }
  }

  /** A sign in its equations of motion is wrong. */
  record Wrong() implements Oscillator {
    @Override
    public VectorField vectorField() {
      return (z, rates) -> {
        rates[0] = z[1];
        rates[1] = z[0];
      };
    }
  }

  /** It never draws a state. It sleeps meanwhile, so that other tests have the processor. */
  record Endless() implements Oscillator {
    @Override
    public double[] initialState(RandomGenerator random) {
      while (random.nextDouble() < 1) {
        LockSupport.parkNanos(1_000_000);
      }
      return new double[2];
    }
  }

  @Test
  void equationsByHandMustBeThoseOfTheEnergy() {
    assertThat(passed(Right.class, TrialRun.PATIENCE).id()).isEqualTo("Right");
    assertThatThrownBy(() -> passed(Wrong.class, TrialRun.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the vectorField of")
        .hasMessageContaining("for the rate of change of z[1], and the energy");
  }

  @Test
  void aSamplerThatDoesNotEndIsFoundWithItsLine() {
    assertThatThrownBy(() -> passed(Endless.class, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drawing a system and computing its energy has not ended after 1 s")
        .extracting(Throwable::getStackTrace)
        .satisfies(stack ->
            assertThat(Arrays.stream(stack).map(StackTraceElement::getMethodName))
                .contains("initialState"));
  }
}
