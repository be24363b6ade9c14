package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/** Runs graphs on arrays. */
public final class Evaluation {
  private Evaluation() {}

  /** Returns the values of outputs in double precision, given the values of leaves by name. */
  public static List<double[]> of(List<Tensor> outputs, Map<String, double[]> leaves) {
    return of(Backends.choose("reference").backend(), outputs, leaves);
  }

  /** Returns the values of outputs on a backend, given the values of leaves by name. */
  public static List<double[]> of(
      Backend backend, List<Tensor> outputs, Map<String, double[]> leaves) {
    return compiled(backend, outputs).run(leaves);
  }

  /** Compiles a program that runs on arrays. */
  public static Compiled compiled(Backend backend, List<Tensor> outputs) {
    return new Compiled(backend, outputs, backend.compile(outputs).newExecution());
  }

  /** A program that runs on arrays. */
  public record Compiled(Backend backend, List<Tensor> outputs, Execution execution) {

    /**
     * Returns the values of outputs, given the values of real leaves by name; leaves of indices are
     * bound already.
     */
    public List<double[]> run(Map<String, double[]> leaves) {
      for (Tensor leaf : Program.of(outputs).boundLeaves()) {
        if (!(leaf.op() instanceof Op.Input(String name, _))) {
          continue;
        }
        double[] values = leaves.get(name);
        if (values == null || values.length != leaf.shape().size()) {
          throw new IllegalArgumentException("no value for " + leaf + " among " + leaves.keySet());
        }
        Buffer buffer = backend.allocate(values.length);
        buffer.put(0, values);
        execution.bind(name, buffer, 0);
      }
      List<Buffer> results = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        results.add(backend.allocate(outputs.get(i).shape().size()));
        execution.bindOutput(i, results.get(i), 0);
      }
      execution.run();
      return results.stream().map(Buffer::toArray).toList();
    }
  }
}
