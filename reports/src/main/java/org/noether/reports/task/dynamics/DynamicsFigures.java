package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.OfEpoch;

/** The figures of a report on learned dynamics. */
final class DynamicsFigures {
  /** The part of the time over which paths are drawn, as a divisor: later they fill the plane. */
  private static final int PATH_FRACTION = 5;

  /** The steps of a trajectory trained on. */
  private static final int TRAINED_STEPS = 4;

  /** How much wider than the true paths the panels are. */
  private static final double ROOM = 1.25;

  /** Quantities that have a figure; the table has all. */
  private static final int MOST_QUANTITIES = 6;

  private final List<Replicates<DynamicsRun>> groups;
  private final List<Evaluation> evaluations;

  DynamicsFigures(List<Replicates<DynamicsRun>> groups) {
    this.groups = groups;
    this.evaluations = groups.stream().flatMap(g -> DynamicsRun.evaluations(g).stream()).toList();
  }

  /** The errors after each epoch of every run. */
  Figure learning() {
    var curves = new ArrayList<Curve>();
    for (int g = 0; g < groups.size(); g++) {
      Replicates<DynamicsRun> group = groups.get(g);
      curves.addAll(TaskReport.overEpochs("", group, OfEpoch.TRAINING, g, Look.FAINT));
      curves.addAll(TaskReport.overEpochs(group.label(), group, OfEpoch.VALIDATION, g, Look.SOLID));
    }
    return new Figure(
        "learning", "Learning curves", "epoch", "mean squared error", Layout.WIDE, true, curves);
  }

  /** The change of the energy, beside that along the true motion. */
  Figure energy() {
    return besideTruth(
        withBands(
            overTime(
                "energy", "Energy", "relative change of H", Layout.WIDE, Evaluation::energyError),
            Evaluation.Spread::energy),
        Evaluation::trueEnergyError);
  }

  /**
   * The changes of quantities that the systems' author knows to be conserved, beside those along
   * the true motion: of all but energy and momenta, which have figures of their own.
   */
  List<Figure> authorsQuantities() {
    var names =
        evaluations.getFirst().conserved().stream()
            .flatMap(List::stream)
            .map(Evaluation.Conserved::name)
            .filter(name -> !hasOwnFigure(name))
            .filter(name -> evaluations.stream().allMatch(e -> e.conserved(name).isPresent()))
            .limit(MOST_QUANTITIES)
            .toList();
    return IntStream.range(0, names.size())
        .mapToObj(i -> {
          String name = names.get(i);
          return besideTruth(
              overTime(
                  "conserved-" + (i + 1),
                  name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                  "change of " + name,
                  Layout.HALF,
                  e -> e.conserved(name).orElseThrow().predicted()),
              e -> e.conserved(name).orElseThrow().truth());
        })
        .toList();
  }

  private boolean hasOwnFigure(String name) {
    return name.equals("energy")
        || Stream.of("momentum", "angular momentum")
            .anyMatch(total -> name.startsWith(total) && conservesTotal(total));
  }

  /** Whether the true systems conserve a total momentum. */
  boolean conservesTotal(String momentum) {
    return evaluations.stream().allMatch(e -> e.conservesTotal(momentum));
  }

  private Figure besideTruth(Figure predicted, Function<Evaluation, Evaluation.Curve> truth) {
    var curves = new ArrayList<Curve>(predicted.curves());
    Evaluation any = evaluations.getFirst();
    double[] values = truth.apply(any).geometricMean();
    curves.addFirst(new Curve("true motion", later(any.times()), later(values), 0, Look.TRUTH));
    return predicted.with(curves);
  }

  /** A quantity along the predicted motions: the mean over seeds, and each seed if several. */
  Figure overTime(
      String id,
      String title,
      String yLabel,
      Layout layout,
      Function<Evaluation, Evaluation.Curve> quantity) {
    var curves = new ArrayList<Curve>();
    for (int g = 0; g < groups.size(); g++) {
      var evaluations = DynamicsRun.evaluations(groups.get(g));
      if (evaluations.isEmpty()) {
        continue;
      }
      var values = evaluations.stream().map(e -> quantity.apply(e).geometricMean()).toList();
      if (evaluations.size() > 1) {
        List<Long> seeds = evaluatedSeeds(groups.get(g));
        for (int i = 0; i < evaluations.size(); i++) {
          double[] all = later(evaluations.get(i).times());
          String seed = groups.get(g).label() + ", seed " + seeds.get(i);
          curves.add(new Curve(seed, all, later(values.get(i)), g, Look.FAINT).unlisted());
        }
      }
      double[] times = shortest(evaluations);
      curves.add(new Curve(groups.get(g).label(), times, mean(values, times), g, Look.SOLID));
    }
    curves.addFirst(horizon(curves));
    return new Figure(id, title, "time (dimensionless)", yLabel, layout, true, true, curves);
  }

  private static List<Long> evaluatedSeeds(Replicates<DynamicsRun> group) {
    return group.runs().stream()
        .filter(run -> run.evaluation().isPresent())
        .map(run -> run.config().seed())
        .toList();
  }

  /**
   * Adds bands between the quartiles over the systems to a quantity over time, the mean over seeds;
   * none where an evaluation does not have them.
   */
  Figure withBands(Figure figure, Function<Evaluation.Spread, Evaluation.Quartiles> which) {
    var curves = new ArrayList<Curve>();
    for (int g = 0; g < groups.size(); g++) {
      var evaluations = DynamicsRun.evaluations(groups.get(g));
      if (evaluations.isEmpty() || evaluations.stream().anyMatch(e -> e.spread().isEmpty())) {
        continue;
      }
      var quartiles = evaluations.stream().map(e -> which.apply(e.spread().orElseThrow())).toList();
      double[] times = shortest(evaluations);
      double[] lower = mean(quartiles.stream().map(Evaluation.Quartiles::lower).toList(), times);
      double[] upper = mean(quartiles.stream().map(Evaluation.Quartiles::upper).toList(), times);
      String name = groups.get(g).label() + ", middle half of the systems";
      curves.add(
          new Curve(name, there(times, times), there(upper, lower), g, Look.BAND).unlisted());
    }
    curves.addAll(figure.curves());
    return figure.with(curves);
  }

  /** One sequence, and another one back from its end. */
  private static double[] there(double[] first, double[] back) {
    int n = first.length;
    return IntStream.range(0, 2 * n)
        .mapToDouble(i -> i < n ? first[i] : back[2 * n - 1 - i])
        .toArray();
  }

  /** The times of the shortest of some evaluations, but the first. */
  private static double[] shortest(List<Evaluation> evaluations) {
    return evaluations.stream()
        .map(e -> later(e.times()))
        .min(Comparator.comparingInt(t -> t.length))
        .orElseThrow();
  }

  /** The mean over seeds at some times, the first being left out. */
  private static double[] mean(List<double[]> values, double[] times) {
    return IntStream.rangeClosed(1, times.length)
        .mapToDouble(t -> values.stream().mapToDouble(v -> v[t]).average().orElseThrow())
        .toArray();
  }

  /** The time until which the trajectories trained on reach. */
  static double horizon(Evaluation evaluation) {
    return TRAINED_STEPS * evaluation.times()[1];
  }

  /** A line at that time, as high as the curves. */
  private Curve horizon(List<Curve> curves) {
    double time = horizon(evaluations.getFirst());
    var values =
        curves.stream()
            .flatMapToDouble(curve -> Arrays.stream(curve.y()))
            .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
            .summaryStatistics();
    return new Curve(
        "end of training data",
        new double[] {time, time},
        new double[] {values.getMin(), values.getMax()},
        0,
        Look.MARK);
  }

  /** All values but the first, which is rounding error. */
  private static double[] later(double[] values) {
    return Arrays.copyOfRange(values, 1, values.length);
  }

  /** The time until which {@link #rollouts()} shows paths. */
  static double pathTime(Evaluation evaluation) {
    return evaluation.times()[pathSteps(evaluation.times().length)];
  }

  private static int pathSteps(int times) {
    return Math.ceilDiv(times - 1, PATH_FRACTION);
  }

  /** Whether the systems are bodies in space. */
  boolean inSpace() {
    return groups.stream().flatMap(group -> group.runs().stream()).allMatch(DynamicsRun::inSpace);
  }

  /** Whether the systems are bodies in a plane or in space. */
  boolean inPlane() {
    return inSpace()
        && evaluations.stream()
            .flatMap(evaluation -> evaluation.examples().stream())
            .allMatch(example -> example.dim() > 1);
  }

  /**
   * One figure per network: the paths of the bodies of one test system, as predicted and in truth,
   * all of the same part of the plane.
   */
  List<Figure> rollouts() {
    boolean inPlane = inPlane();
    var panels = new ArrayList<Figure>();
    for (int g = 0; g < groups.size(); g++) {
      for (Evaluation.Example example :
          DynamicsRun.evaluations(groups.get(g)).stream()
              .flatMap(e -> e.examples().stream())
              .limit(1)
              .toList()) {
        panels.add(rollout(groups.get(g).label(), g, example, inPlane));
      }
    }
    Figure.Frame frame = frame(panels);
    return panels.stream().map(panel -> panel.within(frame)).toList();
  }

  /** The part of the plane that holds the true paths of all panels. */
  private static Figure.Frame frame(List<Figure> panels) {
    List<Curve> truth =
        panels.stream()
            .flatMap(panel -> panel.curves().stream())
            .filter(curve -> curve.look() == Look.TRUTH)
            .toList();
    var x = truth.stream().flatMapToDouble(c -> Arrays.stream(c.x())).summaryStatistics();
    var y = truth.stream().flatMapToDouble(c -> Arrays.stream(c.y())).summaryStatistics();
    double half = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin()) / 2;
    return new Figure.Frame(
        (x.getMax() + x.getMin()) / 2, (y.getMax() + y.getMin()) / 2, ROOM * half);
  }

  /** Bodies in a plane or in space show their paths, other systems those of each (q, p). */
  private static Figure rollout(
      String label, int colour, Evaluation.Example example, boolean inPlane) {
    var curves = new ArrayList<Curve>();
    int end = example.bodies() * example.dim();
    int d = inPlane ? example.dim() : 1;
    int y = inPlane ? 1 : end;
    int steps = pathSteps(example.truth().length);
    String of = inPlane ? "body " : "coordinate ";
    for (int q = 0; q < end; q += d) {
      String name = of + (q / d + 1);
      curves.add(path(name + ", true", example.truth(), 0, steps, q, q + y, colour, Look.TRUTH));
    }
    for (int q = 0; q < end; q += d) {
      String name = of + (q / d + 1);
      curves.add(
          path(name + ", predicted", example.learned(), 0, steps, q, q + y, colour, Look.SOLID));
    }
    for (int q = 0; q < end; q += d) {
      String name = of + (q / d + 1);
      curves.add(
          path(name + ", true end", example.truth(), steps, steps, q, q + y, colour, Look.DOTS));
    }
    return new Figure(
        "rollout-" + (colour + 1),
        label,
        inPlane ? "x" : "q",
        inPlane ? "y" : "p",
        Layout.SQUARE,
        false,
        curves);
  }

  /** Two components of the state between two steps. */
  private static Curve path(
      String name, double[][] states, int first, int last, int x, int y, int colour, Look look) {
    double[][] shown = Arrays.copyOfRange(states, first, last + 1);
    return new Curve(
        name,
        Arrays.stream(shown).mapToDouble(z -> z[x]).toArray(),
        Arrays.stream(shown).mapToDouble(z -> z[y]).toArray(),
        colour,
        look);
  }
}
