package org.noether.simulation.integrate;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.RecordedField;
import org.noether.simulation.system.VectorField;
import org.noether.simulation.tape.Differentiated;

/** The integrators that data sets are made with. */
public enum Integrators {
  /** The 3/8 rule, order 4, one step per grid interval: what the paper's data was made with. */
  THREE_EIGHTHS("threeEighths"),

  /** Dormand and Prince's 8(5,3), adaptive, with both tolerances 1e-12 and dense output. */
  DOP853("dop853"),

  /** Leapfrog, order 2, symplectic, one step per grid interval. */
  LEAPFROG("leapfrog"),

  /** Yoshida's method, order 4, symplectic, one step per grid interval. */
  YOSHIDA4("yoshida4"),

  /** The implicit midpoint rule, order 2, symplectic for every Hamiltonian. */
  IMPLICIT_MIDPOINT("implicitMidpoint"),

  /** Gauss collocation with two stages, order 4, symplectic for every Hamiltonian. */
  GAUSS4("gauss4");

  /** The tolerance of adaptive methods by default. */
  public static final double TOLERANCE = 1e-12;

  private static final double MIN_STEP = 1e-14;

  private final String id;

  Integrators(String id) {
    this.id = id;
  }

  /**
   * The integrator with the given {@link #id}.
   *
   * @throws IllegalArgumentException if there is none; the message lists those known
   */
  public static Integrators of(String id) {
    return Arrays.stream(values())
        .filter(integrator -> integrator.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown integrator %s; known are %s"
                    .formatted(
                        id,
                        Arrays.stream(values())
                            .map(Integrators::id)
                            .collect(Collectors.joining(", ")))));
  }

  /** Its name on the command line and in data sets. */
  public String id() {
    return id;
  }

  /**
   * A new Hipparchus integrator.
   *
   * @param step the fixed step, or the first one of an adaptive method; positive
   */
  public ODEIntegrator create(double step) {
    return create(step, TOLERANCE);
  }

  /** Whether it chooses its steps so as to meet a tolerance. */
  public boolean adaptive() {
    return this == DOP853;
  }

  private ODEIntegrator create(double step, double tolerance) {
    return switch (this) {
      case THREE_EIGHTHS -> new ThreeEighthesIntegrator(step);
      case DOP853 -> {
        var integrator =
            new DormandPrince853Integrator(MIN_STEP, Double.MAX_VALUE, tolerance, tolerance);
        integrator.setInitialStepSize(step);
        yield integrator;
      }
      case LEAPFROG -> SymplecticIntegrator.leapfrog(step);
      case YOSHIDA4 -> SymplecticIntegrator.yoshida4(step);
      case IMPLICIT_MIDPOINT -> GaussIntegrator.midpoint(step);
      case GAUSS4 -> GaussIntegrator.gauss4(step);
    };
  }

  /**
   * Integrates over a grid and records the state at its first {@code count} times. The states do
   * not depend on {@code count}. Thread-safe.
   *
   * @param system equations of motion
   * @param z0 state at {@code times[0]}
   * @param times ascending times
   * @param count how many states are wanted, from 1 to {@code times.length}
   * @param states receives {@code count} consecutive states
   */
  public void integrate(
      HamiltonianSystem system, double[] z0, double[] times, int count, double[] states) {
    integrate(system, z0, times, count, TOLERANCE, states);
  }

  /**
   * Integrates with another tolerance.
   *
   * @param tolerance tolerance of an {@link #adaptive} method, relative and absolute
   */
  public void integrate(
      HamiltonianSystem system,
      double[] z0,
      double[] times,
      int count,
      double tolerance,
      double[] states) {
    System.arraycopy(z0, 0, states, 0, z0.length);
    if (count == 1) {
      return;
    }
    switch (create(times[1] - times[0], tolerance)) {
      case ThreeEighthesIntegrator _
          when system.vectorField() instanceof RecordedField(Differentiated energy)
              && energy.steps(ThreeEighthsStepper.METHOD) -> {
        var z = z0.clone();
        var after = new double[z.length];
        for (int i = 1; i < count; i++) {
          energy.step(ThreeEighthsStepper.METHOD, times[i] - times[i - 1], z, after);
          System.arraycopy(after, 0, states, i * z.length, z.length);
          System.arraycopy(after, 0, z, 0, z.length);
        }
      }
      case ThreeEighthesIntegrator _ -> {
        var z = z0.clone();
        var stepper = new ThreeEighthsStepper(system);
        for (int i = 1; i < count; i++) {
          stepper.step(times[i] - times[i - 1], z);
          System.arraycopy(z, 0, states, i * z.length, z.length);
        }
      }
      case FixedStepIntegrator fixed -> {
        var equations = new Motion(system.vectorField(), z0.length);
        var z = z0;
        for (int i = 1; i < count; i++) {
          z = fixed.singleStep(equations, times[i - 1], z, times[i]);
          System.arraycopy(z, 0, states, i * z.length, z.length);
        }
      }
      case ODEIntegrator adaptive -> {
        adaptive.addStepHandler(new GridRecorder(times, count, states));
        adaptive.addStepEndHandler(
            (state, _) -> state.getTime() >= times[count - 1] ? Action.STOP : Action.CONTINUE);
        adaptive.integrate(
            new ExpandableODE(new Motion(system.vectorField(), z0.length)),
            new ODEState(times[0], z0),
            times[times.length - 1]);
      }
    }
  }

  /** Equations of motion that keep what evaluating them needs. */
  private record Motion(VectorField field, int length) implements OrdinaryDifferentialEquation {
    @Override
    public int getDimension() {
      return length;
    }

    @Override
    public double[] computeDerivatives(double t, double[] z) {
      var zDot = new double[length];
      field.evaluate(z, zDot);
      return zDot;
    }
  }

  /** Records the states at the first times of a grid from dense output. */
  private static final class GridRecorder implements ODEStepHandler {
    private final double[] times;
    private final int count;
    private final double[] states;
    private int next = 1;

    GridRecorder(double[] times, int count, double[] states) {
      this.times = times;
      this.count = count;
      this.states = states;
    }

    @Override
    public void handleStep(ODEStateInterpolator step) {
      double end = step.getCurrentState().getTime();
      while (next < count && times[next] <= end) {
        record(step.getInterpolatedState(times[next]));
      }
    }

    /** The integrator may stop a rounding error short of the last time of the grid. */
    @Override
    public void finish(ODEStateAndDerivative finalState) {
      if (next == times.length - 1 && next < count) {
        record(finalState);
      }
    }

    private void record(ODEStateAndDerivative state) {
      var z = state.getCompleteState();
      System.arraycopy(z, 0, states, next * z.length, z.length);
      next++;
    }
  }
}
