package org.noether.simulation.tape;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.tape.Differentiated.Structure;

/**
 * Functions that differ by constants alone, evaluated side by side; for use by one thread. Numbers
 * are in rows: element i of each row belongs to function i. The values have the bits that {@link
 * Differentiated} computes, except that those of a function are NaN where the magnitudes of its
 * arguments of sines and cosines add up to 2^20 or more.
 */
public final class Lanes {
  private final Structure structure;
  private final List<double[]> constants;
  private final boolean vectors;
  private final double[][] single = new double[1][];
  private final double[][] half;
  private final int dof;
  private Program.@Nullable LaneRunner value;
  private Program.@Nullable LaneRunner motion;
  private Program.@Nullable LaneRunner velocities;
  private Program.@Nullable LaneRunner forces;
  private Program.@Nullable LaneRunner step;

  /**
   * @param functions functions of equal {@link Differentiated#code}, at least one
   */
  public Lanes(List<Differentiated> functions) {
    this(functions, LaneCompiler.VECTORS);
  }

  Lanes(List<Differentiated> functions, boolean vectors) {
    this.vectors = vectors;
    structure = functions.getFirst().structure;
    if (functions.stream().anyMatch(function -> function.structure != structure)) {
      throw new IllegalArgumentException("the functions differ by more than constants");
    }
    constants = functions.stream().map(function -> function.constants).toList();
    dof = structure.arguments() / 2;
    half = new double[dof][];
  }

  /** Number of functions. */
  public int size() {
    return constants.size();
  }

  /**
   * The functions' values.
   *
   * @param x a row for each argument
   * @param values receives the values
   */
  public void value(double[][] x, double[] values) {
    if (value == null) {
      value = structure.value().laneRunner(constants, vectors);
    }
    single[0] = values;
    value.run(x, single);
  }

  /**
   * The right-hand sides of Hamilton's equations for functions H(q, p).
   *
   * @param z a row for each of the arguments (q, p)
   * @param zDot receives rows (dH/dp, -dH/dq)
   */
  public void motion(double[][] z, double[][] zDot) {
    if (motion == null) {
      motion = structure.motion().laneRunner(constants, vectors);
    }
    motion.run(z, zDot);
  }

  /** Whether there is {@link #step} for a method: the same as for each function alone. */
  public boolean steps(RungeKutta method) {
    return structure.steps(method);
  }

  /**
   * A step of a Runge-Kutta method for the {@link #motion}.
   *
   * @param method the same in each call
   * @param h length of the step
   * @param z a row for each of the arguments (q, p)
   * @param after receives the rows after the step
   */
  public void step(RungeKutta method, double h, LaneRows z, LaneRows after) {
    if (step == null) {
      step = structure.step(method).laneRunner(constants, vectors);
    }
    step.run(z, after, h);
  }

  /** Whether dH/dp does not depend on q, nor dH/dq on p. */
  public boolean separable() {
    return IntStream.range(0, dof)
        .noneMatch(
            i -> structure.velocities().dependsOn(i) || structure.forces().dependsOn(dof + i));
  }

  /** The first half of the {@link #motion}: dH/dp. */
  public void velocities(double[][] z, double[][] zDot) {
    if (velocities == null) {
      velocities = structure.velocities().laneRunner(constants, vectors);
    }
    velocities.run(z, zDot);
  }

  /** The second half of the {@link #motion}: -dH/dq. */
  public void forces(double[][] z, double[][] zDot) {
    if (forces == null) {
      forces = structure.forces().laneRunner(constants, vectors);
    }
    System.arraycopy(zDot, dof, half, 0, dof);
    forces.run(z, half);
  }
}
