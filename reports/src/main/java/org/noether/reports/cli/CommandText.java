package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.learning.train.RunConfig;
import org.noether.reports.console.PythonLiteral;
import org.noether.reports.table.Run;

/** Commands as a user would type them. */
final class CommandText {
  private CommandText() {}

  /**
   * The command that repeats a run.
   *
   * @param more options that are not stored with the run
   */
  static String train(Run run, List<String> more) {
    RunConfig<?> config = run.config();
    var arguments = new ArrayList<>(List.of("./noether", "train", run.trained()));
    arguments.addAll(List.of("--network", config.network()));
    if (!config.netCfg().isEmpty()) {
      arguments.addAll(List.of("--net_cfg", PythonLiteral.print(config.netCfg())));
    }
    arguments.addAll(List.of("--lr", String.valueOf(config.lr())));
    arguments.addAll(List.of("--num_epochs", String.valueOf(config.numEpochs())));
    if (run.result().epochs() < config.numEpochs()) {
      arguments.addAll(List.of("--last_epoch", String.valueOf(run.result().epochs())));
    }
    arguments.addAll(List.of("--bs", String.valueOf(config.bs())));
    arguments.addAll(List.of("--seed", String.valueOf(config.seed())));
    arguments.addAll(PaperOptions.arguments(config.backend()));
    arguments.addAll(run.arguments());
    arguments.addAll(more);
    return join(arguments);
  }

  /** What to say of a command that was stopped, and that the same command continues. */
  static String stopped(List<String> words) {
    return "stopped; to continue, run the same command: noether " + join(words);
  }

  /** The arguments joined by spaces and quoted for a shell. */
  static String join(List<String> arguments) {
    return arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    if (argument.matches("[A-Za-z0-9_./:=+,@%-]+")) {
      return argument;
    }
    return argument.matches("[^\"$`\\\\!]*")
        ? '"' + argument + '"'
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
