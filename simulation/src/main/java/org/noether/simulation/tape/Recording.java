package org.noether.simulation.tape;

import java.util.Arrays;
import org.hipparchus.Field;

/**
 * What a function does with its arguments: a list of operations on nodes. The first nodes are the
 * arguments; constants are kept apart, so that functions that differ by their constants alone have
 * the same operations.
 */
final class Recording implements Field<Traced> {
  /** In place of an operation: the node is an argument or a constant. */
  static final int ARGUMENT = -1;

  static final int CONSTANT = -2;

  /**
   * Nodes of the largest function so far, as others are often alike. A recording that never grows
   * is quick, also to compile: where one did, C2 took more than ten seconds for an energy of thirty
   * operations, which the end of the program waits for.
   */
  private static volatile int expectedNodes = 16;

  private int[] code = new int[3 * expectedNodes];
  private double[] constants = new double[expectedNodes];
  private int nodes;
  private int constantCount;

  /** Adds an argument. */
  Traced argument() {
    return append(ARGUMENT, 0, 0);
  }

  /** Adds a constant. */
  Traced constant(double value) {
    if (constantCount == constants.length) {
      constants = Arrays.copyOf(constants, 2 * constants.length);
    }
    constants[constantCount] = value;
    return append(CONSTANT, constantCount++, 0);
  }

  /** Adds an operation. */
  Traced apply(Op op, Traced a, Traced b) {
    return append(op.code(), a.node(), b.node());
  }

  /** Three integers per node: operation and two operands. */
  int[] code() {
    if (nodes > expectedNodes) {
      expectedNodes = nodes;
    }
    return Arrays.copyOf(code, 3 * nodes);
  }

  /** The constants in the order of their nodes. */
  double[] constants() {
    return Arrays.copyOf(constants, constantCount);
  }

  /** The value of a constant node. */
  double value(int node) {
    if (code[3 * node] != CONSTANT) {
      throw new UnrecordableException();
    }
    return constants[code[3 * node + 1]];
  }

  @Override
  public Traced getZero() {
    return constant(0);
  }

  @Override
  public Traced getOne() {
    return constant(1);
  }

  @Override
  public Class<Traced> getRuntimeClass() {
    return Traced.class;
  }

  private Traced append(int op, int a, int b) {
    int at = 3 * nodes;
    if (at == code.length) {
      code = Arrays.copyOf(code, 2 * code.length);
    }
    code[at] = op;
    code[at + 1] = a;
    code[at + 2] = b;
    return new Traced(this, nodes++);
  }
}
