package org.noether.simulation.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.symmetry.SymmetryAnalysis.Tested;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.PhaseFunction;

class SymmetryAnalysisTest {
  private static final double[] TIMES =
      Stream.iterate(0.0, t -> t + 0.01).limit(500).mapToDouble(t -> t).toArray();

  private static SymmetryAnalysis analyse(int dof, PhaseFunction energy) {
    return analyse(dof, energy, 1, 1);
  }

  /** Analyses a system whose positions and momenta are of these sizes. */
  private static SymmetryAnalysis analyse(int dof, PhaseFunction energy, double q, double p) {
    var random = new Random(1);
    var sizes = new double[2 * dof];
    Arrays.setAll(sizes, i -> i < dof ? q : p);
    var drawn =
        Stream.generate(() -> Arrays.stream(sizes).map(s -> s * random.nextGaussian()).toArray());
    var states = drawn.iterator();
    var problem = new InitialValueProblem(new Formula(dof, energy), states.next());
    return SymmetryAnalysis.of(
        problem, states::next, TIMES, Integrators.GAUSS4, 50, List.of(), random);
  }

  private static List<String> symmetries(SymmetryAnalysis analysis) {
    return analysis.known().stream()
        .filter(tested -> tested.violation().holds())
        .map(tested -> tested.generator().name())
        .toList();
  }

  /** A closed chain whose cubic springs break: most motions reach infinity within a few periods. */
  @Test
  void aMotionThatLeavesTheRangeOfNumbersIsFollowedForAShorterTime() {
    var analysis = analyse(6, new Systems.Chain(0.9, 1, 1, 1, 1, 1, 1));

    assertThat(symmetries(analysis)).containsExactly("translation in time", "translation of all q");
    assertThat(analysis.trajectory().orElseThrow().end()).isBetween(1e-3, 0.51);
    // Fourth order with steps that are a hundredth or less of the shortest period.
    assertThat(analysis.known())
        .flatExtracting(tested -> tested.drift().stream().map(Drift::relative).toList())
        .hasSize(2)
        .allSatisfy(drift -> assertThat(drift).isLessThan(1e-7));
  }

  @Test
  void generatorsAreTestedWithoutAnyMotion() {
    var nowhere =
        new InitialValueProblem(new Formula(1, new Systems.Kepler()), new double[] {0, 1});
    var random = new Random(1);
    var analysis =
        SymmetryAnalysis.of(
            nowhere,
            () -> random.doubles(2, 1, 2).toArray(),
            TIMES,
            Integrators.GAUSS4,
            20,
            List.of(),
            random);

    assertThat(analysis.trajectory()).isEmpty();
    assertThat(symmetries(analysis)).containsExactly("translation in time");
    assertThat(analysis.known()).extracting(Tested::drift).allMatch(drift -> drift.isEmpty());
  }

  /** q is measured in units of 1e-10, p of 2e-24, t of 5e-17: an atom in the units of the SI. */
  @Test
  void unitsDoNotMatter() {
    var analysis = analyse(2, new Atom(9.1e-31, 2.3e-28), 1e-10, 2e-24);

    assertThat(symmetries(analysis)).containsExactly("translation in time");
    assertThat(analysis.searches().getFirst().symmetries())
        .extracting(tested -> tested.generator().name())
        .containsExactly("rotation in the plane (q1, q2)");
    assertThat(analysis.trajectory().orElseThrow().end()).isBetween(1e-17, 1e-13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1, 1e6})
  void theTimeFollowsTheMotion(double unit) {
    var analysis = analyse(2, new Fast(1 / unit));

    // 500 steps of 0.001 to 0.1 over the rate, which is between 0.5 and 2 per unit.
    assertThat(analysis.trajectory().orElseThrow().end() / unit).isBetween(0.25, 100.0);
    assertThat(analysis.searches().getFirst().symmetries()).hasSize(1);
    assertThat(analysis.searches().getLast().symmetries()).hasSize(4);
  }

  /** Coefficients of 1e-6 belong to what is conserved, although they look like rounding. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4})
  void aWeakForceIsNoRounding(double strength) {
    var analysis = analyse(5, new Anchored(strength));
    var phase = analysis.searches().getLast().symmetries();

    assertThat(symmetries(analysis)).containsExactly("translation in time");
    assertThat(phase).hasSize(5).allMatch(tested -> tested.violation().holds());
    assertThat(
            analysis.known().stream()
                .filter(tested -> tested.generator().name().equals("translation of all q"))
                .map(tested -> tested.violation().absolute())
                .findFirst()
                .orElseThrow())
        .as("the force on the anchored end, 2 c q with q of size 1")
        .isCloseTo(2 * strength, within(strength));
  }

  @Test
  void aSystemAtRestIsRefused() {
    assertThatThrownBy(() -> analyse(1, new Constant()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("the system rests at 50 of 50");
  }

  private record Atom(double mass, double strength) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T r = z[0].square().add(z[1].square()).sqrt();
      return z[2].square()
          .add(z[3].square())
          .divide(2 * mass)
          .subtract(r.reciprocal().multiply(strength));
    }
  }

  private record Fast(double rate) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      return new Systems.Oscillators(1, 1).value(z).multiply(rate);
    }
  }

  private record Anchored(double strength) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      return new Systems.Chain(0, 1, 1, 1, 1, 1).value(z).add(z[0].square().multiply(strength));
    }
  }

  private record Constant() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      return z[0].getField().getOne();
    }
  }
}
