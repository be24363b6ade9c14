package org.noether.simulation.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;
import org.hipparchus.ode.sampling.StepNormalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The symplectic integrators as users of Hipparchus know integrators, on q = cos t, p = -sin t. */
class SymplecticIntegratorTest {
  private static final double STEP = 0.01;
  private static final OrdinaryDifferentialEquation OSCILLATOR =
      new OrdinaryDifferentialEquation() {
        @Override
        public int getDimension() {
          return 2;
        }

        @Override
        public double[] computeDerivatives(double t, double[] y) {
          return new double[] {y[1], -y[0]};
        }
      };
  private static final ODEState START = new ODEState(0, new double[] {1, 0});

  static List<SymplecticIntegrator> integrators() {
    return List.of(SymplecticIntegrator.leapfrog(STEP), SymplecticIntegrator.yoshida4(STEP));
  }

  /** For an oscillator leapfrog's phase error is t h^2 / 24, here 4e-6 per unit of time. */
  private static double tolerance(SymplecticIntegrator integrator) {
    return integrator.getName().equals("leapfrog") ? 5e-5 : 5e-8;
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void integratesForwardAndBackward(SymplecticIntegrator integrator) {
    var end = integrator.integrate(OSCILLATOR, START, 3.333);
    assertThat(end.getTime()).isEqualTo(3.333);
    assertThat(end.getPrimaryState()[0]).isEqualTo(Math.cos(3.333), within(tolerance(integrator)));

    var back = integrator.integrate(OSCILLATOR, end, 0);
    assertThat(back.getTime()).isZero();
    assertThat(back.getPrimaryState()[0]).isEqualTo(1, within(tolerance(integrator)));
    assertThat(integrator.getEvaluations()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void itsStepsAreSingleSteps(SymplecticIntegrator integrator) {
    var states = new ArrayList<ODEStateAndDerivative>();
    integrator.addStepHandler(step -> states.add(step.getCurrentState()));
    integrator.integrate(OSCILLATOR, START, 1);

    double[] y = {1, 0};
    double t = 0;
    for (var state : states) {
      y = integrator.singleStep(OSCILLATOR, t, y, state.getTime());
      t = state.getTime();
      // Times are sums of steps, so their differences are steps up to rounding.
      assertThat(state.getPrimaryState()).containsExactly(y, within(1e-14));
      assertThat(state.getPrimaryDerivative()[0]).isEqualTo(state.getPrimaryState()[1]);
    }
    assertThat(states).hasSize(100);
    assertThat(t).isEqualTo(1, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void denseOutputIsAsGoodAsTheSteps(SymplecticIntegrator integrator) {
    var errors = new ArrayList<Double>();
    integrator.addStepHandler(
        new StepNormalizer(
            0.0037,
            (state, isLast) -> {
              double t = state.getTime();
              errors.add(Math.abs(state.getPrimaryState()[0] - Math.cos(t)));
              // The derivative of the interpolant is one order less exact, h^3 / 100 or so.
              errors.add(Math.abs(state.getPrimaryDerivative()[0] + Math.sin(t)) - 1e-8);
            }));
    integrator.integrate(OSCILLATOR, START, 3);

    assertThat(errors)
        .hasSizeGreaterThan(1600)
        .allSatisfy(error -> assertThat(error).isLessThan(tolerance(integrator)));
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void eventsAreLocatedWithinSteps(SymplecticIntegrator integrator) {
    integrator.addEventDetector(new ZeroOfPosition());

    var end = integrator.integrate(OSCILLATOR, START, 10);

    assertThat(end.getTime()).isEqualTo(Math.PI / 2, within(tolerance(integrator)));
  }

  @Test
  void whatItCannotIntegrateIsRefused() {
    var integrator = SymplecticIntegrator.leapfrog(STEP);
    var odd = new ODEState(0, new double[] {1, 2, 3});
    OrdinaryDifferentialEquation three =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 3;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return y.clone();
          }
        };
    assertThatThrownBy(() -> integrator.integrate(three, odd, 1))
        .isInstanceOf(MathIllegalArgumentException.class);
    assertThatThrownBy(() -> integrator.singleStep(three, 0, new double[3], 1))
        .isInstanceOf(MathIllegalArgumentException.class);
    assertThatThrownBy(() -> integrator.integrate(OSCILLATOR, START, 0))
        .isInstanceOf(MathIllegalArgumentException.class);
    assertThatThrownBy(() ->
            integrator.integrate(OSCILLATOR, new ODEState(0, new double[] {Double.NaN, 0}), 1))
        .isInstanceOf(MathIllegalStateException.class);
  }

  private static final class ZeroOfPosition implements ODEEventDetector {
    private final BracketedUnivariateSolver<UnivariateFunction> solver =
        new BracketingNthOrderBrentSolver(0, 1e-12, 0, 5);

    @Override
    public AdaptableInterval getMaxCheckInterval() {
      return (state, isForward) -> 1;
    }

    @Override
    public int getMaxIterationCount() {
      return 100;
    }

    @Override
    public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
      return solver;
    }

    @Override
    public ODEEventHandler getHandler() {
      return (state, detector, increasing) -> Action.STOP;
    }

    @Override
    public double g(ODEStateAndDerivative state) {
      return state.getPrimaryState()[0];
    }
  }
}
