package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.Groups;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.learning.task.dynamics.network.GoldenConfig;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.Adam;
import org.noether.learning.train.CosineSchedule;
import org.noether.learning.train.Layout;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/** Losses, learning rates and weights of short trainings against the reference implementation. */
class AdamTrainGoldenTest {
  /** Rounding of two double precision trainings that add in different orders. */
  private static final double DOUBLE = 1e-9;

  /** Rounding of single precision, of which Adam's division makes the most in the first steps. */
  private static final double SINGLE = 2e-4;

  @TestFactory
  Stream<DynamicTest> inDoublePrecision() {
    return tests(Backends.choose("reference").backend(), DOUBLE);
  }

  @TestFactory
  Stream<DynamicTest> inSinglePrecision() {
    Optional<Backend> cpu =
        Backends.available().stream().filter(backend -> backend.name().equals("cpu")).findAny();
    Assumptions.assumeTrue(cpu.isPresent(), "skipped: there is no backend 'cpu'");
    return tests(cpu.get(), SINGLE);
  }

  private static Stream<DynamicTest> tests(Backend backend, double tolerance) {
    List<GoldenCase> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (GoldenCase golden : GoldenCases.of("adam_train")) {
      if (isKnown(golden)) {
        known.add(golden);
      } else {
        unknown.add(golden.name());
      }
    }
    System.out.printf(
        "golden adam_train on %s: %d cases; skipped for want of the network or group: %d %s%n",
        backend.name(), known.size(), unknown.size(), unknown);
    return known.stream()
        .map(golden ->
            DynamicTest.dynamicTest(golden.name(), () -> run(golden, backend, tolerance)));
  }

  private static boolean isKnown(GoldenCase golden) {
    return DynamicsNetworks.names().contains(golden.json().path("net").stringValue())
        && (!golden.json().path("group").isString()
            || Groups.names().contains(GoldenGroup.spec(golden.json()).name()));
  }

  private static void run(GoldenCase golden, Backend backend, double tolerance) {
    SafetensorsFile tensors = golden.tensors();
    Samples samples = samples(tensors, backend);
    DynamicsNetwork network =
        DynamicsNetworks.create(
            golden.json().path("net").stringValue(),
            GoldenConfig.of(golden.json()),
            samples.bodies(),
            samples.width() / (2 * samples.bodies()),
            samples.sysDim());
    Weights weights = Weights.zeros(network, backend);
    Layout layout = weights.layout();
    layout.parameters().forEach(s -> put(tensors, "param.", s, weights.parameters()));
    layout.buffers().forEach(s -> put(tensors, "buffer.", s, weights.buffers()));

    train(golden.json(), tensors, backend, network, weights, samples, tolerance);

    layout.parameters().forEach(s -> compare(tensors, s, weights.parameters(), tolerance));
    for (Layout.Slot slot : layout.buffers()) {
      assertClose(
          "buffer " + slot.name(),
          backend.download(weights.buffers(), slot.offset(), slot.shape().size()),
          tensors.tensor("buffer_after." + slot.name()).doubles(),
          tolerance);
    }
  }

  private static void train(
      JsonNode json,
      SafetensorsFile tensors,
      Backend backend,
      DynamicsNetwork network,
      Weights weights,
      Samples samples,
      double tolerance) {
    int size = weights.layout().parameterCount();
    Buffer gradients = backend.allocate(size);
    Adam adam =
        new Adam(
            backend,
            weights.parameters(),
            gradients,
            backend.allocate(size),
            backend.allocate(size));
    CosineSchedule schedule = CosineSchedule.over(json.path("num_epochs").doubleValue());
    int steps = json.path("steps").intValue();
    double[] losses = new double[steps + 1];
    double[] rates = new double[steps];
    int[] batch = IntStream.range(0, samples.count()).toArray();
    SampleSet set = SampleSet.of(samples);
    try (Workers workers = new Workers(2)) {
      RolloutLoss loss =
          new RolloutLoss(backend, _ -> network, weights, set, workers, 0, samples.count());
      for (int step = 0; step < steps; step++) {
        rates[step] =
            json.path("lr").doubleValue()
                * schedule.scaleAtStep(step, json.path("steps_per_epoch").intValue());
        losses[step] = loss.gradient(set, batch, step, gradients);
        adam.step(step + 1, rates[step]);
      }
      losses[steps] = loss.gradient(set, batch, steps, gradients);
    }
    assertClose("lr", rates, tensors.tensor("out.lr").doubles(), 1e-12);
    assertClose("loss", losses, tensors.tensor("out.loss").doubles(), tolerance);
  }

  private static Samples samples(SafetensorsFile tensors, Backend backend) {
    int[] zs = tensors.tensor("in.zs").shape();
    return Samples.of(
        backend,
        zs[0],
        zs[1],
        tensors.tensor("in.sysP").shape()[1],
        tensors.tensor("in.zs").doubles(),
        tensors.tensor("in.sysP").doubles(),
        tensors.tensor("in.ts").doubles());
  }

  private static void put(SafetensorsFile tensors, String prefix, Layout.Slot slot, Buffer into) {
    Numbers.set(into, slot.offset(), tensors.tensor(prefix + slot.name()).doubles());
  }

  private static void compare(
      SafetensorsFile tensors, Layout.Slot slot, Buffer parameters, double tolerance) {
    assertClose(
        slot.name(),
        parameters.backend().download(parameters, slot.offset(), slot.shape().size()),
        tensors.tensor("param_after." + slot.name()).doubles(),
        tolerance);
  }

  /** Demands |ours - theirs| to be small beside |theirs|, over all elements. */
  private static void assertClose(String what, double[] ours, double[] theirs, double tolerance) {
    assertThat(ours).as(what).hasSameSizeAs(theirs);
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference += (ours[i] - theirs[i]) * (ours[i] - theirs[i]);
      size += theirs[i] * theirs[i];
    }
    assertThat(Math.sqrt(difference))
        .as("difference in %s", what)
        .isLessThanOrEqualTo(tolerance * Math.sqrt(size));
  }
}
