package org.noether.simulation.tape;

import java.util.Arrays;

/**
 * An explicit Runge-Kutta method for equations of motion that do not depend on time, by its Butcher
 * tableau.
 */
public final class RungeKutta {
  private final double[][] a;
  private final double[] b;

  /**
   * @param a the weights of the rates before in the second stage, in the third, and so on
   * @param b the weights of all rates in the step
   */
  public RungeKutta(double[][] a, double[] b) {
    this.a = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    this.b = b.clone();
  }

  /**
   * The state after a step, whose length is the parameter, contracted.
   *
   * @param rates the rates of change
   * @param z the arguments of the rates
   */
  int[] step(Expressions expressions, int[] rates, int[] z) {
    var k = new int[b.length][];
    k[0] = rates;
    for (int stage = 1; stage < b.length; stage++) {
      k[stage] = expressions.substitute(rates, z, after(expressions, z, k, a[stage - 1]));
    }
    return expressions.contract(after(expressions, z, k, b));
  }

  private static int[] after(Expressions expressions, int[] z, int[][] k, double[] weights) {
    var state = new int[z.length];
    for (int i = 0; i < z.length; i++) {
      var change = new Change(expressions);
      for (int stage = 0; stage < weights.length; stage++) {
        change.add(k[stage][i], weights[stage]);
      }
      state[i] = expressions.apply(Op.ADD, z[i], change.value());
    }
    return state;
  }

  /** A sum of rates times the length of the step; rates of weights 1 and -1 are multiplied once. */
  private static final class Change {
    private final Expressions expressions;
    private int units;
    private int others;

    Change(Expressions expressions) {
      this.expressions = expressions;
      units = expressions.literal(0);
      others = units;
    }

    void add(int rate, double weight) {
      if (weight == 1) {
        units = expressions.apply(Op.ADD, units, rate);
      } else if (weight == -1) {
        units = expressions.apply(Op.SUBTRACT, units, rate);
      } else {
        int factor =
            expressions.apply(Op.MULTIPLY, expressions.parameter(), expressions.literal(weight));
        int term = expressions.apply(Op.MULTIPLY, rate, factor);
        others = expressions.apply(Op.ADD, others, term);
      }
    }

    int value() {
      return expressions.apply(
          Op.ADD, others, expressions.apply(Op.MULTIPLY, expressions.parameter(), units));
    }
  }
}
