package org.noether.simulation.tape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A function that was recorded, compiled and differentiated; for use by one thread. Functions that
 * differ by constants alone share their code.
 */
public final class Differentiated {
  private static final int MOST_KNOWN = 1000;

  /** Of a step: what a loop over vectors holds, and C2 compiles before the work is done. */
  private static final int MOST_WEIGHT = 100;

  private static final Map<Key, Structure> KNOWN = new ConcurrentHashMap<>();

  final Structure structure;
  final double[] constants;
  private final double[] single = new double[1];
  private Program.@Nullable Runner value;
  private Program.@Nullable Runner motion;
  private Program.@Nullable Runner step;

  private Differentiated(Structure structure, double[] constants) {
    this.structure = structure;
    this.constants = constants;
  }

  /**
   * Records a function.
   *
   * @param function the function
   * @param arguments its number of arguments
   * @throws UnrecordableException if it looks at the values of its arguments
   */
  public static Differentiated of(Recordable function, int arguments) {
    var recording = new Recording();
    var x = new Traced[arguments];
    Arrays.setAll(x, _ -> recording.argument());
    Traced output = function.value(x);
    var key = new Key(arguments, output.node(), recording.code());
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    return new Differentiated(KNOWN.computeIfAbsent(key, Structure::new), recording.constants());
  }

  /** The function's value. */
  public double value(double[] x) {
    var runner = value == null ? structure.value().runner(constants) : value;
    value = runner;
    runner.run(x, single);
    return single[0];
  }

  /**
   * The right-hand side of Hamilton's equations for the function H(q, p).
   *
   * @param z the arguments (q, p)
   * @param zDot receives (dH/dp, -dH/dq)
   */
  public void motion(double[] z, double[] zDot) {
    var runner = motion == null ? structure.motion().runner(constants) : motion;
    motion = runner;
    runner.run(z, zDot);
  }

  /** Whether there is {@link #step} for a method: only that of a small function fits one loop. */
  public boolean steps(RungeKutta method) {
    return structure.steps(method);
  }

  /**
   * A step of a Runge-Kutta method for the {@link #motion}.
   *
   * @param method the same in each call
   * @param h length of the step
   * @param z the arguments (q, p)
   * @param after receives the arguments after the step
   */
  public void step(RungeKutta method, double h, double[] z, double[] after) {
    var runner = step == null ? structure.step(method).runner(constants) : step;
    step = runner;
    runner.run(z, after, h);
  }

  /** The same object for functions that differ by constants alone. */
  public Object code() {
    return structure;
  }

  /** What determines the code. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Key(int arguments, int output, int[] code) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && arguments == key.arguments
          && output == key.output
          && Arrays.equals(code, key.code);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(code) + 31 * output + arguments;
    }
  }

  /** Programs, made when first needed. */
  static final class Structure {
    private final Expressions expressions = new Expressions();
    private final int[] x;
    private final int output;
    private @Nullable Program value;
    private @Nullable Program motion;
    private @Nullable Program velocities;
    private @Nullable Program forces;
    private final Map<RungeKutta, Program> steps = new HashMap<>();

    private Structure(Key key) {
      int[] at = expressions.record(key.code());
      x = Arrays.copyOf(at, key.arguments());
      output = at[key.output()];
    }

    int arguments() {
      return x.length;
    }

    synchronized Program value() {
      if (value == null) {
        value = program(output);
      }
      return value;
    }

    synchronized Program motion() {
      if (motion == null) {
        motion = program(rates());
      }
      return motion;
    }

    /** The first half of the {@link #motion}. */
    synchronized Program velocities() {
      if (velocities == null) {
        velocities = program(Arrays.copyOf(rates(), x.length / 2));
      }
      return velocities;
    }

    /** The second half of the {@link #motion}. */
    synchronized Program forces() {
      if (forces == null) {
        forces = program(Arrays.copyOfRange(rates(), x.length / 2, x.length));
      }
      return forces;
    }

    boolean steps(RungeKutta method) {
      return motion().weight() * method.stages() <= MOST_WEIGHT;
    }

    /** The state after a step, whose length is the parameter. */
    synchronized Program step(RungeKutta method) {
      return steps.computeIfAbsent(method, _ -> program(method.step(expressions, rates(), x)));
    }

    private Program program(int... outputs) {
      return new Program(expressions, x.length, outputs);
    }

    private int[] rates() {
      int[] gradient = expressions.gradient(output, x);
      int dof = x.length / 2;
      var rates = new int[x.length];
      for (int i = 0; i < dof; i++) {
        rates[i] = gradient[dof + i];
        rates[dof + i] = expressions.apply(Op.NEGATE, gradient[i]);
      }
      return rates;
    }
  }
}
