package org.noether.simulation.tape;

import java.util.ArrayList;
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

  /** A constant of the recording. */
  record Constant(int index) implements Node {}

  /** A number that belongs to the derivatives. */
  record Literal(double value) implements Node {}

  /** An operation; that of one operand has it twice. */
  record Operation(Op op, int a, int b) implements Node {}

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
      case ADD -> a == zero ? b : b == zero ? a : add(new Operation(op, a, b));
      case SUBTRACT ->
          b == zero ? a : a == zero ? apply(Op.NEGATE, b) : add(new Operation(op, a, b));
      case MULTIPLY ->
          a == zero || b == zero
              ? zero
              : a == one ? b : b == one ? a : add(new Operation(op, a, b));
      case DIVIDE -> a == zero ? zero : b == one ? a : add(new Operation(op, a, b));
      case NEGATE ->
          a == zero
              ? zero
              : nodes.get(a) instanceof Operation(Op inner, int x, int _) && inner == Op.NEGATE
                  ? x
                  : add(new Operation(op, a, a));
      default -> add(new Operation(op, a, op.binary() ? b : a));
    };
  }

  int literal(double value) {
    return add(new Literal(value));
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
            case Argument _ -> true;
            case Operation(Op _, int a, int b) -> depends[a] || depends[b];
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
    if (operation.op().binary() && depends[b]) {
      adjoints[b] = apply(Op.ADD, adjoints[b], Derivatives.second(this, operation, node, adjoint));
    }
  }

  /** The product of an adjoint and a factor whose own first factor may be a number. */
  private int scaled(int adjoint, int factor) {
    return nodes.get(factor) instanceof Operation(Op op, int number, int x) && op == Op.MULTIPLY
        ? apply(Op.MULTIPLY, apply(Op.MULTIPLY, adjoint, number), x)
        : apply(Op.MULTIPLY, adjoint, factor);
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
