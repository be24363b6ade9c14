package org.noether.simulation.system;

import java.util.random.RandomGenerator;

/**
 * The paper's gravitating bodies (appendix A.6): a star of mass 32 at rest in the origin and
 * planets of mass U(0.02, 0.2) at radii spread evenly over [0.5, 4], each shifted by 0.3 U(-1/2,
 * 1/2) of the range divided by the number of planets (by two for a single planet, whose radius
 * would not stay positive otherwise). Directions are uniform and every planet has the speed of a
 * circular orbit around the star, sqrt(32 / r), in a random tangential direction. The bodies come
 * in random order.
 *
 * @param bodies number of bodies, the star included
 * @param spaceDimension 2 or 3
 */
public record GravitySampler(int bodies, int spaceDimension) implements SystemSampler {
  private static final double STAR_MASS = 32;
  private static final double MASS_MIN = 0.02;
  private static final double MASS_MAX = 0.2;
  private static final double RADIUS_MIN = 0.5;
  private static final double RADIUS_MAX = 4;
  private static final double JITTER = 0.3;

  /** Checks the sizes. */
  public GravitySampler {
    if (bodies < 1) {
      throw new IllegalArgumentException("gravity needs a body, not " + bodies);
    }
    if (spaceDimension != 2 && spaceDimension != 3) {
      throw new IllegalArgumentException(
          "orbits are drawn in 2 or 3 dimensions, not " + spaceDimension);
    }
  }

  @Override
  public InitialValueProblem sample(RandomGenerator random) {
    int d = spaceDimension;
    int dof = bodies * d;
    int[] order = permutation(random);
    var masses = new double[bodies];
    var z0 = new double[2 * dof];
    masses[order[0]] = STAR_MASS;
    for (int planet = 1; planet < bodies; planet++) {
      int body = order[planet];
      double mass = MASS_MIN + (MASS_MAX - MASS_MIN) * random.nextDouble();
      double radius = radius(planet - 1, random);
      double[] direction = direction(random);
      double[] tangent = tangent(direction, random);
      double momentum = mass * Math.sqrt(STAR_MASS / radius);
      masses[body] = mass;
      for (int a = 0; a < d; a++) {
        z0[body * d + a] = radius * direction[a];
        z0[dof + body * d + a] = momentum * tangent[a];
      }
    }
    return new InitialValueProblem(new GravitySystem(masses, d), z0);
  }

  private double radius(int planet, RandomGenerator random) {
    double range = RADIUS_MAX - RADIUS_MIN;
    double even = bodies == 2 ? 0 : range * planet / (bodies - 2);
    double spacing = range / Math.max(2, bodies - 1);
    return RADIUS_MIN + even + JITTER * (random.nextDouble() - 0.5) * spacing;
  }

  private double[] direction(RandomGenerator random) {
    double theta = 2 * Math.PI * random.nextDouble();
    if (spaceDimension == 2) {
      return new double[] {Math.cos(theta), Math.sin(theta)};
    }
    double cosPhi = 2 * random.nextDouble() - 1;
    double sinPhi = Math.sqrt(1 - cosPhi * cosPhi);
    return new double[] {sinPhi * Math.cos(theta), sinPhi * Math.sin(theta), cosPhi};
  }

  /** A random unit vector orthogonal to the unit vector {@code u}. */
  private double[] tangent(double[] u, RandomGenerator random) {
    if (spaceDimension == 2) {
      double sign = random.nextBoolean() ? 1 : -1;
      return new double[] {-sign * u[1], sign * u[0]};
    }
    double norm = Math.hypot(u[1], u[2]);
    double[] e1 = {0, -u[2] / norm, u[1] / norm};
    double[] e2 = {
      u[1] * e1[2] - u[2] * e1[1], u[2] * e1[0] - u[0] * e1[2], u[0] * e1[1] - u[1] * e1[0]
    };
    double omega = 2 * Math.PI * random.nextDouble();
    double cos = Math.cos(omega);
    double sin = Math.sin(omega);
    return new double[] {
      cos * e1[0] + sin * e2[0], cos * e1[1] + sin * e2[1], cos * e1[2] + sin * e2[2]
    };
  }

  private int[] permutation(RandomGenerator random) {
    var order = new int[bodies];
    for (int i = 0; i < bodies; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
