package org.noether.learning.task.dynamics;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.SystemSampler;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;

/**
 * Whether moving all bodies of a system alike leaves its energy unchanged. Then no force acts on
 * them together: the sum of dH/dq over the bodies vanishes at every state.
 */
public final class TranslationInvariance {
  private static final int SYSTEMS = 3;
  private static final double DISPLACEMENT = 0.1;

  /** Forces of n bodies are summed with a relative error of n units of 1e-16. */
  private static final double ROUNDING = 1e-9;

  private TranslationInvariance() {}

  /**
   * Tries states near the initial ones of some systems of point masses, the same every time; no
   * invariance is known of systems whose equations are not.
   */
  public static boolean of(GenerateRequest request) {
    if (!SystemKind.hasEquations(request.kind())) {
      return false;
    }
    SystemSampler sampler = request.kind().sampler(request.bodies(), request.spaceDimension());
    var random = new SplittableRandom(0);
    for (int i = 0; i < SYSTEMS; i++) {
      if (!balanced(sampler.sample(random), request.spaceDimension(), random)) {
        return false;
      }
    }
    return true;
  }

  private static boolean balanced(InitialValueProblem problem, int dim, RandomGenerator random) {
    double[] z = problem.z0().clone();
    int dof = z.length / 2;
    for (int i = 0; i < dof; i++) {
      z[i] += DISPLACEMENT * random.nextGaussian();
    }
    double[] rates = new double[z.length];
    problem.system().vectorField().evaluate(z, rates);
    double scale = 0;
    double[] total = new double[dim];
    for (int i = 0; i < dof; i++) {
      total[i % dim] += rates[dof + i];
      scale += Math.abs(rates[dof + i]);
    }
    for (double component : total) {
      if (!(Math.abs(component) <= ROUNDING * scale)) {
        return false;
      }
    }
    return true;
  }
}
