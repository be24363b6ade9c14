package org.noether.learning.nn;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
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

  /** Compiles a function of leaves that may be more than those it reads. */
  public static Compiled compiled(Backend backend, List<Tensor> outputs) {
    return new Compiled(new CompiledFunction(backend, outputs).newCall());
  }

  /** A call whose inputs are among leaves. */
  public record Compiled(Call call) {

    /** Returns the values of outputs, given the values of real leaves by name. */
    public List<double[]> run(Map<String, double[]> leaves) {
      leaves.forEach((name, values) -> {
        if (call.function().inputShape(name).isPresent()) {
          call.set(name, values);
        }
      });
      call.run();
      return IntStream.range(0, call.function().outputs().size()).mapToObj(call::get).toList();
    }
  }
}
