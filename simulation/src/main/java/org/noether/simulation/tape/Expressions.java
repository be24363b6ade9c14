package org.noether.simulation.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions as nodes that are shared when equal. Sums and products with the literals 0 and 1 are
 * simplified. The derivatives of an expression are expressions, too.
 */
final class Expressions {
  /** What a node is. */
  sealed interface Node {}

  /** An argument of the function. */
  record Argument(int index) implements Node {}

  /** A number that each evaluation is given. */
  record Parameter() implements Node {}

  /** A constant of the recording. */
  record Constant(int index) implements Node {}

  /** A number that belongs to the derivatives. */
  record Literal(double value) implements Node {}

  /** An operation; its last operand takes the place of those that it does not have. */
  record Operation(Op op, int a, int b, int c) implements Node {
    int[] operands() {
      return Arrays.copyOf(new int[] {a, b, c}, op.operands());
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Integer> known = new HashMap<>();
  private final int zero = add(new Literal(0));
  private final int one = add(new Literal(1));

  List<Node> nodes() {
    return nodes;
  }

  /** The nodes of a recording's nodes. */
  int[] record(int[] code) {
    var at = new int[code.length / 3];
    int arguments = 0;
    for (int i = 0; i < at.length; i++) {
      int a = code[3 * i + 1];
      int b = code[3 * i + 2];
      at[i] =
          switch (code[3 * i]) {
            case Recording.ARGUMENT -> add(new Argument(arguments++));
            case Recording.CONSTANT -> add(new Constant(a));
            default -> apply(Op.of(code[3 * i]), at[a], at[b]);
          };
    }
    return at;
  }

  int apply(Op op, int a) {
    return apply(op, a, a);
  }

  int apply(Op op, int a, int b) {
    return switch (op) {
      case ADD -> a == zero ? b : b == zero ? a : binary(op, a, b);
      case SUBTRACT -> b == zero ? a : a == zero ? apply(Op.NEGATE, b) : binary(op, a, b);
      case MULTIPLY ->
          a == zero || b == zero ? zero : a == one ? b : b == one ? a : binary(op, a, b);
      case DIVIDE -> a == zero ? zero : b == one ? a : binary(op, a, b);
      case NEGATE ->
          a == zero
              ? zero
              : nodes.get(a) instanceof Operation(Op inner, int x, int _, int _)
                      && inner == Op.NEGATE
                  ? x
                  : binary(op, a, a);
      default -> binary(op, a, op.operands() == 1 ? a : b);
    };
  }

  private int binary(Op op, int a, int b) {
    return add(new Operation(op, a, b, b));
  }

  int literal(double value) {
    return add(new Literal(value));
  }

  int parameter() {
    return add(new Parameter());
  }

  /** Expressions in which {@code values} stand in place of arguments. */
  int[] substitute(int[] expressions, int[] arguments, int[] values) {
    int count = Arrays.stream(expressions).max().orElse(-1) + 1;
    var at = new int[count];
    Arrays.setAll(at, i -> i);
    for (int k = 0; k < arguments.length; k++) {
      if (arguments[k] < count) {
        at[arguments[k]] = values[k];
      }
    }
    for (int i = 0; i < count; i++) {
      if (nodes.get(i) instanceof Operation(Op op, int a, int b, int _)) {
        at[i] = apply(op, at[a], at[b]);
      }
    }
    return Arrays.stream(expressions).map(expression -> at[expression]).toArray();
  }

  /** The partial derivatives of an expression by the nodes of its arguments. */
  int[] gradient(int output, int[] arguments) {
    boolean[] depends = depends(output);
    var adjoints = new int[output + 1];
    adjoints[output] = one;
    for (int i = output; i >= 0; i--) {
      if (adjoints[i] != zero && depends[i] && nodes.get(i) instanceof Operation operation) {
        propagate(i, operation, adjoints, depends);
      }
    }
    var gradient = new int[arguments.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = arguments[i] <= output ? adjoints[arguments[i]] : zero;
    }
    return gradient;
  }

  /** Which nodes depend on arguments. */
  private boolean[] depends(int last) {
    var depends = new boolean[last + 1];
    for (int i = 0; i <= last; i++) {
      depends[i] =
          switch (nodes.get(i)) {
            case Argument _, Parameter _ -> true;
            case Operation operation ->
                Arrays.stream(operation.operands()).anyMatch(k -> depends[k]);
            case Constant _, Literal _ -> false;
          };
    }
    return depends;
  }

  private void propagate(int node, Operation operation, int[] adjoints, boolean[] depends) {
    int a = operation.a();
    int b = operation.b();
    int adjoint = adjoints[node];
    if (operation.op() == Op.MULTIPLY && a == b) {
      adjoints[a] = apply(Op.ADD, adjoints[a], scaled(adjoint, apply(Op.MULTIPLY, literal(2), a)));
      return;
    }
    if (depends[a]) {
      adjoints[a] = apply(Op.ADD, adjoints[a], Derivatives.first(this, operation, node, adjoint));
    }
    if (operation.op().operands() == 2 && depends[b]) {
      adjoints[b] = apply(Op.ADD, adjoints[b], Derivatives.second(this, operation, node, adjoint));
    }
  }

  /** The product of an adjoint and a factor whose own first factor may be a number. */
  private int scaled(int adjoint, int factor) {
    return nodes.get(factor) instanceof Operation(Op op, int number, int x, int _)
            && op == Op.MULTIPLY
        ? apply(Op.MULTIPLY, apply(Op.MULTIPLY, adjoint, number), x)
        : apply(Op.MULTIPLY, adjoint, factor);
  }

  /**
   * Expressions that are rounded less often: a product that only a sum needs is added to it by
   * {@link Op#FMA}.
   */
  int[] contract(int[] expressions) {
    int count = Arrays.stream(expressions).max().orElse(-1) + 1;
    int[] uses = uses(expressions, count);
    boolean[] depends = depends(count - 1);
    var at = new int[count];
    for (int i = 0; i < count; i++) {
      at[i] = i;
      if (uses[i] == 0 || !(nodes.get(i) instanceof Operation(Op op, int a, int b, int _))) {
        continue;
      }
      if (op == Op.ADD && soleProduct(b, uses, depends)) {
        at[i] = fma((Operation) nodes.get(b), a, at);
      } else if (op == Op.ADD && soleProduct(a, uses, depends)) {
        at[i] = fma((Operation) nodes.get(a), b, at);
      } else {
        at[i] = apply(op, at[a], at[b]);
      }
    }
    return Arrays.stream(expressions).map(expression -> at[expression]).toArray();
  }

  /**
   * Expressions that have the same values, bit for bit, where the magnitudes of all varying
   * arguments of sines and cosines add up to less than {@link Trigonometry#LIMIT}, and are NaN
   * elsewhere.
   */
  int[] withinRange(int[] expressions) {
    int count = Arrays.stream(expressions).max().orElse(-1) + 1;
    int[] uses = uses(expressions, count);
    boolean[] depends = depends(count - 1);
    int sum = zero;
    for (int i = 0; i < count; i++) {
      if (uses[i] > 0
          && nodes.get(i) instanceof Operation(Op op, int a, int _, int _)
          && (op == Op.SIN || op == Op.COS)
          && depends[a]) {
        sum = apply(Op.ADD, sum, apply(Op.ABS, a));
      }
    }
    if (sum == zero) {
      return expressions;
    }
    int infinite = apply(Op.MULTIPLY, sum, literal(Trigonometry.OVERFLOW));
    int nothing = apply(Op.MULTIPLY, infinite, literal(-0.0));
    return Arrays.stream(expressions).map(value -> binary(Op.ADD, value, nothing)).toArray();
  }

  /** How often each node is an operand or one of the expressions. */
  private int[] uses(int[] expressions, int count) {
    var uses = new int[count];
    for (int expression : expressions) {
      uses[expression]++;
    }
    for (int i = count - 1; i >= 0; i--) {
      if (uses[i] > 0 && nodes.get(i) instanceof Operation operation) {
        for (int operand : operation.operands()) {
          uses[operand]++;
        }
      }
    }
    return uses;
  }

  /** Whether a node is a product that varies and is used once. */
  private boolean soleProduct(int node, int[] uses, boolean[] depends) {
    return uses[node] == 1
        && depends[node]
        && nodes.get(node) instanceof Operation operation
        && operation.op() == Op.MULTIPLY;
  }

  private int fma(Operation product, int term, int[] at) {
    return add(new Operation(Op.FMA, at[product.a()], at[product.b()], at[term]));
  }

  private int add(Node node) {
    Integer there = known.get(node);
    if (there != null) {
      return there;
    }
    nodes.add(node);
    known.put(node, nodes.size() - 1);
    return nodes.size() - 1;
  }
}
