package org.noether.simulation.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.tape.Expressions.Argument;
import org.noether.simulation.tape.Expressions.Constant;
import org.noether.simulation.tape.Expressions.Literal;
import org.noether.simulation.tape.Expressions.Operation;

/**
 * What evaluates some expressions: expressions of constants alone are computed once for a set of
 * constants, the others by a {@link Kernel} or a {@link LaneKernel}.
 */
final class Program {
  private final Expressions expressions;
  private final int[] outputs;

  /** The place of a node that does not vary among the kernel's constants. */
  private final Map<Integer, Integer> places = new HashMap<>();

  /** The nodes in the order of their places. */
  private final List<Integer> constantNodes = new ArrayList<>();

  private final List<Integer> operations = new ArrayList<>();
  private final boolean[] argumentsUsed;
  private @Nullable Compiled<Kernel> kernel;
  private final Map<Boolean, Compiled<LaneKernel>> laneKernels = new HashMap<>();

  private record Compiled<K>(K kernel, int workLength) {}

  /**
   * @param arguments the number of arguments
   */
  Program(Expressions expressions, int arguments, int... outputs) {
    this.expressions = expressions;
    this.outputs = outputs;
    argumentsUsed = new boolean[arguments];
    int count = Arrays.stream(outputs).max().orElse(0) + 1;
    var needed = new boolean[count];
    var varies = new boolean[count];
    Arrays.stream(outputs).forEach(output -> needed[output] = true);
    for (int i = count - 1; i >= 0; i--) {
      if (needed[i] && expressions.nodes().get(i) instanceof Operation operation) {
        needed[operation.a()] = true;
        needed[operation.b()] = true;
      }
    }
    for (int i = 0; i < count; i++) {
      var node = expressions.nodes().get(i);
      varies[i] =
          node instanceof Argument
              || (node instanceof Operation(Op _, int a, int b) && (varies[a] || varies[b]));
      if (!needed[i]) {
        continue;
      }
      if (!varies[i] && !(node instanceof Literal)) {
        places.put(i, constantNodes.size());
        constantNodes.add(i);
      } else if (node instanceof Operation) {
        operations.add(i);
      } else if (node instanceof Argument(int index)) {
        argumentsUsed[index] = true;
      }
    }
  }

  /** Whether the expressions depend on an argument. */
  boolean dependsOn(int argument) {
    return argumentsUsed[argument];
  }

  /** The kernel's constants for a recording's constants. */
  double[] constants(double[] recorded) {
    var c = new double[constantNodes.size()];
    for (int place = 0; place < c.length; place++) {
      c[place] =
          switch (expressions.nodes().get(constantNodes.get(place))) {
            case Constant(int index) -> recorded[index];
            case Operation(Op op, int a, int b) -> op.apply(value(a, c), value(b, c));
            case Literal _, Argument _ -> throw new IllegalStateException("no constant");
          };
    }
    return c;
  }

  private double value(int node, double[] c) {
    return expressions.nodes().get(node) instanceof Literal(double value)
        ? value
        : c[Objects.requireNonNull(places.get(node))];
  }

  /** Evaluates the expressions, for use by one thread. */
  Runner runner(double[] constants) {
    return new Runner(constants);
  }

  /**
   * Evaluates the expressions for several sets of constants, for use by one thread.
   *
   * @param vectors whether to use the Vector API
   */
  LaneRunner laneRunner(List<double[]> constants, boolean vectors) {
    return new LaneRunner(constants, laneKernel(vectors));
  }

  private synchronized Compiled<Kernel> kernel() {
    if (kernel == null) {
      var compiler = new ScalarCompiler(expressions.nodes(), places, outputs, operations);
      kernel = new Compiled<>(compiler.compile(), compiler.workLength());
    }
    return kernel;
  }

  private synchronized Compiled<LaneKernel> laneKernel(boolean vectors) {
    return laneKernels.computeIfAbsent(
        vectors,
        _ -> {
          var compiler =
              new LaneCompiler(expressions.nodes(), places, outputs, operations, vectors);
          return new Compiled<>(compiler.compile(), compiler.workLength());
        });
  }

  /** The program with one set of constants. */
  final class Runner {
    private final Kernel code = kernel().kernel();
    private final double[] work = new double[kernel().workLength()];
    private final double[] c;

    private Runner(double[] constants) {
      c = constants(constants);
    }

    /** Writes the values at {@code x} to {@code out}. */
    void run(double[] x, double[] out) {
      code.run(x, c, out, work);
    }
  }

  /** The program with several sets of constants, each of which has an element of all rows. */
  final class LaneRunner {
    private final LaneKernel code;
    private final int lanes;
    private final double[][] work;
    private final double[][] c;

    private LaneRunner(List<double[]> constants, Compiled<LaneKernel> compiled) {
      code = compiled.kernel();
      lanes = constants.size();
      work = new double[compiled.workLength()][lanes];
      c = new double[constantNodes.size()][lanes];
      for (int lane = 0; lane < lanes; lane++) {
        double[] own = constants(constants.get(lane));
        for (int place = 0; place < own.length; place++) {
          c[place][lane] = own[place];
        }
      }
    }

    /** Writes rows of values at {@code x} to {@code out}. */
    void run(double[][] x, double[][] out) {
      code.run(x, c, out, work, lanes);
    }
  }
}
