package org.noether.reports.cli;

import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Run;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others. */
@Command(
    name = "noether",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Physics simulation and symmetry-aware learning on the JVM.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether reproduce springs                   train, compare and plot, in ten minutes",
      "  noether generate springs --systems 10000    write trajectories to an HDF5 file",
      "  noether train springs --network HFC         train one network",
      "  noether train springs --help                what a command takes, with examples",
      "",
      "Exit codes: 0 success, 1 failure, 2 a mistake in the command line, 130 interrupted.",
    })
final class NoetherCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "After a failure, also print where in the program it happened.")
  private boolean stacktrace;

  NoetherCommand() {}

  /** The command with all below it. */
  static CommandLine line(Interruption interruption) {
    var line = new CommandLine(new NoetherCommand());
    line.addSubcommand(new GenerateCommand());
    line.addSubcommand(new DataCommand());
    CommandLine train =
        TaskWords.addTo(line, "train", "Train a network to do a task, and test it.");
    line.addSubcommand(new EvaluateCommand());
    line.addSubcommand(new PredictCommand());
    line.addSubcommand(new ReportCommand());
    CommandLine reproduce =
        TaskWords.addTo(
            line, "reproduce", "Train the paper's networks, compare them, and write a report.");
    CommandLine study =
        TaskWords.addTo(
            line, "study", "Train networks on training sets of many sizes, and report the errors.");
    CommandLine benchmark =
        TaskWords.addTo(line, "benchmark", "Measure how fast a network trains on this machine.");
    line.addSubcommand(new DevicesCommand());
    for (TaskCommands<?, ?, ?> task : Tasks.all()) {
      String word = task.task().id();
      TaskWords.addTask(train, word, new TrainCommand<>(task, interruption), task.training());
      TaskWords.addTask(benchmark, word, new BenchmarkCommand<>(task.options()), task.benchmark());
      addComparisons(task, reproduce, study, interruption);
    }
    return line;
  }

  private static <C extends RunConfig<C>, R extends RunResult, U extends Run> void addComparisons(
      TaskCommands<C, R, U> task,
      CommandLine reproduce,
      CommandLine study,
      Interruption interruption) {
    task.reproduction().ifPresent(runs -> addComparison(reproduce, task, runs, interruption));
    task.study().ifPresent(runs -> addComparison(study, task, runs, interruption));
  }

  private static <C extends RunConfig<C>, R extends RunResult, U extends Run> void addComparison(
      CommandLine words,
      TaskCommands<C, R, U> task,
      Comparison<C, R, U> comparison,
      Interruption interruption) {
    var command = new ComparisonCommand<>(words.getCommandName(), task, comparison, interruption);
    TaskWords.addTask(words, comparison.word(), command, comparison.help());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? known: " + String.join(", ", spec.subcommands().keySet()));
  }

  boolean stacktrace() {
    return stacktrace;
  }
}
