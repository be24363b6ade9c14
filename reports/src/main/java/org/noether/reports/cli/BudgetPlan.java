package org.noether.reports.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.noether.learning.train.Pace;
import org.noether.learning.train.RunConfig;
import org.noether.reports.cli.StageTimes.Stage;
import org.noether.reports.task.Comparison.PlannedRun;

/**
 * Deals the time of a comparison out to its rows: the runs that differ by their seeds alone, which
 * all get the same epochs and the same samples. A row gets its share of what is left when its first
 * run begins, so that what one row saves or overruns is spread over those after it; but not so much
 * more than at the start that the last rows would learn from far more than the first.
 *
 * @param <C> the configuration of a run
 */
final class BudgetPlan<C extends RunConfig<C>> {
  /** The part of a run's learning that is planned for: steps can slow down by as much. */
  private static final double MARGIN = 0.95;

  /**
   * The time of a row by that which it would have had at the start, at most. Where steps become
   * faster than measured, time is rather left over.
   */
  private static final double MOST_GROWTH = 1.25;

  /** The least number of samples that a configuration does not take for a fraction. */
  private static final int LEAST_SAMPLES = 2;

  /**
   * A row with runs to be made.
   *
   * @param pace its pace
   * @param following the seconds of a run's rollouts or predictions
   * @param first one of its runs
   * @param runs how many are to be made
   */
  private record Row<C extends RunConfig<C>>(
      Pace pace, double following, PlannedRun<C> first, int runs) {
    double share() {
      return runs * first.share();
    }

    /** The seconds of a run that are not learning. */
    double overhead() {
      return pace.setup() + pace.test() + following;
    }

    /** The least seconds of a run. */
    double least() {
      return overhead() + pace.leastLearning() / MARGIN;
    }

    /** What a run takes. */
    Cost cost() {
      return new Cost(least(), overhead(), first.config().numEpochs() * pace.epoch());
    }

    C fitted(double seconds) {
      Pace.Extent fit =
          pace.fitting(MARGIN * (seconds - overhead()) + pace.test(), first.config().numEpochs());
      return fit.epochs() == 0 && pace.shrinks() && fit.steps() < pace.stepsPerEpoch()
          ? first.config().fittedAs(1, Math.max(LEAST_SAMPLES, fit.steps() * pace.batch()))
          : first.config().withNumEpochs(Math.max(1, fit.epochs()));
    }
  }

  private final Map<String, Row<C>> rows = new LinkedHashMap<>();

  /** The extents of rows of which a run has begun. */
  private final Map<String, C> begun = new HashMap<>();

  /** The seconds for each run of rows, as dealt out when the first run began. */
  private final Map<String, Double> atStart = new HashMap<>();

  /** The runs of each row still to be made. */
  private final Map<String, Integer> left = new HashMap<>();

  /**
   * Adds a row.
   *
   * @param runs its runs that are to be made, at least one
   * @param pace how fast they are
   * @param following the seconds of a run's rollouts or predictions
   * @param known the configuration of a run of it that has begun
   */
  void add(List<PlannedRun<C>> runs, Pace pace, double following, Optional<C> known) {
    PlannedRun<C> first = runs.getFirst();
    rows.put(first.row(), new Row<>(pace, following, first, runs.size()));
    left.put(first.row(), runs.size());
    known.ifPresent(config -> begun.put(first.row(), config));
  }

  /** The least seconds for all runs to be made. */
  double least() {
    return rows.keySet().stream()
        .mapToDouble(row -> begun.containsKey(row) ? committed(row) : remaining(row).least())
        .sum();
  }

  /** The names of the rows that were added. */
  List<String> rows() {
    return List.copyOf(rows.keySet());
  }

  /**
   * What some runs to be made take, those of unknown pace as much more than the others as their
   * shares of the budget are greater; empty if no pace is known.
   */
  Optional<Cost> cost(List<PlannedRun<C>> runs) {
    List<PlannedRun<C>> paced = runs.stream().filter(run -> rows.containsKey(run.row())).toList();
    return runs.isEmpty()
        ? Optional.of(Cost.NONE)
        : paced.isEmpty()
            ? Optional.empty()
            : Optional.of(measured(paced).times(share(runs) / share(paced)));
  }

  private Cost measured(List<PlannedRun<C>> paced) {
    var all = Cost.NONE;
    for (PlannedRun<C> run : paced) {
      String name = run.row();
      Cost one = row(name).cost();
      all = all.plus(begun.containsKey(name) ? one.withLeast(committed(name) / left(name)) : one);
    }
    return all;
  }

  private static double share(List<? extends PlannedRun<?>> runs) {
    return runs.stream().mapToDouble(PlannedRun::share).sum();
  }

  /**
   * What runs take, in seconds.
   *
   * @param least the least that makes sense
   * @param overhead what is not learning
   * @param mostLearning the learning of all epochs
   */
  record Cost(double least, double overhead, double mostLearning) {
    static final Cost NONE = new Cost(0, 0, 0);

    Cost plus(Cost other) {
      return new Cost(
          least + other.least, overhead + other.overhead, mostLearning + other.mostLearning);
    }

    Cost times(double factor) {
      return new Cost(factor * least, factor * overhead, factor * mostLearning);
    }

    private Cost withLeast(double other) {
      return new Cost(other, overhead, mostLearning);
    }
  }

  private Remaining remaining(String row) {
    Row<C> there = row(row);
    return new Remaining(left(row) * there.least(), there.share());
  }

  /** The least seconds of a row, and its share of the rest. */
  private record Remaining(double least, double share) {}

  private Row<C> row(String name) {
    return Objects.requireNonNull(rows.get(name));
  }

  private int left(String row) {
    return left.getOrDefault(row, 0);
  }

  /** The seconds that the runs still to be made of a row that has begun take. */
  private double committed(String name) {
    Row<C> row = row(name);
    int epochs = Objects.requireNonNull(begun.get(name)).numEpochs();
    return left(name) * (row.overhead() + epochs * row.pace().epoch());
  }

  /**
   * The configuration of a run about to be made: that of the other seeds of its row, or what fits.
   *
   * @param seconds the time that is left for all runs
   */
  C next(PlannedRun<C> run, double seconds) {
    String name = run.row();
    if (atStart.isEmpty()) {
      rows.keySet().forEach(row -> atStart.put(row, secondsOfRun(row, seconds)));
    }
    double most = MOST_GROWTH * Objects.requireNonNull(atStart.get(name));
    C known =
        begun.computeIfAbsent(
            name, _ -> row(name).fitted(Math.min(most, secondsOfRun(name, seconds))));
    return run.config().fittedAs(known.numEpochs(), known.samples());
  }

  /** The seconds for each run of a row that has not begun. */
  private double secondsOfRun(String name, double seconds) {
    double rest = Math.max(0, seconds - least());
    double shares =
        rows.keySet().stream()
            .filter(row -> !begun.containsKey(row))
            .mapToDouble(row -> remaining(row).share())
            .sum();
    Remaining mine = remaining(name);
    return (mine.least() + rest * mine.share() / shares) / left(name);
  }

  /** Notes that a run was made, now or before. */
  void made(PlannedRun<C> run) {
    left.computeIfPresent(run.row(), (_, runs) -> runs - 1);
  }

  /** Notes what is planned for each stage of the runs to be made, and for the report. */
  void describe(StageTimes times, Extent.Budget budget) {
    double setup = sum(row -> row.runs() * row.pace().setup());
    double test = sum(row -> row.runs() * row.pace().test());
    double following = sum(row -> row.runs() * row.following());
    double runs = Math.max(budget.left().orElseThrow(), least());
    times.plan(Stage.DATA, 0);
    times.plan(Stage.PACE, 0);
    times.plan(Stage.SETUP, setup);
    times.plan(Stage.LEARNING, runs - setup - test - following);
    times.plan(Stage.TEST, test);
    times.plan(Stage.FOLLOWING, following);
    times.plan(Stage.REPORT, budget.report());
  }

  private double sum(ToDoubleFunction<Row<C>> amount) {
    return rows.values().stream().mapToDouble(amount).sum();
  }
}
