package org.noether.simulation.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.simulation.tape.Expressions.Argument;
import org.noether.simulation.tape.Expressions.Constant;
import org.noether.simulation.tape.Expressions.Literal;
import org.noether.simulation.tape.Expressions.Operation;

/**
 * What evaluates some expressions: expressions of constants alone are computed once for a set of
 * constants, the others by a {@link Kernel}.
 */
final class Program {
  private final Expressions expressions;
  private final int[] outputs;

  /** The nodes that outputs depend on, in order. */
  private final boolean[] needed;

  private final boolean[] varies;

  /** The place of a node that does not vary among the kernel's constants. */
  private final Map<Integer, Integer> places = new HashMap<>();

  private final Kernel kernel;
  private final int workLength;

  Program(Expressions expressions, int... outputs) {
    this.expressions = expressions;
    this.outputs = outputs;
    int count = Arrays.stream(outputs).max().orElse(0) + 1;
    needed = new boolean[count];
    varies = new boolean[count];
    Arrays.stream(outputs).forEach(output -> needed[output] = true);
    for (int i = count - 1; i >= 0; i--) {
      if (needed[i] && expressions.nodes().get(i) instanceof Operation operation) {
        needed[operation.a()] = true;
        needed[operation.b()] = true;
      }
    }
    List<Integer> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      switch (expressions.nodes().get(i)) {
        case Argument _ -> varies[i] = true;
        case Operation operation -> varies[i] = varies[operation.a()] || varies[operation.b()];
        case Constant _, Literal _ -> {}
      }
      if (needed[i] && !varies[i]) {
        places.put(i, places.size());
      } else if (needed[i] && expressions.nodes().get(i) instanceof Operation) {
        operations.add(i);
      }
    }
    var compiler = new KernelCompiler(expressions.nodes(), places, operations, outputs);
    kernel = compiler.compile();
    workLength = compiler.workLength();
  }

  /** Evaluates the expressions, for use by one thread. */
  Runner runner(double[] constants) {
    return new Runner(constants);
  }

  /** The program with one set of constants. */
  final class Runner {
    private final double[] c = new double[places.size()];
    private final double[] work = new double[workLength];

    private Runner(double[] constants) {
      for (int i = 0; i < needed.length; i++) {
        Integer place = places.get(i);
        if (place != null) {
          c[place] =
              switch (expressions.nodes().get(i)) {
                case Constant(int index) -> constants[index];
                case Literal(double value) -> value;
                case Operation(Op op, int a, int b) -> op.apply(value(a), value(b));
                case Argument _ -> throw new IllegalStateException("an argument varies");
              };
        }
      }
    }

    private double value(int node) {
      return c[java.util.Objects.requireNonNull(places.get(node))];
    }

    /** Writes the values at {@code x} to {@code out}. */
    void run(double[] x, double[] out) {
      kernel.run(x, c, out, work);
    }
  }

  /** Number of values. */
  int outputs() {
    return outputs.length;
  }
}
