package org.noether.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Run;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.dynamics.ClassPathOption;
import org.noether.reports.task.dynamics.DynamicsCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code noether}, the root of all commands. */
@Command(
    name = "noether",
    description = "Physics simulation and symmetry-aware learning on the JVM.",
    footer =
        """
        Examples:
          noether reproduce springs                   train, compare and plot, in ten minutes
          noether generate springs --systems 10000    write trajectories to an HDF5 file
          noether train springs --network HFC         train one network
          noether train springs --help                help for a command, with examples

        Exit codes: 0 success, 1 failure, 2 invalid command line, 130 interrupted.\
        """)
final class NoetherCommand extends CommandGroup {
  private static final Set<Class<?>> NEEDING_TASKS =
      Set.of(TaskGroup.class, CompletionCommand.class);

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print results and errors, but no progress and no notes.")
  private boolean quiet;

  private NoetherCommand() {}

  /** {@code noether data}. */
  @Command(
      name = "data",
      description =
          "Download public data sets, and describe or convert files of molecules, images or"
              + " trajectories.",
      subcommands = {DataFetchCommand.class, DataDescribeCommand.class, DataConvertCommand.class},
      footer =
          """
          Examples:
            noether data fetch qm9
            noether data describe datasets/qm9/dsgdb9nsd.xyz.tar.bz2
            noether data convert motion.npz motion.h5 --compress\
          """)
  private static final class DataCommand extends CommandGroup {}

  /**
   * The root command with its subcommands. Groups have their tasks only if the command line names
   * one of the groups, as it takes a while to set up the options of all tasks.
   *
   * @param words the command line
   */
  static CommandLine line(Interruption interruption, List<String> words) {
    var line = new CommandLine(new NoetherCommand());
    line.addSubcommand(new GenerateCommand(interruption));
    line.addSubcommand(new DataCommand());
    TaskGroup.addTo(line, "train", "Train a network and test it.");
    line.addSubcommand(new EvaluateCommand());
    line.addSubcommand(new RolloutCommand());
    line.addSubcommand(new PredictCommand());
    line.addSubcommand(new ReportCommand());
    TaskGroup.addTo(
        line, "reproduce", "Train the paper's networks, compare them, and write a report.");
    TaskGroup.addTo(
        line, "study", "Train networks on training sets of many sizes, and report the errors.");
    TaskGroup.addTo(line, "benchmark", "Measure how fast a network trains on this machine.");
    line.addSubcommand(new SymmetryCommand());
    line.addSubcommand(new DevicesCommand());
    line.addSubcommand(new CompletionCommand());
    line.addSubcommand(new HelpCommand());
    line.addSubcommand(new VersionCommand());
    boolean tasksNamed =
        line.getSubcommands().entrySet().stream()
            .anyMatch(command ->
                NEEDING_TASKS.contains(command.getValue().getCommand().getClass())
                    && words.stream().anyMatch(command.getKey()::equalsIgnoreCase));
    if (tasksNamed) {
      Optional<DynamicsCommands> users = users(line, words);
      Tasks.all().stream()
          .filter(
              task -> users.stream().noneMatch(each -> each.word().equalsIgnoreCase(task.word())))
          .forEach(task -> addTask(line, task, interruption));
      users.ifPresent(task -> addTask(line, task, interruption));
    }
    line.setSubcommandsCaseInsensitive(true);
    describeInLines(line);
    return line;
  }

  /** The task of a user's system, if the word after the name of a group names one. */
  private static Optional<DynamicsCommands> users(CommandLine line, List<String> words) {
    List<String> names =
        words.stream().filter(word -> !word.startsWith("-") && !word.equals("help")).toList();
    boolean named =
        names.size() > 1
            && line.getSubcommands().entrySet().stream()
                .anyMatch(command ->
                    command.getValue().getCommand() instanceof TaskGroup
                        && names.getFirst().equalsIgnoreCase(command.getKey()));
    try {
      return named ? Tasks.ofUser(names.get(1), ClassPathOption.among(words)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives each line of a description an item of its own: lists of commands show the first. */
  private static void describeInLines(CommandLine line) {
    var usage = line.getCommandSpec().usageMessage();
    usage.description(Stream.of(usage.description()).flatMap(String::lines).toArray(String[]::new));
    line.getSubcommands().values().forEach(NoetherCommand::describeInLines);
  }

  private static <C extends RunConfig<C>, R extends RunResult, U extends Run> void addTask(
      CommandLine line, TaskCommands<C, R, U> task, Interruption interruption) {
    String id = task.word();
    TaskGroup.addTask(line, "train", id, new TrainCommand<>(task, interruption), task.training());
    TaskGroup.addTask(
        line, "benchmark", id, new BenchmarkCommand<>(task.benchmarkOptions()), task.benchmark());
    task.reproduction()
        .ifPresent(runs -> addComparison(line, "reproduce", task, runs, interruption));
    task.study().ifPresent(runs -> addComparison(line, "study", task, runs, interruption));
  }

  private static <C extends RunConfig<C>, R extends RunResult, U extends Run> void addComparison(
      CommandLine line,
      String name,
      TaskCommands<C, R, U> task,
      Comparison<C, R, U> comparison,
      Interruption interruption) {
    var command = new ComparisonCommand<>(task, comparison, interruption);
    TaskGroup.addTask(line, name, comparison.word(), command, comparison.help());
  }

  boolean stacktrace() {
    return stacktrace;
  }

  boolean quiet() {
    return quiet;
  }
}
