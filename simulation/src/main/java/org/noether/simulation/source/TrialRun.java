package org.noether.simulation.source;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PhaseFunction;
import org.noether.simulation.trajectory.ClassKind;

/**
 * Tries a user's class before it is used: a system is drawn, and its energy and equations of motion
 * are computed once, in finite time.
 */
final class TrialRun {
  /** Longer than a system takes to draw that is integrated to equilibrium first. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Relative difference of derivatives by hand; their round-off is far below. */
  private static final double DIFFERENT = 1e-9;

  private TrialRun() {}

  /**
   * A kind that passed.
   *
   * @param make makes the kind, which draws a system
   * @param patience how long the trial may take
   * @throws IllegalArgumentException if it takes longer, with the stack of where it is; or if the
   *     class gives equations of motion that are not those of its energy
   */
  static ClassKind passed(Supplier<ClassKind> make, Duration patience) {
    var trial =
        new FutureTask<>(() -> {
          ClassKind kind = make.get();
          tryOut(kind);
          return kind;
        });
    Thread thread = Thread.ofPlatform().daemon().name("trial run").start(trial);
    try {
      return trial.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var failure =
          new IllegalArgumentException(
              "drawing a system and computing its energy has not ended after %d s"
                  .formatted(patience.toSeconds()),
              e);
      failure.setStackTrace(thread.getStackTrace());
      throw failure;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void tryOut(ClassKind kind) {
    var defaults = kind.defaults();
    var problem =
        kind.sampler(defaults.bodies(), defaults.spaceDimension()).sample(new SplittableRandom(0));
    HamiltonianSystem system = problem.system();
    double[] z = problem.z0();
    double energy = system.energy(z);
    var motion = new double[z.length];
    system.vectorField().evaluate(z, motion);
    if (Double.isFinite(energy) && givesMotion(kind.type())) {
      demandHamilton(system, z, motion);
    }
  }

  private static boolean givesMotion(Class<?> type) {
    try {
      return type.getMethod("vectorField").getDeclaringClass() != HamiltonianSystem.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void demandHamilton(HamiltonianSystem system, double[] z, double[] motion) {
    PhaseFunction energy = system::energy;
    double[] slope = energy.gradient(z);
    double largest = Arrays.stream(slope).map(Math::abs).max().orElse(0);
    int dof = z.length / 2;
    for (int i = 0; i < z.length; i++) {
      double wanted = i < dof ? slope[dof + i] : -slope[i - dof];
      if (Math.abs(motion[i] - wanted) > DIFFERENT * largest) {
        throw new IllegalArgumentException(
            "the vectorField of %s is not that of its energy: at z = %s it gives %s for the rate of change of z[%d], and the energy %s"
                .formatted(system.getClass().getName(), Arrays.toString(z), motion[i], i, wanted));
      }
    }
  }
}
