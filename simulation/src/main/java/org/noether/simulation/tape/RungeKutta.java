package org.noether.simulation.tape;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** How often a step asks for the rates of change. */
  int stages() {
    return b.length;
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
      state[i] = change.addTo(z[i]);
    }
    return state;
  }

  /**
   * A sum of rates times the length of the step; rates of weights that differ in sign share a
   * product.
   */
  private static final class Change {
    private final Expressions expressions;
    private final Map<Double, Integer> sums = new LinkedHashMap<>();

    Change(Expressions expressions) {
      this.expressions = expressions;
    }

    void add(int rate, double weight) {
      int sum = sums.getOrDefault(Math.abs(weight), expressions.literal(0));
      sums.put(Math.abs(weight), expressions.apply(weight < 0 ? Op.SUBTRACT : Op.ADD, sum, rate));
    }

    int addTo(int state) {
      int result = state;
      for (var sum : sums.entrySet()) {
        int factor =
            expressions.apply(
                Op.MULTIPLY, expressions.parameter(), expressions.literal(sum.getKey()));
        int term = expressions.apply(Op.MULTIPLY, sum.getValue(), factor);
        result = expressions.apply(Op.ADD, result, term);
      }
      return result;
    }
  }
}
