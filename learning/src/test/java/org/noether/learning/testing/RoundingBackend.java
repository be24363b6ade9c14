package org.noether.learning.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Bindings;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.DType;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * The definitions, each result rounded to single precision.
 *
 * @param rounding what is done to each computed number
 */
public record RoundingBackend(DoubleUnaryOperator rounding) implements Backend {

  @Override
  public String name() {
    return "rounding";
  }

  @Override
  public String description() {
    return "each op by its definition, then rounded";
  }

  @Override
  public Buffer allocate(int size) {
    return new Buffer.F32(new float[size]);
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    Program program = Program.of(outputs);
    return new Executable() {
      @Override
      public Execution newExecution() {
        return new RoundedExecution(program, new Bindings<>(program, Buffer.F32.class), rounding);
      }

      @Override
      public long workingBytes() {
        return 0;
      }
    };
  }

  private record RoundedExecution(
      Program program, Bindings<Buffer.F32> bindings, DoubleUnaryOperator rounding)
      implements Execution {
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
          values.put(node, value(node, values));
        }
      }
      for (int k = 0; k < program.outputs().size(); k++) {
        Bindings.Place<Buffer.F32> place = bindings.output(k);
        double[] numbers = Objects.requireNonNull(values.get(program.outputs().get(k)));
        place.buffer().put(place.offset(), numbers);
      }
    }

    private double[] value(Tensor node, Map<Tensor, double[]> values) {
      if (node.op() instanceof Op.Input) {
        Bindings.Place<Buffer.F32> place = bindings.input(node);
        return place.buffer().toArray(place.offset(), node.shape().size());
      }
      List<Tensor> inputs = node.inputs();
      double[][] reals = new double[inputs.size()][];
      int[][] index = new int[inputs.size()][];
      for (int i = 0; i < reals.length; i++) {
        Tensor input = inputs.get(i);
        if (input.dtype() == DType.REAL) {
          reals[i] = Objects.requireNonNull(values.get(input));
        } else {
          index[i] =
              input.op() instanceof Op.IndexConstant(Ints known)
                  ? known.toArray()
                  : bindings.indices(input);
        }
      }
      return Arrays.stream(Definitions.evaluate(node, reals, index)).map(rounding).toArray();
    }
  }
}
