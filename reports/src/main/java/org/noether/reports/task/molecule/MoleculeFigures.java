package org.noether.reports.task.molecule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.TestPredictions;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.OfEpoch;
import org.noether.simulation.molecule.MoleculeProperty;

/** The figures of a report on molecules. Properties have different units, so each has its own. */
record MoleculeFigures(List<Replicates<MoleculeRun>> groups) {
  /** The most dots of one figure: more would hide each other. */
  static final int MOST_DOTS = 1000;

  /** The fewest molecules whose mean error is shown. */
  static final int LEAST_OF_A_SIZE = 5;

  /** The validation error after each epoch, a figure for each property. */
  List<Figure> learning() {
    return byProperty("learning", "Learning curves", "epoch", true, MoleculeFigures::learning);
  }

  private static List<Curve> learning(Replicates<MoleculeRun> group, int colour) {
    return TaskReport.overEpochs(
        MoleculeRun.network(group), group, OfEpoch.VALIDATION, colour, Look.SOLID);
  }

  /** The error on molecules with as many atoms, a figure for each property. */
  List<Figure> bySize() {
    return byProperty(
        "error-by-size",
        "Error by size of molecule",
        "atoms",
        false,
        (group, colour) ->
            predictions(group)
                .map(predictions -> bySize(MoleculeRun.network(group), predictions, colour))
                .orElse(List.of()));
  }

  private static List<Curve> bySize(String name, TestPredictions predictions, int colour) {
    var errors =
        IntStream.range(0, predictions.atoms().length)
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> predictions.atoms()[i],
                    TreeMap::new,
                    Collectors.summarizingDouble(
                        i -> Math.abs(predictions.predicted()[i] - predictions.truth()[i]))));
    errors.values().removeIf(size -> size.getCount() < LEAST_OF_A_SIZE);
    double[] atoms = errors.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
    double[] means = errors.values().stream().mapToDouble(size -> size.getAverage()).toArray();
    return List.of(new Curve(name, atoms, means, colour, Look.JOINED));
  }

  /** Predicted against true values, a figure for each group. */
  List<Figure> parity() {
    return IntStream.range(0, groups.size())
        .boxed()
        .flatMap(g ->
            predictions(groups.get(g))
                .map(predictions -> parity(groups.get(g).first().config(), g, predictions))
                .stream())
        .toList();
  }

  private static Figure parity(MoleculeConfig config, int colour, TestPredictions predictions) {
    int count = predictions.truth().length;
    int stride = Math.ceilDiv(count, MOST_DOTS);
    int[] shown = IntStream.range(0, count).filter(i -> i % stride == 0).toArray();
    double[] truth = IntStream.of(shown).mapToDouble(i -> predictions.truth()[i]).toArray();
    double[] predicted = IntStream.of(shown).mapToDouble(i -> predictions.predicted()[i]).toArray();
    double[] ends = {
      DoubleStream.of(truth).min().orElse(0), DoubleStream.of(truth).max().orElse(0)
    };
    String unit = Numbers.unit(config.property().unit());
    return new Figure(
        "parity-" + (colour + 1),
        // The group alone: the figure is small.
        config.task() + ", " + config.netCfg().getOrDefault("group", config.network()),
        "true, " + unit,
        "predicted, " + unit,
        Layout.SQUARE,
        false,
        List.of(
            new Curve("predicted = true", ends, ends, colour, Look.TRUTH),
            new Curve("test molecules", truth, predicted, colour, Look.POINTS)));
  }

  private List<Figure> byProperty(
      String id,
      String title,
      String xLabel,
      boolean logarithmic,
      BiFunction<Replicates<MoleculeRun>, Integer, List<Curve>> curvesOf) {
    var figures = new ArrayList<Figure>();
    List<MoleculeProperty> properties =
        groups.stream().map(group -> group.first().property()).distinct().toList();
    for (MoleculeProperty property : properties) {
      var curves = new ArrayList<Curve>();
      for (int g = 0; g < groups.size(); g++) {
        if (groups.get(g).first().property().equals(property)) {
          curvesOf.apply(groups.get(g), g).stream()
              .filter(curve -> curve.x().length > 0)
              .forEach(curves::add);
        }
      }
      if (!curves.isEmpty()) {
        figures.add(
            new Figure(
                id + "-" + property.id().toLowerCase(Locale.ROOT),
                title + ": " + property.id(),
                xLabel,
                "mean absolute error, " + Numbers.unit(property.unit()),
                properties.size() > 1 ? Layout.NARROW : Layout.WIDE,
                logarithmic,
                curves));
      }
    }
    return figures;
  }

  private static Optional<TestPredictions> predictions(Replicates<MoleculeRun> group) {
    return group.runs().stream().flatMap(run -> run.predictions().stream()).findFirst();
  }
}
