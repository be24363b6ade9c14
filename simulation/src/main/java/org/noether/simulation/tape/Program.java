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
import org.noether.simulation.tape.Expressions.Parameter;

/**
 * What evaluates some expressions: expressions of constants alone are computed once for a set of
 * constants, the others by a {@link Kernel} or a {@link LaneKernel}.
 */
final class Program {
  /**
   * The {@link #weight} up to which the Vector API is used. The JVM compiles calls of it slowly,
   * and runs them very slowly before; short loops, in which it finds vectors by itself, are then as
   * fast or faster.
   */
  private static final int MOST_VECTOR_WEIGHT = 150;

  private final Expressions expressions;
  private final int[] outputs;

  /** The place of a node that does not vary among the kernel's constants. */
  private final Map<Integer, Integer> places = new HashMap<>();

  /** The nodes in the order of their places. */
  private final List<Integer> constantNodes = new ArrayList<>();

  private final List<Integer> operations = new ArrayList<>();
  private final boolean[] argumentsUsed;

  /** What computes several sets of constants side by side. */
  private final Program lanes;

  private @Nullable Compiled<Kernel> kernel;
  private final Map<Boolean, Compiled<LaneKernel>> laneKernels = new HashMap<>();

  private record Compiled<K>(K kernel, int workLength) {}

  /**
   * @param arguments the number of arguments
   */
  Program(Expressions expressions, int arguments, int... outputs) {
    this(expressions, arguments, outputs, expressions.withinRange(outputs));
  }

  private Program(Expressions expressions, int arguments, int[] outputs, int[] laneOutputs) {
    this.expressions = expressions;
    this.outputs = outputs;
    argumentsUsed = new boolean[arguments];
    lanes =
        Arrays.equals(outputs, laneOutputs)
            ? this
            : new Program(expressions, arguments, laneOutputs, laneOutputs);
    int count = Arrays.stream(outputs).max().orElse(0) + 1;
    var needed = new boolean[count];
    var varies = new boolean[count];
    Arrays.stream(outputs).forEach(output -> needed[output] = true);
    for (int i = count - 1; i >= 0; i--) {
      if (needed[i] && expressions.nodes().get(i) instanceof Operation operation) {
        for (int operand : operation.operands()) {
          needed[operand] = true;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      var node = expressions.nodes().get(i);
      varies[i] =
          node instanceof Argument
              || node instanceof Parameter
              || (node instanceof Operation operation
                  && Arrays.stream(operation.operands()).anyMatch(k -> varies[k]));
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

  /** How many instructions it takes, roughly. */
  int weight() {
    return operations.stream()
        .mapToInt(node -> ((Operation) expressions.nodes().get(node)).op().weight())
        .sum();
  }

  /** Whether the expressions depend on an argument. */
  boolean dependsOn(int argument) {
    return argumentsUsed[argument];
  }

  /** A row for each of the kernel's constants, with an element for each recording's constants. */
  private double[][] constants(List<double[]> recorded) {
    var rows = new double[constantNodes.size()][recorded.size()];
    for (int place = 0; place < rows.length; place++) {
      double[] row = rows[place];
      switch (expressions.nodes().get(constantNodes.get(place))) {
        case Constant(int index) -> Arrays.setAll(row, lane -> recorded.get(lane)[index]);
        case Operation(Op op, int a, int b, int third) -> {
          double[] as = row(a, rows, row.length);
          double[] bs = row(b, rows, row.length);
          double[] thirds = row(third, rows, row.length);
          Arrays.setAll(row, lane -> op.apply(as[lane], bs[lane], thirds[lane]));
        }
        case Literal _, Argument _, Parameter _ -> throw new IllegalStateException("no constant");
      }
    }
    return rows;
  }

  private double[] row(int node, double[][] rows, int length) {
    if (expressions.nodes().get(node) instanceof Literal(double value)) {
      var row = new double[length];
      Arrays.fill(row, value);
      return row;
    }
    return rows[Objects.requireNonNull(places.get(node))];
  }

  /** Evaluates the expressions, for use by one thread. */
  Runner runner(double[] constants) {
    return new Runner(constants);
  }

  /**
   * Evaluates the expressions for several sets of constants, for use by one thread.
   *
   * @param vectors whether to use the Vector API where there are few operations
   */
  LaneRunner laneRunner(List<double[]> constants, boolean vectors) {
    boolean few = weight() <= MOST_VECTOR_WEIGHT;
    return lanes.new LaneRunner(constants, lanes.laneKernel(vectors && few));
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
      c = Arrays.stream(constants(List.of(constants))).mapToDouble(row -> row[0]).toArray();
    }

    /** Writes the values at {@code x} to {@code out}. */
    void run(double[] x, double[] out) {
      run(x, out, 0);
    }

    /** The same with a number for the {@link Parameter} of the expressions. */
    void run(double[] x, double[] out, double parameter) {
      code.run(x, c, out, work, parameter);
    }
  }

  /** The program with several sets of constants, each of which has an element of all rows. */
  final class LaneRunner {
    private final LaneKernel code;
    private final int lanes;
    private final int[] starts = new int[Math.max(argumentsUsed.length, outputs.length)];
    private final double[][] work;
    private final double[][] c;

    private LaneRunner(List<double[]> constants, Compiled<LaneKernel> compiled) {
      code = compiled.kernel();
      lanes = constants.size();
      work = new double[compiled.workLength()][lanes];
      c = constants(constants);
    }

    /** Writes rows of values at {@code x} to {@code out}. */
    void run(double[][] x, double[][] out) {
      code.run(x, c, out, work, starts, starts, lanes, 0);
    }

    /** The same with a number for the {@link Parameter} of the expressions. */
    void run(LaneRows x, LaneRows out, double parameter) {
      code.run(x.arrays(), c, out.arrays(), work, x.from(), out.from(), lanes, parameter);
    }
  }
}
