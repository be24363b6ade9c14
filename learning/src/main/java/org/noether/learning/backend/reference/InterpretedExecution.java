package org.noether.learning.backend.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.noether.learning.backend.Bindings;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.DType;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/** Runs a program by evaluating its nodes in order, dropping each value after its last use. */
final class InterpretedExecution implements Execution {
  private final Program program;
  private final Bindings<Buffer.F64> bindings;
  private final Map<Tensor, Integer> lastUse = new HashMap<>();

  InterpretedExecution(Program program) {
    this.program = program;
    this.bindings = new Bindings<>(program, Buffer.F64.class);
    for (Tensor node : program.nodes()) {
      node.inputs().forEach(input -> lastUse.put(input, node.id()));
    }
    program.outputs().forEach(output -> lastUse.put(output, Integer.MAX_VALUE));
  }

  @Override
  public void bind(String input, Buffer buffer, int offset) {
    bindings.bind(input, buffer, offset);
  }

  @Override
  public void bindIndices(String input, int[] indices) {
    bindings.bindIndices(input, indices);
  }

  @Override
  public void bindOutput(int output, Buffer buffer, int offset) {
    bindings.bindOutput(output, buffer, offset);
  }

  @Override
  public void run() {
    Map<Tensor, double[]> values = new HashMap<>();
    for (Tensor node : program.nodes()) {
      if (node.dtype() == DType.REAL) {
        values.put(node, evaluate(node, values));
      }
      for (Tensor input : node.inputs()) {
        if (lastUse.getOrDefault(input, 0) == node.id()) {
          values.remove(input);
        }
      }
    }
    List<Tensor> outputs = program.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Bindings.Place<Buffer.F64> place = bindings.output(i);
      double[] value = Objects.requireNonNull(values.get(outputs.get(i)));
      System.arraycopy(value, 0, place.buffer().values(), place.offset(), value.length);
    }
  }

  private double[] evaluate(Tensor node, Map<Tensor, double[]> values) {
    if (node.op() instanceof Op.Input) {
      Bindings.Place<Buffer.F64> place = bindings.input(node);
      return place.buffer().toArray(place.offset(), node.shape().size());
    }
    List<Tensor> inputs = node.inputs();
    double[][] reals = new double[inputs.size()][];
    int[][] indices = new int[inputs.size()][];
    for (int i = 0; i < reals.length; i++) {
      Tensor input = inputs.get(i);
      if (input.dtype() == DType.REAL) {
        reals[i] = Objects.requireNonNull(values.get(input));
      } else {
        indices[i] =
            input.op() instanceof Op.IndexConstant(Ints known)
                ? known.toArray()
                : bindings.indices(input);
      }
    }
    return Interpreter.evaluate(node, reals, indices);
  }
}
