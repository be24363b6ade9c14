package org.noether.learning.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.tensor.Tensor;

/** Runs cases. */
public final class Runs {
  private static final Backend REFERENCE = Backends.choose("reference").backend();

  private Runs() {}

  /** Returns the outputs' numbers in double precision. */
  public static List<double[]> reference(GraphCase graphCase) {
    return new Session(graphCase).run();
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
    private final Call call;
    private final Map<String, double[]> inputs = new HashMap<>();
    private final int outputs;

    /** Compiles the case for the reference backend. */
    public Session(GraphCase graphCase) {
      call = new CompiledFunction(REFERENCE, graphCase.outputs()).newCall();
      outputs = graphCase.outputs().size();
      for (Tensor leaf : graphCase.realLeaves()) {
        inputs.put(Leaves.name(leaf), Leaves.numbers(graphCase, leaf).clone());
      }
      Leaves.setIndices(graphCase, call);
    }

    /** Returns the numbers of a leaf, which may be changed. */
    public double[] input(Tensor leaf) {
      return Objects.requireNonNull(inputs.get(Leaves.name(leaf)));
    }

    /** Runs, and returns the outputs' numbers. */
    public List<double[]> run() {
      inputs.forEach(call::set);
      call.run();
      return IntStream.range(0, outputs).mapToObj(call::get).toList();
    }
  }
}
