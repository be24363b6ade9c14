package org.noether.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.noether.simulation.integrate.Ensemble;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.SystemKind;

/**
 * Times the integration of an ensemble in memory, into rows that exist already, and prints the
 * seconds of each repetition.
 *
 * <p>Arguments: the kind of the systems, the integrator, the number of systems, of points 0.01
 * apart, and of repetitions.
 */
public final class EnsembleTimes {
  private EnsembleTimes() {}

  /** Runs the repetitions. */
  public static void main(String[] arguments) {
    var kind = SystemKind.KNOWN.get(arguments[0]);
    var integrator = Integrators.of(arguments[1]);
    var random = new SplittableRandom(1);
    var sampler = kind.sampler(kind.defaults().bodies(), kind.defaults().spaceDimension());
    var systems = new ArrayList<HamiltonianSystem>();
    var states = new ArrayList<double[]>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      var problem = sampler.sample(random);
      systems.add(problem.system());
      states.add(problem.z0());
    }
    var times = new double[Integer.parseInt(arguments[3])];
    Arrays.setAll(times, i -> 0.01 * i);
    double[][] rows = new Ensemble(systems, states).integrate(integrator, times);
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      long start = System.nanoTime();
      new Ensemble(systems, states).integrate(integrator, times, rows);
      System.out.println((System.nanoTime() - start) * 1e-9);
    }
    if (!Double.isFinite(rows[times.length - 1][0])) {
      throw new IllegalStateException("the motion is not finite");
    }
  }
}
