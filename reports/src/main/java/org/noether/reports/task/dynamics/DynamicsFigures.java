package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.train.EpochMetrics;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.table.Replicates;

/** The figures of a report on learned dynamics. */
final class DynamicsFigures {
  /** Paths are drawn over this part of the time, before they fill the plane. */
  private static final int PATH_FRACTION = 5;

  private final List<Replicates<DynamicsRun>> groups;
  private final List<Evaluation> evaluations;

  DynamicsFigures(List<Replicates<DynamicsRun>> groups) {
    this.groups = groups;
    this.evaluations = groups.stream().flatMap(g -> DynamicsRun.evaluations(g).stream()).toList();
  }

  Figure learning() {
    var curves = new ArrayList<Curve>();
    for (int g = 0; g < groups.size(); g++) {
      boolean named = false;
      for (DynamicsRun run : groups.get(g).runs()) {
        double[] epochs = run.metrics().stream().mapToDouble(EpochMetrics::epoch).toArray();
        double[] train = run.metrics().stream().mapToDouble(EpochMetrics::trainLoss).toArray();
        double[] validation =
            run.metrics().stream().mapToDouble(EpochMetrics::validation).toArray();
        curves.add(new Curve("", epochs, train, g, Look.FAINT));
        curves.add(
            new Curve(named ? "" : groups.get(g).label(), epochs, validation, g, Look.SOLID));
        named = true;
      }
    }
    return new Figure(
        "learning", "Learning curves", "epoch", "mean squared error", Layout.WIDE, true, curves);
  }

  Figure stateError() {
    return overTime(
        "state-error",
        "Error of the state",
        "relative error",
        Layout.WIDE,
        e -> e.stateError().geometricMean());
  }

  Figure mse() {
    return overTime(
        "mse", "Rollout MSE", "mean squared error", Layout.WIDE, e -> e.mse().geometricMean());
  }

  Figure energy() {
    var drift =
        overTime(
            "energy",
            "Energy",
            "relative change of H",
            Layout.WIDE,
            e -> e.energyError().geometricMean());
    var curves = new ArrayList<Curve>(drift.curves());
    Evaluation any = evaluations.getFirst();
    double[] truth = any.trueEnergyError().geometricMean();
    curves.addFirst(new Curve("true motion", later(any.times()), later(truth), 0, Look.TRUTH));
    return drift.with(curves);
  }

  Figure momentum() {
    return overTime(
        "momentum", "Momentum", "change of P", Layout.HALF, e -> e.momentumError().geometricMean());
  }

  Figure angularMomentum() {
    return overTime(
        "angular-momentum",
        "Angular momentum",
        "change of L",
        Layout.HALF,
        e -> e.angularMomentumError().geometricMean());
  }

  private Figure overTime(
      String id,
      String title,
      String yLabel,
      Layout layout,
      Function<Evaluation, double[]> quantity) {
    var curves = new ArrayList<Curve>();
    for (int g = 0; g < groups.size(); g++) {
      var evaluations = DynamicsRun.evaluations(groups.get(g));
      if (evaluations.isEmpty()) {
        continue;
      }
      if (evaluations.size() > 1) {
        for (Evaluation e : evaluations) {
          curves.add(new Curve("", later(e.times()), later(quantity.apply(e)), g, Look.FAINT));
        }
      }
      Evaluation shortest =
          Collections.min(evaluations, Comparator.comparingInt(e -> e.times().length));
      double[] times = later(shortest.times());
      double[] mean =
          IntStream.rangeClosed(1, times.length)
              .mapToDouble(t ->
                  evaluations.stream()
                      .mapToDouble(e -> quantity.apply(e)[t])
                      .average()
                      .orElseThrow())
              .toArray();
      curves.add(new Curve(groups.get(g).label(), times, mean, g, Look.SOLID));
    }
    return new Figure(id, title, "time", yLabel, layout, true, curves);
  }

  /** Without the first, where all that there is to see is rounding. */
  private static double[] later(double[] values) {
    return Arrays.copyOfRange(values, 1, values.length);
  }

  /** How long the paths are that {@link #rollouts()} shows. */
  static double pathTime(Evaluation evaluation) {
    return evaluation.times()[pathSteps(evaluation.times().length)];
  }

  private static int pathSteps(int times) {
    return Math.ceilDiv(times - 1, PATH_FRACTION);
  }

  /**
   * One figure per network: the paths of the bodies of one test system, as predicted and in truth.
   */
  List<Figure> rollouts() {
    var figures = new ArrayList<Figure>();
    for (int g = 0; g < groups.size(); g++) {
      Optional<Evaluation.Example> example =
          DynamicsRun.evaluations(groups.get(g)).stream()
              .flatMap(e -> e.examples().stream())
              .findFirst();
      if (example.isPresent()) {
        figures.add(rollout(groups.get(g).label(), g, example.get()));
      }
    }
    return figures;
  }

  private static Figure rollout(String label, int colour, Evaluation.Example example) {
    var curves = new ArrayList<Curve>();
    int d = example.dim();
    int end = example.bodies() * d;
    for (int q = 0; q < end; q += d) {
      curves.add(path(example.truth(), q, colour, Look.TRUTH));
    }
    for (int q = 0; q < end; q += d) {
      curves.add(path(example.learned(), q, colour, Look.SOLID));
    }
    double[] last = example.truth()[pathSteps(example.truth().length)];
    for (int q = 0; q < end; q += d) {
      curves.add(
          new Curve("", new double[] {last[q]}, new double[] {last[q + 1]}, colour, Look.DOTS));
    }
    return new Figure("rollout-" + (colour + 1), label, "", "", Layout.SQUARE, false, curves);
  }

  private static Curve path(double[][] states, int q, int colour, Look look) {
    double[][] shown = Arrays.copyOf(states, pathSteps(states.length) + 1);
    return new Curve(
        "",
        Arrays.stream(shown).mapToDouble(z -> z[q]).toArray(),
        Arrays.stream(shown).mapToDouble(z -> z[q + 1]).toArray(),
        colour,
        look);
  }
}
