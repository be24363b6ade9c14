package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.TinyMolecules;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class StepBenchmarkTest {

  @Test
  void timesStepsAndComparesThemWithThePeak() throws IOException {
    StepTiming timing =
        StepBenchmark.run(Tiny.TASK, Tiny.fc("reference", 1), 2, Duration.ofMillis(100));

    assertThat(timing.batch()).isEqualTo(8);
    assertThat(timing.steps()).isGreaterThanOrEqualTo(3);
    assertThat(timing.samplesPerSecond() * timing.medianSeconds()).isCloseTo(8, within(1e-9));
    assertThat(timing.peakMemoryBytes()).isGreaterThan(1 << 20);
    // 18 inputs, two layers of 8 and 12 outputs, in four steps of four evaluations, each with the
    // gradients of its weights and inputs; but the first evaluation's inputs are data.
    assertThat(timing.stepMatmulFlops())
        .isEqualTo(2 * 8 * (16 * (2 * (144 + 64 + 96) + 64 + 96) + 15 * 144));
    assertRates(timing);
  }

  @Test
  void timesStepsOnMoleculesToo(@TempDir Path folder) throws IOException {
    Path file = TinyMolecules.write(folder, 30);
    MoleculeConfig config = TinyMolecules.config(file, "reference", 1, Map.of());

    StepTiming timing =
        StepBenchmark.run(TinyMolecules.task(folder), config, 2, Duration.ofMillis(100));

    assertThat(timing.network()).isEqualTo("MolecLieResNet");
    assertThat(timing.batch()).isEqualTo(8);
    assertThat(timing.chunk()).isEqualTo(8);
    assertThat(timing.steps()).isGreaterThanOrEqualTo(3);
    assertThat(timing.stepMatmulFlops()).isGreaterThan(0);
    assertRates(timing);
  }

  /** Checks that rates are what is done over its time, and small products no faster than large. */
  private static void assertRates(StepTiming timing) {
    assertThat(timing.matmulFlops()).isEqualTo(timing.stepMatmulFlops() / timing.medianSeconds());
    assertThat(timing.matmulShare())
        .isEqualTo(timing.matmulFlops() / timing.peakMatmulFlops())
        .isBetween(0.0, 1.0);
    assertThat(timing.secondsToTenthStep()).isGreaterThan(10 * timing.medianSeconds() / 2);
  }

  @Test
  void timesKernelsOfEachKind() {
    List<KernelTiming> timings =
        KernelTiming.measure(Backends.choose("cpu").backend(), Duration.ofMillis(200));

    assertThat(timings).extracting(KernelTiming::name).doesNotHaveDuplicates();
    assertThat(timings)
        .anyMatch(timing -> timing.name().startsWith("product, 512"))
        .anyMatch(timing -> timing.name().equals("contraction to points"))
        .allSatisfy(timing -> {
          assertThat(timing.seconds()).isPositive();
          assertThat(timing.flops()).isPositive();
        });
  }

  @Test
  void countsTwoOperationsForEachProduct() {
    Graph graph = new Graph();
    Tensor a = graph.input("a", Shape.of(3, 4));
    Tensor batched = graph.input("b", Shape.of(2, 4, 5));
    Tensor product = a.matmul(graph.input("c", Shape.of(4, 5)));
    Tensor pairs = graph.input("d", Shape.of(2, 3, 4)).matmul(batched);
    Tensor rowPtr = graph.indices(0, 2, 3);
    Tensor senders = graph.indices(0, 1, 1);
    Tensor contraction =
        graph
            .input("v", Shape.of(2, 7))
            .contract(graph.input("k", Shape.of(3, 6)), rowPtr, senders);

    assertThat(MatmulFlops.of(List.of(product, pairs, contraction)))
        .isEqualTo(2.0 * 3 * 4 * 5 + 2.0 * 2 * 3 * 4 * 5 + 2.0 * 3 * 6 * 7);
  }
}
