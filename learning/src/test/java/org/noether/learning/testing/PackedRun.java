package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.tensor.Tensor;

/**
 * A call whose inputs lie in one buffer and whose outputs in another, with gaps between them. The
 * gaps between inputs and the outputs themselves hold NaN before a run, so a number that is read
 * from outside an input, or not written, is seen.
 */
public final class PackedRun {
  private static final double CANARY = 12345.5;

  private final Backend backend;
  private final Call call;
  private final Buffer inputs;
  private final Buffer outputs;
  private final int[] starts;
  private final int[] sizes;

  /** Compiles the case for the calling thread. */
  public PackedRun(Backend backend, GraphCase graphCase, long seed) {
    this(new CompiledFunction(backend, graphCase.outputs()).newCall(), graphCase, seed);
  }

  /** Lets the call read the case's leaves and store its outputs; the seed chooses the gaps. */
  public PackedRun(Call call, GraphCase graphCase, long seed) {
    this.call = call;
    backend = call.function().backend();
    SplittableRandom random = new SplittableRandom(seed);
    List<Tensor> leaves = graphCase.realLeaves();
    int[] inputStarts = new int[leaves.size()];
    inputs = backend.allocate(layOut(leaves, inputStarts, random));
    backend.fill(inputs, 0, inputs.size(), Double.NaN);
    for (int i = 0; i < inputStarts.length; i++) {
      backend.upload(Leaves.numbers(graphCase, leaves.get(i)), inputs, inputStarts[i]);
      call.set(Leaves.name(leaves.get(i)), inputs, inputStarts[i]);
    }
    Leaves.setIndices(graphCase, call);
    starts = new int[graphCase.outputs().size()];
    outputs = backend.allocate(layOut(graphCase.outputs(), starts, random));
    sizes = graphCase.outputs().stream().mapToInt(output -> output.shape().size()).toArray();
    for (int k = 0; k < starts.length; k++) {
      call.store(k, outputs, starts[k]);
    }
  }

  private static int layOut(List<Tensor> tensors, int[] starts, SplittableRandom random) {
    int end = 1 + random.nextInt(20);
    for (int i = 0; i < starts.length; i++) {
      starts[i] = end;
      end += tensors.get(i).shape().size() + 1 + random.nextInt(20);
    }
    return end;
  }

  /** Runs, and returns the outputs' numbers; nothing else may have been written. */
  public List<double[]> run() {
    double[] before = backend.download(inputs);
    backend.fill(outputs, 0, outputs.size(), CANARY);
    for (int k = 0; k < starts.length; k++) {
      backend.fill(outputs, starts[k], sizes[k], Double.NaN);
    }
    call.run();
    assertThat(backend.download(inputs)).as("inputs after the run").isEqualTo(before);
    double[] after = backend.download(outputs);
    List<double[]> results = new ArrayList<>();
    int end = 0;
    for (int k = 0; k < starts.length; k++) {
      checkCanaries(after, end, starts[k]);
      end = starts[k] + sizes[k];
      results.add(Arrays.copyOfRange(after, starts[k], end));
    }
    checkCanaries(after, end, after.length);
    return results;
  }

  private static void checkCanaries(double[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(numbers[i]).as("beside the outputs, at %d", i).isEqualTo(CANARY);
    }
  }
}
