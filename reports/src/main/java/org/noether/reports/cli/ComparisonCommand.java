package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.cli.StageTimes.Stage;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.table.Crate;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.ReportWriter;
import org.noether.reports.table.Run;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.TaskReport;
import org.noether.simulation.io.WriteLock;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code noether reproduce TASK} and {@code noether study TASK}: makes the missing runs and reports
 * on all of them.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 */
final class ComparisonCommand<C extends RunConfig<C>, R extends RunResult, U extends Run>
    extends LeafCommand {
  private final TaskCommands<C, R, U> commands;
  private final Comparison.Defaults defaults;
  private final Interruption interruption;

  private final Comparison<C, R, U> comparison;

  /** The same object as comparison, because picocli does not support mixins of a generic type. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private Object mixin;

  @Mixin private MasterOption master = new MasterOption();

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description = {
        "With --master: a folder that all machines see, where runs keep their checkpoints",
        "(default: they are sent to where this command runs)."
      })
  private @Nullable Path shared;

  @Option(
      names = "--plan",
      description = {
        "Measure steps, and print what all runs at their full number of epochs would take, and how",
        "much sooner they would end on 10, 100 and 1000 processors; train nothing."
      })
  private boolean onlyPlan;

  @ArgGroup private Extent extent = new Extent();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Number of runs of each configuration, which share the budget (default:"
              + " ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the runs and the report (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--overrun",
      description = {
        "If the budget is too small, train the least all the same: an epoch of each run, or where",
        "it can learn from fewer samples, for as long as it is tested."
      })
  private boolean overrun;

  private final Instant start = Instant.now();
  private @Nullable List<PlannedRun<C>> sent;

  ComparisonCommand(
      TaskCommands<C, R, U> commands, Comparison<C, R, U> comparison, Interruption interruption) {
    this.commands = commands;
    this.comparison = comparison;
    this.mixin = comparison;
    this.defaults = comparison.defaults();
    this.seeds = defaults.seeds();
    this.out = defaults.out();
    this.interruption = interruption;
  }

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be positive, not " + seeds);
    }
    Extent.Budget budget = extent.budget(start, defaults.budget());
    if (overrun && budget.left().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no budget that --overrun could exceed"
              .formatted(extent.arguments(defaults.budget()).getFirst()));
    }
    if (shared != null && !master.given()) {
      throw new IllegalArgumentException("--shared is for runs elsewhere, with --master");
    }
    if (onlyPlan) {
      WorkPlan work = new WorkPlanner<>(comparison, err()).measure(plan());
      if (json.given()) {
        JsonOption.print(out(), work.json());
      } else {
        work.print(out());
      }
      return 0;
    }
    try (WriteLock _ = WriteLock.ofFolder(out)) {
      if (!master.given()) {
        return call(Optional.empty());
      }
      try (Cluster cluster = master.connect(interruption.stopFlag())) {
        return call(Optional.of(cluster));
      }
    } catch (CancellationException e) {
      return stopped();
    }
  }

  private int stopped() {
    line().getErr().println(CommandText.stopped(SentCommand.words(this)));
    return Main.INTERRUPTED;
  }

  private int call(Optional<Cluster> cluster) throws IOException {
    cluster.ifPresent(each -> MasterOption.demandWholePaths(each, comparison.inputs()));
    StageTimes times = StageTimes.of(out);
    var runner =
        new ComparisonRunner<>(
            out,
            CommandText.join(extent.arguments(defaults.budget())),
            extent.budget(start, defaults.budget()),
            commands,
            comparison,
            extent.full(),
            overrun,
            times,
            interruption.stopFlag(),
            cluster.map(each ->
                new ClusterRuns(
                    each, SentCommand.words(this), shared, interruption.stopFlag(), err())),
            err());
    List<U> runs = runner.run(plan());
    if (runs.isEmpty()) {
      return stopped();
    }
    TaskReport<U> report = comparison.report(runs);
    Path html = write(report, runs, times);
    if (json.given()) {
      JsonOption.print(out(), ReportCommand.result(html, runs));
    } else {
      out().println(report.errors().text());
      ReportCommand.printPaths(out(), html);
    }
    return 0;
  }

  /** Makes a run of this comparison in the process of a task, and returns whether it ended. */
  boolean work(RunTask wanted, Cluster.Place place) throws IOException {
    PlannedRun<C> planned =
        sent().stream()
            .filter(each -> each.name().equals(wanted.name()))
            .findFirst()
            .orElseThrow(() -> new IOException("no run is called " + wanted.name()));
    C config = planned.config().fittedAs(wanted.epochs(), wanted.samples());
    return new RunWorker<>(comparison, extent.full(), place).make(wanted, config);
  }

  /** The plan, made once for all tasks in a process. */
  private synchronized List<PlannedRun<C>> sent() throws IOException {
    List<PlannedRun<C>> made = sent;
    if (made == null) {
      made = plan();
      sent = made;
    }
    return made;
  }

  private List<PlannedRun<C>> plan() throws IOException {
    device.notes().forEach(note -> err().println("note: " + note));
    List<PlannedRun<C>> plan = extent.of(comparison.plan(err(), seeds, extent.full()));
    String backend = device.backend();
    return backend == null
        ? plan
        : plan.stream().map(planned -> planned.withBackend(backend)).toList();
  }

  /**
   * Writes the report with the time that it takes itself: what is drawn first is not drawn again.
   */
  private Path write(TaskReport<U> report, List<U> runs, StageTimes times) throws IOException {
    var pictures = new ReportWriter.Pictures();
    if (!times.has(Stage.REPORT)) {
      times.begin(Stage.REPORT);
      ReportWriter.draw(report.page(provenance(times)), pictures);
      times.save();
    }
    Provenance provenance = provenance(times);
    Page page = report.page(provenance);
    Path html = ReportWriter.write(page, out, pictures);
    Crate.write(page, provenance, runs, out);
    return html;
  }

  private Provenance provenance(StageTimes times) {
    return new Provenance(
        command(),
        run -> CommandText.train(run, comparison.reading()),
        List.of(
            List.of(
                "extent",
                extent.description(defaults.budget())
                    + (overrun ? ", which the least of each run may exceed" : "")),
            List.of("seeds", String.valueOf(seeds)),
            Versions.fact()),
        List.of(times.table()));
  }

  private String command() {
    var arguments = new ArrayList<>(List.of(("./" + qualifiedName()).split(" ")));
    arguments.addAll(comparison.arguments());
    arguments.addAll(extent.arguments(defaults.budget()));
    if (overrun) {
      arguments.add("--overrun");
    }
    arguments.addAll(List.of("--seeds", String.valueOf(seeds)));
    arguments.addAll(DeviceOption.arguments(device.backend()));
    if (!out.equals(defaults.out())) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    return CommandText.join(arguments);
  }
}
