package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.testing.Agreement;
import org.noether.learning.testing.BackendUnderTest;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.PackedRun;
import org.noether.learning.testing.RandomGraphs;
import org.noether.simulation.testing.Draws;

/** Each backend against the reference on random graphs, within what rounding can do. */
class RandomGraphsTest {
  private record Random(long seed, int steps, int derivatives) {}

  private static Stream<DynamicTest> agreement(int count, int mostSteps, int derivatives) {
    return Draws.tests(
        count,
        draws -> new Random(draws.bits(), draws.between(5, mostSteps), derivatives),
        random ->
            Agreement.ofAll(RandomGraphs.of(random.seed(), random.steps(), random.derivatives())));
  }

  @TestFactory
  Stream<DynamicTest> graphsAgree() {
    return agreement(80, 40, 0);
  }

  @TestFactory
  Stream<DynamicTest> gradientsAgree() {
    return agreement(40, 30, 1);
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAgree() {
    return agreement(20, 15, 2);
  }

  @Test
  void mostBoundsAreSharp() {
    for (int derivatives = 0; derivatives <= 2; derivatives++) {
      long count = 0;
      long sharp = 0;
      for (long seed = 0; seed < 20; seed++) {
        Agreement agreement = new Agreement(RandomGraphs.of(seed, 15, derivatives), 0x1p-24);
        count += agreement.count();
        sharp += agreement.sharp();
      }
      assertThat(sharp).as("of %d numbers", count).isGreaterThan(count * 9 / 10);
    }
  }

  @Test
  void executionsAreIndependent() throws Exception {
    for (BackendUnderTest backend : BackendUnderTest.all()) {
      for (long seed = 0; seed < 10; seed++) {
        executionsAreIndependent(backend, RandomGraphs.of(seed, 20, 1));
      }
    }
  }

  /** Runs one case and the same with other numbers, first by turns, then at the same time. */
  private static void executionsAreIndependent(BackendUnderTest backend, GraphCase one)
      throws Exception {
    Map<String, double[]> halves = new TreeMap<>();
    one.reals()
        .forEach(
            (name, numbers) -> halves.put(name, Arrays.stream(numbers).map(x -> x / 2).toArray()));
    GraphCase other = new GraphCase(one.name() + " halved", one.outputs(), halves, one.indices());
    Executable executable = backend.backend().compile(one.outputs());
    List<PackedRun> runs =
        List.of(
            new PackedRun(backend.backend(), executable, one, 1),
            new PackedRun(backend.backend(), executable, other, 2));
    List<double[]> expectedOne = runs.get(0).run();
    List<double[]> expectedOther = runs.get(1).run();
    Agreement.assertSame(runs.get(0).run(), expectedOne);
    Agreement.assertSame(runs.get(1).run(), expectedOther);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<double[]>>> results = new ArrayList<>();
      for (PackedRun run : runs) {
        results.add(threads.submit(run::run));
      }
      Agreement.assertSame(results.get(0).get(), expectedOne);
      Agreement.assertSame(results.get(1).get(), expectedOther);
    }
  }
}
