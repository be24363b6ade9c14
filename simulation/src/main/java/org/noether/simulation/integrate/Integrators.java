package org.noether.simulation.integrate;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.ODEStepEndHandler;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator;
import org.noether.simulation.system.HamiltonianSystem;

/** The integrators that data sets are made with. */
public enum Integrators {
  /** The 3/8 rule, order 4, one step per grid interval: what the paper's data was made with. */
  THREE_EIGHTHS("threeEighths") {
    @Override
    public ODEIntegrator create(double step) {
      return new ThreeEighthesIntegrator(step);
    }

    @Override
    public void integrate(
        HamiltonianSystem system, double[] z0, double[] times, int count, double[] states) {
      var stepper = new ThreeEighthsStepper(system);
      var z = z0.clone();
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          stepper.step(times[i] - times[i - 1], z);
        }
        System.arraycopy(z, 0, states, i * z.length, z.length);
      }
    }
  },

  /** Dormand and Prince's 8(5,3), adaptive, with both tolerances 1e-12 and dense output. */
  DOP853("dop853") {
    @Override
    public ODEIntegrator create(double step) {
      var integrator =
          new DormandPrince853Integrator(MIN_STEP, Double.MAX_VALUE, TOLERANCE, TOLERANCE);
      integrator.setInitialStepSize(step);
      return integrator;
    }

    @Override
    public void integrate(
        HamiltonianSystem system, double[] z0, double[] times, int count, double[] states) {
      System.arraycopy(z0, 0, states, 0, z0.length);
      if (count == 1) {
        return;
      }
      var integrator = create(times[1] - times[0]);
      var recorder = new GridRecorder(times, count, states);
      integrator.addStepHandler(recorder);
      ODEStepEndHandler stopWhenDone =
          (state, forward) -> recorder.reaches(state.getTime()) ? Action.STOP : Action.CONTINUE;
      integrator.addStepEndHandler(stopWhenDone);
      integrator.integrate(
          new ExpandableODE(system), new ODEState(times[0], z0), times[times.length - 1]);
    }
  },

  /** Leapfrog, order 2, symplectic, one step per grid interval. */
  LEAPFROG("leapfrog") {
    @Override
    public LeapfrogIntegrator create(double step) {
      return new LeapfrogIntegrator(step);
    }

    @Override
    public void integrate(
        HamiltonianSystem system, double[] z0, double[] times, int count, double[] states) {
      stepAlong(create(0), system, z0, times, count, states);
    }
  },

  /** Yoshida's method, order 4, symplectic, one step per grid interval. */
  YOSHIDA4("yoshida4") {
    @Override
    public Yoshida4Integrator create(double step) {
      return new Yoshida4Integrator(step);
    }

    @Override
    public void integrate(
        HamiltonianSystem system, double[] z0, double[] times, int count, double[] states) {
      stepAlong(create(0), system, z0, times, count, states);
    }
  };

  private static final double TOLERANCE = 1e-12;
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
        .filter(integrator -> integrator.id.equals(id))
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
  public abstract ODEIntegrator create(double step);

  /**
   * Integrates over a grid and records the state at its first {@code count} times. The states do
   * not depend on {@code count}. Thread-safe.
   *
   * @param system equations of motion
   * @param z0 state at {@code times[0]}
   * @param times rising times
   * @param count how many states are wanted, from 1 to {@code times.length}
   * @param states receives {@code count} states in a row
   */
  public abstract void integrate(
      HamiltonianSystem system, double[] z0, double[] times, int count, double[] states);

  private static void stepAlong(
      SymplecticIntegrator integrator,
      HamiltonianSystem system,
      double[] z0,
      double[] times,
      int count,
      double[] states) {
    var z = z0;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        z = integrator.singleStep(system, times[i - 1], z, times[i]);
      }
      System.arraycopy(z, 0, states, i * z.length, z.length);
    }
  }
}
