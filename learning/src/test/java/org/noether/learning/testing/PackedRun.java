package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.tensor.Tensor;

/**
 * An execution whose inputs lie in one buffer and whose outputs in another, with gaps between them.
 * The gaps between inputs and the outputs themselves hold NaN before a run, so a number that is
 * read from outside an input, or not written, is seen.
 */
public final class PackedRun {
  private static final double CANARY = 12345.5;

  private final Execution execution;
  private final Buffer inputs;
  private final Buffer outputs;
  private final int[] starts;
  private final int[] sizes;

  /** Binds the case's leaves and outputs; the seed chooses the gaps. */
  public PackedRun(Backend backend, Executable executable, GraphCase graphCase, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    execution = executable.newExecution();
    List<Tensor> leaves = graphCase.realLeaves();
    int[] inputStarts = new int[leaves.size()];
    inputs = backend.allocate(layOut(leaves, inputStarts, random));
    inputs.fill(0, inputs.size(), Double.NaN);
    for (int i = 0; i < inputStarts.length; i++) {
      inputs.put(inputStarts[i], Leaves.numbers(graphCase, leaves.get(i)));
      execution.bind(Leaves.name(leaves.get(i)), inputs, inputStarts[i]);
    }
    Leaves.bindIndices(graphCase, execution);
    starts = new int[graphCase.outputs().size()];
    outputs = backend.allocate(layOut(graphCase.outputs(), starts, random));
    sizes = graphCase.outputs().stream().mapToInt(output -> output.shape().size()).toArray();
    for (int k = 0; k < starts.length; k++) {
      execution.bindOutput(k, outputs, starts[k]);
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
    double[] before = inputs.toArray();
    outputs.fill(0, outputs.size(), CANARY);
    for (int k = 0; k < starts.length; k++) {
      outputs.fill(starts[k], starts[k] + sizes[k], Double.NaN);
    }
    execution.run();
    assertThat(inputs.toArray()).as("inputs after the run").isEqualTo(before);
    List<double[]> results = new ArrayList<>();
    int end = 0;
    for (int k = 0; k < starts.length; k++) {
      checkCanaries(end, starts[k]);
      results.add(outputs.toArray(starts[k], sizes[k]));
      end = starts[k] + sizes[k];
    }
    checkCanaries(end, outputs.size());
    return results;
  }

  private void checkCanaries(int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(outputs.get(i)).as("beside the outputs, at %d", i).isEqualTo(CANARY);
    }
  }
}
