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
import org.noether.learning.train.Buffers;
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
  void chunksAddUpToTheWholeBatch() throws IOException {
    Fixture fixture = new Fixture(Tiny.fc("reference", 1));

    double[] chunked = fixture.lossAndGradient(10, 2);
    double[] whole = fixture.lossAndGradient(200, 2);

    // The sums of the two differ by the rounding of 20 samples' additions.
    for (int i = 0; i < whole.length; i++) {
      assertThat(chunked[i]).isCloseTo(whole[i], within(1e-13));
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
    for (int i = 0; i < parameters.size(); i++) {
      parameters.set(i, 2 * parameters.get(i));
    }
    // Central differences err by h^2 times a third derivative, and by the rounding of the loss,
    // some
    // 1e-17 of about 0.1, divided by h.
    double h = 1e-5;
    double largest = 0;
    try (Workers workers = new Workers(1)) {
      RolloutLoss loss = fixture.loss(workers, 200);
      loss.gradient(fixture.samples, batch, 0, gradient);
      for (int i = 0; i < parameters.size(); i += 37) {
        double value = parameters.get(i);
        parameters.set(i, value + h);
        double above = loss.gradient(fixture.samples, batch, 0, unused);
        parameters.set(i, value - h);
        double below = loss.gradient(fixture.samples, batch, 0, unused);
        parameters.set(i, value);
        largest = Math.max(largest, Math.abs(gradient.get(i)));
        assertThat(gradient.get(i))
            .as("gradient by parameter %d", i)
            .isCloseTo((above - below) / (2 * h), within(1e-6 * Math.abs(gradient.get(i)) + 1e-11));
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
  void batchStatisticsMakeTheBatchOneChunk() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1, Map.of("bn", true));

    assertOneChunk(new Fixture(config), new Fixture(config));
  }

  @Test
  void neighboursOutsideTheirBallMakeTheBatchOneChunk() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1);
    Fixture small = new Fixture(config);
    Fixture large = new Fixture(config);
    small.weights.buffers().fill(0, small.weights.buffers().size(), 0.05);
    large.weights.buffers().fill(0, large.weights.buffers().size(), 0.05);

    assertOneChunk(small, large);
  }

  /** From balls that hold nobody else to balls that hold all: chunks must not make a difference. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 2})
  void chunksGiveTheLossGradientAndRadiiOfTheWholeBatch(double radius) throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 1);
    Fixture chunked = new Fixture(config);
    Fixture whole = new Fixture(config);
    chunked.weights.buffers().fill(0, chunked.weights.buffers().size(), radius);
    whole.weights.buffers().fill(0, whole.weights.buffers().size(), radius);

    double[] ours = chunked.lossAndGradient(20, 2);
    double[] expected = whole.wholeLossAndGradient();

    // The sums of the two differ by the rounding of some 100 samples' additions.
    assertThat(ours).containsExactly(expected, within(1e-13));
    assertThat(chunked.weights.buffers().toArray())
        .containsExactly(whole.weights.buffers().toArray(), within(1e-14));
  }

  /** Demands that a batch size that asks for many chunks gives the bits of one chunk. */
  private static void assertOneChunk(Fixture manyChunks, Fixture oneChunk) {
    double[] before = manyChunks.weights.buffers().toArray();

    double[] result = manyChunks.lossAndGradient(20, 2);

    assertThat(result).containsExactly(oneChunk.lossAndGradient(200, 1));
    double[] after = manyChunks.weights.buffers().toArray();
    assertThat(after).isNotEqualTo(before);
    assertThat(after).containsExactly(oneChunk.weights.buffers().toArray());
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

  /** A network's initial weights and its training data. */
  private static final class Fixture {
    private final Backend backend;
    private final DynamicsNetwork network;
    private final Samples samples;
    private final Weights weights;

    Fixture(DynamicsConfig config) throws IOException {
      backend = Backends.choose(config.backend()).backend();
      DynamicsData data = DynamicsData.load(config, backend);
      network = data.network(config);
      samples = data.train();
      weights = Weights.zeros(network, backend);
      weights.initialise(network, config.seed());
    }

    RolloutLoss loss(Workers workers, int batchSize) {
      return new RolloutLoss(backend, network, weights, samples, workers, 0, batchSize);
    }

    double[] lossAndGradient(int batchSize, int threads) {
      int[] all = IntStream.range(0, samples.count()).toArray();
      try (Workers workers = new Workers(threads)) {
        Buffer gradients = backend.allocate(weights.parameters().size());
        double value = loss(workers, batchSize).gradient(samples, all, 0, gradients);
        double[] result = new double[1 + gradients.size()];
        result[0] = value;
        System.arraycopy(gradients.toArray(), 0, result, 1, gradients.size());
        return result;
      }
    }

    double[] wholeLossAndGradient() {
      int[] all = IntStream.range(0, samples.count()).toArray();
      LossProgram program = LossProgram.trace(network, samples, all.length, LossProgram.Use.WHOLE);
      LossExecution execution =
          new LossExecution(
              program,
              backend.compile(program.outputs()).newExecution(),
              backend,
              samples,
              weights);
      Buffer gradients = backend.allocate(weights.parameters().size());
      execution.load(samples, all, 0);
      execution.bindGradients(gradients);
      execution.bindBuffersAfter();
      double numbers = (double) all.length * samples.points() * samples.width();
      execution.run(samples.steps(0), 1 / numbers, Randomness.ofTraining(0, 0, 0));
      Buffers.copy(execution.buffersAfter(), weights.buffers());
      return DoubleStream.concat(
              DoubleStream.of(execution.loss()), Arrays.stream(gradients.toArray()))
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
