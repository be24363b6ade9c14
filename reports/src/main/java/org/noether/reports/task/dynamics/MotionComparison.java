package org.noether.reports.task.dynamics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.noether.learning.task.dynamics.Evaluation.Example;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Replicates;

/**
 * Shows the true motion of one test system beside the motions that two networks predict: those of
 * the paper's figure, HLieResNet and HOGN, or the best of the others where one is missing.
 */
record MotionComparison(List<Shown> shown) {
  private static final List<String> PAPER = List.of("HLieResNet", "HOGN");

  /** The steps over which the paper follows a system. */
  private static final int STEPS = 100;

  /**
   * A prediction.
   *
   * @param label the title of its panel
   * @param run the run whose network predicts
   * @param times the times of its states
   * @param example the true and the predicted states
   */
  private record Shown(String label, DynamicsRun run, double[] times, Example example) {
    /** The network as the paper calls it. */
    String network() {
      return paperName(run);
    }

    String source() {
      return "%s (`%s`)".formatted(network(), run.id());
    }
  }

  /** The comparison of the networks of some runs; nothing if none has a rollout in a plane. */
  static List<Block> of(List<Replicates<DynamicsRun>> groups) {
    var best = new LinkedHashMap<String, Shown>();
    groups.stream()
        .flatMap(MotionComparison::candidates)
        .sorted(
            Comparator.<Shown>comparingInt(s -> rank(s.run()))
                .thenComparingDouble(s -> s.run().result().valMse()))
        .forEach(candidate -> best.putIfAbsent(candidate.network(), candidate));
    List<Shown> shown = best.values().stream().limit(PAPER.size()).toList();
    return shown.isEmpty()
        ? List.of()
        : Stream.concat(
                Stream.of(new MotionComparison(shown).block()),
                missing(groups, best.keySet()).stream())
            .toList();
  }

  private static Stream<Shown> candidates(Replicates<DynamicsRun> group) {
    String network = group.first().config().network();
    String label = paperName(group.first()) + group.label().substring(network.length());
    return group.runs().stream()
        .filter(DynamicsRun::inSpace)
        .flatMap(run ->
            run.evaluation().stream()
                .flatMap(e ->
                    e.examples().stream()
                        .filter(example -> example.dim() > 1)
                        .limit(1)
                        .map(example -> new Shown(label, run, e.times(), example))));
  }

  private static int rank(DynamicsRun run) {
    int place = PAPER.indexOf(run.config().network());
    return place < 0 ? PAPER.size() : place;
  }

  private static String paperName(DynamicsRun run) {
    String network = run.config().network();
    return network.equals("HLieResNet") ? "LieConv" : network;
  }

  /** Names one of the paper's networks that was trained but has no rollout. */
  private static Optional<Block> missing(
      List<Replicates<DynamicsRun>> groups, Set<String> followed) {
    return groups.stream()
        .filter(g -> PAPER.contains(g.first().config().network()))
        .filter(g -> !followed.contains(paperName(g.first())))
        .findFirst()
        .map(g ->
            new Block.Paragraph(
                "The predictions of %s are not shown, as its run has no rollouts yet: `noether evaluate` followed by the folder of `%s` makes them."
                    .formatted(g.label(), g.first().id())));
  }

  private Block block() {
    // The times at which all networks predicted, at most those of the paper.
    int states =
        Math.min(
            STEPS + 1,
            shown.stream().mapToInt(s -> s.example().truth().length).min().orElseThrow());
    Shown first = shown.getFirst();
    return shown.stream().allMatch(other -> isSameSystem(first, other, states))
        ? motion(states)
        : new Block.Paragraph(
            "The motions that %s predict are not shown side by side, as the runs were tested on different systems; networks that are trained on the same data can be compared."
                .formatted(names(Shown::source)));
  }

  private static boolean isSameSystem(Shown a, Shown b, int states) {
    return a.example().bodies() == b.example().bodies()
        && Arrays.equals(a.times(), 0, states, b.times(), 0, states)
        && Arrays.deepEquals(
            Arrays.copyOf(a.example().truth(), states), Arrays.copyOf(b.example().truth(), states));
  }

  private Block.Animation motion(int states) {
    Shown first = shown.getFirst();
    Example example = first.example();
    double[] times = Arrays.copyOf(first.times(), states);
    String title =
        "%s predictions on a %d-body %s system"
            .formatted(
                names(Shown::network),
                example.bodies(),
                SystemNames.adjective(first.run().config().data().system()));
    var truth = new Motion.Panel("true motion", positions(example, Example::truth, states));
    var predictions =
        shown.stream()
            .map(s -> new Motion.Panel(s.label(), positions(s.example(), Example::learned, states)))
            .toList();
    return new Block.Animation(
        caption(example, times[states - 1]),
        new Motion("motion", title, times, truth, predictions));
  }

  private String caption(Example example, double end) {
    return "The motion of %d bodies, system %d of the test set: in truth, and as predicted from the initial state alone by %s, of each network the run that validated best. First the paths until time %s, then the same as a moving picture. Rings are where the bodies truly are; a ring around its dot is a right prediction. All panels show the same part of the plane%s, and what leaves it is cut off. Positions and times are dimensionless, as in the data."
        .formatted(
            example.bodies(),
            example.system(),
            names(Shown::source),
            Numbers.significant(end, 3),
            example.dim() > 2 ? ", in projection on the first two coordinates" : "");
  }

  private String names(Function<Shown, String> name) {
    return shown.stream().map(name).collect(Collectors.joining(" and "));
  }

  /** For each time the first two coordinates of all bodies in turn. */
  private static double[][] positions(
      Example example, Function<Example, double[][]> motion, int states) {
    int d = example.dim();
    return Arrays.stream(motion.apply(example))
        .limit(states)
        .map(z -> {
          var xy = new double[2 * example.bodies()];
          Arrays.setAll(xy, i -> z[i / 2 * d + i % 2]);
          return xy;
        })
        .toArray(double[][]::new);
  }
}
