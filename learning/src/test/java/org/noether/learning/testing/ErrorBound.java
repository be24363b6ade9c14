package org.noether.learning.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Bounds of what rounding may do to a graph's numbers (running error analysis; Higham, Accuracy and
 * Stability of Numerical Algorithms, 2002, sections 3.1 to 3.3).
 *
 * <p>Inputs are exact. Each node's bound is what the errors of its inputs can become, plus its own
 * rounding: u|y| for arithmetic and n u sum|terms| for a sum of n terms, in any order, fused or
 * not. Elementary functions may be off by 8 u |y|, that is 4 units in the last place; sine, cosine
 * and tanh by 8 u, as they are reduced or formed from larger numbers.
 */
public final class ErrorBound {
  /** Numbers below this may be flushed to zero. */
  private static final double SMALLEST = 0x1p-126;

  /** The largest slope of the swish is 1.0998. */
  private static final double SWISH_SLOPE = 1.1;

  private final GraphCase graphCase;
  private final double u;
  private final Map<Tensor, double[]> values;
  private final Map<Tensor, double[]> bounds = new HashMap<>();

  private ErrorBound(GraphCase graphCase, double u) {
    this.graphCase = graphCase;
    this.u = u;
    this.values = Runs.nodes(graphCase);
  }

  /** Returns a bound for each number of each output, when each rounding is off by u at most. */
  public static List<double[]> of(GraphCase graphCase, double u) {
    ErrorBound errors = new ErrorBound(graphCase, u);
    for (Tensor node : graphCase.realNodes()) {
      errors.bounds.put(node, errors.bound(node));
    }
    return graphCase.outputs().stream().map(errors::boundOf).toList();
  }

  private double[] bound(Tensor node) {
    double[] y = value(node);
    List<Tensor> x = node.inputs();
    double[] bound = new double[y.length];
    switch (node.op()) {
      case Op.Input _ -> {}
      case Op.Constant _ -> bound[0] = u * Math.abs(y[0]);
      case Op.Unary(UnaryFunction f) ->
          Arrays.setAll(
              bound, i -> unary(f, value(x.getFirst())[i], boundOf(x.getFirst())[i], y[i]));
      case Op.Binary(BinaryFunction f) ->
          Arrays.setAll(
              bound,
              i ->
                  binary(
                      f,
                      value(x.get(0))[i],
                      boundOf(x.get(0))[i],
                      value(x.get(1))[i],
                      boundOf(x.get(1))[i],
                      y[i]));
      case Op.Where _ -> Arrays.setAll(bound, i -> where(x, i));
      case Op.LargestMask _ -> largestMask(x.getFirst(), y, bound);
      case Op.Sum _, Op.ScatterAdd _ -> {
        return linear(node);
      }
      case Op.MatMul _, Op.Contract _, Op.ContractToSenders _, Op.ContractToEdges _ -> {
        return bilinear(node);
      }
      default -> {
        return evaluate(node, boundOf(x.getFirst()));
      }
    }
    return bound;
  }

  private double unary(UnaryFunction f, double x, double dx, double y) {
    double spread =
        switch (f) {
          case SIN, COS, ABS, NEG -> dx;
          case SWISH -> SWISH_SLOPE * dx;
          case SIGN -> dx > 0 && Math.abs(x) <= dx ? 2 : 0;
          case LOG, SQRT ->
              dx < x || dx == 0 ? Math.abs(f.apply(x - dx) - y) : Double.POSITIVE_INFINITY;
          case EXP, TANH, SIGMOID ->
              Math.max(Math.abs(f.apply(x + dx) - y), Math.abs(f.apply(x - dx) - y));
        };
    double own =
        switch (f) {
          case NEG, ABS, SIGN -> 0;
          case SQRT -> u * Math.abs(y);
          case EXP, LOG, SIGMOID -> 8 * u * Math.abs(y) + SMALLEST;
          case SWISH -> 9 * u * Math.abs(y) + SMALLEST * Math.abs(x);
          case SIN, COS, TANH -> 8 * u;
        };
    return spread + own * (1 + dx);
  }

  private double binary(BinaryFunction f, double a, double da, double b, double db, double y) {
    double r = Math.hypot(a, b);
    double dr = Math.hypot(da, db);
    double spread =
        switch (f) {
          case ADD, SUB -> da + db;
          case MUL -> Math.abs(a) * db + da * Math.abs(b) + da * db;
          case DIV ->
              db < Math.abs(b)
                  ? (da + Math.abs(y) * db) / (Math.abs(b) - db)
                  : Double.POSITIVE_INFINITY;
          case MAX, MIN -> Math.max(da, db);
          case LESS -> da + db > 0 && Math.abs(a - b) <= da + db ? 1 : 0;
          case ATAN2 ->
              dr == 0 ? 0 : dr >= r || (b < 0 && da >= Math.abs(a)) ? 7 : 2 * dr / (r - dr);
        };
    double own =
        switch (f) {
          case ADD, SUB, MUL -> u;
          case DIV -> 3 * u;
          case ATAN2 -> 8 * u;
          case MAX, MIN, LESS -> 0;
        };
    return spread + own * (Math.abs(y) + spread) + (own > 0 ? SMALLEST : 0);
  }

  private double where(List<Tensor> x, int i) {
    double condition = value(x.get(0))[i];
    double unsure = boundOf(x.get(0))[i];
    double then = boundOf(x.get(1))[i];
    double otherwise = boundOf(x.get(2))[i];
    if (unsure > 0 && Math.abs(condition) <= unsure) {
      double apart = Math.abs(value(x.get(1))[i] - value(x.get(2))[i]);
      return apart + Math.max(then, otherwise);
    }
    return condition != 0 ? then : otherwise;
  }

  private void largestMask(Tensor x, double[] mask, double[] bound) {
    int n = x.shape().extent(-1);
    for (int i = 0; i < mask.length; i++) {
      for (int j = i - i % n; j < i - i % n + n; j++) {
        double unsure = boundOf(x)[i] + boundOf(x)[j];
        boolean close = unsure > 0 && Math.abs(value(x)[i] - value(x)[j]) <= unsure;
        if (close && mask[i] != mask[j]) {
          bound[i] = 1;
        }
      }
    }
  }

  private double[] linear(Tensor node) {
    Tensor x = node.inputs().getFirst();
    double[] errors = evaluate(node, boundOf(x));
    double[] terms = evaluate(node, sum(magnitude(x), boundOf(x)));
    double[] count = evaluate(node, ones(x));
    return rounded(errors, count, terms);
  }

  private double[] bilinear(Tensor node) {
    Tensor a = node.inputs().get(0);
    Tensor b = node.inputs().get(1);
    double[] largest = sum(magnitude(a), boundOf(a));
    double[] errors =
        sum(evaluate(node, largest, boundOf(b)), evaluate(node, boundOf(a), magnitude(b)));
    double[] terms = evaluate(node, largest, sum(magnitude(b), boundOf(b)));
    double[] count = evaluate(node, ones(a), ones(b));
    return rounded(errors, count, terms);
  }

  /** Adds the rounding of sums: gamma_n of Higham's lemma 3.1 times the terms. */
  private double[] rounded(double[] errors, double[] count, double[] terms) {
    Arrays.setAll(
        errors,
        i -> {
          double nu = count[i] * u;
          return errors[i] + nu / (1 - nu) * terms[i] + (count[i] > 0 ? SMALLEST : 0);
        });
    return errors;
  }

  private double[] evaluate(Tensor node, double[]... reals) {
    List<Tensor> inputs = node.inputs();
    double[][] x = new double[inputs.size()][];
    int[][] index = new int[inputs.size()][];
    for (int i = 0; i < x.length; i++) {
      if (inputs.get(i).isIndex()) {
        index[i] = Leaves.indices(graphCase, inputs.get(i));
      } else {
        x[i] = i < reals.length ? reals[i] : boundOf(inputs.get(i));
      }
    }
    return Definitions.evaluate(node, x, index);
  }

  private double[] value(Tensor node) {
    return Objects.requireNonNull(values.get(node));
  }

  private double[] boundOf(Tensor node) {
    return Objects.requireNonNull(bounds.get(node));
  }

  private double[] magnitude(Tensor node) {
    return Arrays.stream(value(node)).map(Math::abs).toArray();
  }

  private static double[] ones(Tensor node) {
    double[] ones = new double[node.shape().size()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }
}
