package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.testing.Numbers;
import org.noether.learning.testing.OffHeapBackend;
import org.noether.learning.train.Adam;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Tiny;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

class RolloutLossTest {

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void bitsDoNotDependOnTheNumberOfThreads(String name) throws IOException {
    Fixture fixture = new Fixture(Tiny.fc(name, 1));

    double[] one = fixture.lossesAndGradient(1);

    assertThat(fixture.lossesAndGradient(2)).containsExactly(one);
    assertThat(fixture.lossesAndGradient(3)).containsExactly(one);
  }

  @Test
  void microbatchesAddUpToTheWholeBatch() throws IOException {
    Fixture fixture = new Fixture(Tiny.fc("reference", 1));

    double[] parts = fixture.lossAndGradient(10, 2);
    double[] whole = fixture.lossAndGradient(200, 2);

    // The sums of the two differ by the rounding of 20 samples' additions.
    for (int i = 0; i < whole.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FC", "HLieResNet"})
  void gradientAgreesWithFiniteDifferences(String network) throws IOException {
    DynamicsConfig config =
        network.equals("FC") ? Tiny.fc("reference", 1) : Tiny.hLieResNet("reference", 1);
    Fixture fixture = new Fixture(config);
    Buffer parameters = fixture.weights.parameters();
    Buffer gradient = fixture.backend.allocate(parameters.size());
    Buffer unused = fixture.backend.allocate(parameters.size());
    int[] batch = {0, 1, 2};

    // Larger weights than the initial ones let the network matter more.
    Numbers.scale(parameters, 2);
    // Central differences err by h^2 times a third derivative, and by the rounding of the loss,
    // some
    // 1e-17 of about 0.1, divided by h.
    double h = 1e-5;
    double largest = 0;
    try (Workers workers = new Workers(1)) {
      RolloutLoss loss = fixture.loss(workers, 200);
      loss.gradient(fixture.samples, batch, 0, gradient);
      double[] slopes = Numbers.of(gradient);
      for (int i = 0; i < parameters.size(); i += 37) {
        double value = Numbers.at(i, parameters);
        Numbers.set(parameters, i, value + h);
        double above = loss.gradient(fixture.samples, batch, 0, unused);
        Numbers.set(parameters, i, value - h);
        double below = loss.gradient(fixture.samples, batch, 0, unused);
        Numbers.set(parameters, i, value);
        largest = Math.max(largest, Math.abs(slopes[i]));
        assertThat(slopes[i])
            .as("gradient by parameter %d", i)
            .isCloseTo((above - below) / (2 * h), within(1e-6 * Math.abs(slopes[i]) + 1e-11));
      }
    }
    assertThat(largest)
        .as("the gradients compared are far above the tolerance")
        .isGreaterThan(1e-6);
  }

  @Test
  void evaluationIsTheMeanOverAllSamples() throws IOException {
    Fixture fixture = new Fixture(Tiny.fc("reference", 1));

    double loss = fixture.lossAndGradient(200, 1)[0];

    try (Workers workers = new Workers(1)) {
      assertThat(fixture.loss(workers, 8).mse(fixture.samples)).isCloseTo(loss, within(1e-14));
    }
  }

  @Test
  void batchStatisticsMakeTheBatchOneProgram() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1, Map.of("bn", true));

    assertOneProgram(new Fixture(config), new Fixture(config));
  }

  @Test
  void neighboursOutsideTheirBallMakeTheBatchOneProgram() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1);
    Fixture small = new Fixture(config);
    Fixture large = new Fixture(config);
    Numbers.fill(small.weights.buffers(), 0.05);
    Numbers.fill(large.weights.buffers(), 0.05);

    assertOneProgram(small, large);
  }

  /**
   * From balls that hold nobody else to balls that hold all: microbatches must not make a
   * difference.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 2})
  void microbatchesGiveTheLossGradientAndRadiiOfTheWholeBatch(double radius) throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1);
    Fixture parts = new Fixture(config);
    Fixture whole = new Fixture(config);
    Numbers.fill(parts.weights.buffers(), radius);
    Numbers.fill(whole.weights.buffers(), radius);

    double[] ours = parts.lossAndGradient(20, 2);
    double[] expected = whole.wholeLossAndGradient();

    // The sums of the two differ by the rounding of some 100 samples' additions.
    assertThat(ours).containsExactly(expected, within(1e-13));
    assertThat(Numbers.of(parts.weights.buffers()))
        .containsExactly(Numbers.of(whole.weights.buffers()), within(1e-14));
  }

  /** Demands that a batch size that asks for many microbatches gives the bits of one program. */
  private static void assertOneProgram(Fixture manyParts, Fixture onePart) {
    double[] before = Numbers.of(manyParts.weights.buffers());

    double[] result = manyParts.lossAndGradient(20, 2);

    assertThat(result).containsExactly(onePart.lossAndGradient(200, 1));
    double[] after = Numbers.of(manyParts.weights.buffers());
    assertThat(after).isNotEqualTo(before);
    assertThat(after).containsExactly(Numbers.of(onePart.weights.buffers()));
  }

  @Test
  void randomNeighboursDependOnTheStepAlone() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1, Map.of("nbhd", 2));
    Fixture fixture = new Fixture(config);
    int[] batch = IntStream.range(0, fixture.samples.count()).toArray();
    Buffer gradients = fixture.backend.allocate(fixture.weights.parameters().size());

    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      double loss = fixture.loss(one, 20).gradient(fixture.samples, batch, 4, gradients);
      assertThat(fixture.loss(three, 20).gradient(fixture.samples, batch, 4, gradients))
          .isEqualTo(loss);
      assertThat(fixture.loss(three, 20).gradient(fixture.samples, batch, 5, gradients))
          .isNotEqualTo(loss);
    }
  }

  /** A step of training, an evaluation and files of weights where buffers are no arrays. */
  @ParameterizedTest
  @ValueSource(strings = {"FC", "HLieResNet", "batch norm"})
  void bitsDoNotDependOnWhereABackendKeepsItsNumbers(String network) throws IOException {
    DynamicsConfig config =
        switch (network) {
          case "FC" -> Tiny.fc("cpu", 1);
          case "HLieResNet" -> Tiny.hLieResNet("cpu", 1, Map.of("nbhd", 2));
          default -> Tiny.hLieResNet("cpu", 1, Map.of("bn", true));
        };
    Fixture arrays = new Fixture(config);
    Fixture offHeap = new Fixture(config, new OffHeapBackend(arrays.backend));

    assertThat(offHeap.trained(2)).containsExactly(arrays.trained(2));
    assertThat(offHeap.lossesAndGradient(2)).containsExactly(arrays.lossesAndGradient(2));
    assertThat(Numbers.of(offHeap.weights.buffers()))
        .containsExactly(Numbers.of(arrays.weights.buffers()));
  }

  /** A network's initial weights and its training data. */
  private static final class Fixture {
    private final Backend backend;
    private final DynamicsNetwork network;
    private final SampleSet samples;
    private final Weights weights;

    Fixture(DynamicsConfig config) throws IOException {
      this(config, Backends.choose(config.backend()).backend());
    }

    Fixture(DynamicsConfig config, Backend backend) throws IOException {
      this.backend = backend;
      DynamicsData data = DynamicsData.load(config, backend);
      network = data.networks(config).first();
      samples = data.train();
      weights = Weights.zeros(network, backend);
      weights.initialise(network, config.seed());
    }

    RolloutLoss loss(Workers workers, int batchSize) {
      return new RolloutLoss(backend, _ -> network, weights, samples, workers, 0, batchSize);
    }

    double[] lossAndGradient(int batchSize, int threads) {
      int[] all = IntStream.range(0, samples.count()).toArray();
      try (Workers workers = new Workers(threads)) {
        Buffer gradients = backend.allocate(weights.parameters().size());
        double value = loss(workers, batchSize).gradient(samples, all, 0, gradients);
        double[] result = new double[1 + gradients.size()];
        result[0] = value;
        System.arraycopy(Numbers.of(gradients), 0, result, 1, gradients.size());
        return result;
      }
    }

    /** Returns the parameters after a few steps of Adam. */
    double[] trained(int threads) {
      int size = weights.parameters().size();
      Buffer gradients = backend.allocate(size);
      Adam adam =
          new Adam(
              backend,
              weights.parameters(),
              gradients,
              backend.allocate(size),
              backend.allocate(size));
      int[] batch = IntStream.range(0, samples.count()).toArray();
      try (Workers workers = new Workers(threads)) {
        RolloutLoss loss = loss(workers, batch.length);
        for (int step = 0; step < 3; step++) {
          loss.gradient(samples, batch, step, gradients);
          adam.step(step + 1, 0.01);
        }
      }
      return Numbers.of(weights.parameters());
    }

    double[] wholeLossAndGradient() {
      int[] all = IntStream.range(0, samples.count()).toArray();
      Samples alike = samples.groups().getFirst();
      LossCall call =
          new LossCall(
              CompiledLoss.of(backend, network, alike, all.length, CompiledLoss.Use.BATCH),
              1,
              alike,
              weights);
      Buffer gradients = backend.allocate(weights.parameters().size());
      call.load(alike, all, 0);
      call.storeGradients(gradients);
      double numbers = (double) all.length * alike.points() * alike.width();
      call.run(alike.steps(0), 1 / numbers, Randomness.ofTraining(0, 0, 0));
      Numbers.set(weights.buffers(), 0, Numbers.of(call.buffersAfter()));
      return DoubleStream.concat(DoubleStream.of(call.loss()), Arrays.stream(Numbers.of(gradients)))
          .toArray();
    }

    double[] lossesAndGradient(int threads) {
      double[] result = lossAndGradient(16, threads);
      try (Workers workers = new Workers(threads)) {
        double mse = loss(workers, 16).mse(samples);
        return IntStream.rangeClosed(0, result.length)
            .mapToDouble(i -> i == 0 ? mse : result[i - 1])
            .toArray();
      }
    }
  }
}
