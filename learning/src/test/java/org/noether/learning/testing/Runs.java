package org.noether.learning.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.tensor.Tensor;

/** Runs cases. */
public final class Runs {
  private static final Backend REFERENCE = Backends.choose("reference").backend();

  private Runs() {}

  /** Returns the outputs' numbers in double precision. */
  public static List<double[]> reference(GraphCase graphCase) {
    return new Session(REFERENCE, graphCase).run();
  }

  /** Returns the values of the real nodes in double precision. */
  public static Map<Tensor, double[]> nodes(GraphCase graphCase) {
    List<Tensor> nodes = graphCase.realNodes();
    List<double[]> numbers = reference(graphCase.with(nodes));
    Map<Tensor, double[]> values = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      values.put(nodes.get(i), numbers.get(i));
    }
    return values;
  }

  /** A compiled case in double precision, whose inputs can be changed from run to run. */
  public static final class Session {
    private final Execution execution;
    private final Map<String, Buffer> inputs = new HashMap<>();
    private final List<Buffer> outputs = new ArrayList<>();

    /** Compiles the case for the reference backend. */
    public Session(GraphCase graphCase) {
      this(REFERENCE, graphCase);
    }

    private Session(Backend backend, GraphCase graphCase) {
      execution = backend.compile(graphCase.outputs()).newExecution();
      for (Tensor leaf : graphCase.realLeaves()) {
        String name = Leaves.name(leaf);
        double[] numbers = Leaves.numbers(graphCase, leaf);
        Buffer buffer = backend.allocate(numbers.length);
        buffer.put(0, numbers);
        inputs.put(name, buffer);
        execution.bind(name, buffer, 0);
      }
      Leaves.bindIndices(graphCase, execution);
      for (int k = 0; k < graphCase.outputs().size(); k++) {
        Buffer buffer = backend.allocate(graphCase.outputs().get(k).shape().size());
        outputs.add(buffer);
        execution.bindOutput(k, buffer, 0);
      }
    }

    /** Returns the numbers of a leaf, which may be changed. */
    public Buffer input(Tensor leaf) {
      return Objects.requireNonNull(inputs.get(Leaves.name(leaf)));
    }

    /** Runs, and returns the outputs' numbers. */
    public List<double[]> run() {
      execution.run();
      return outputs.stream().map(Buffer::toArray).toList();
    }
  }
}
