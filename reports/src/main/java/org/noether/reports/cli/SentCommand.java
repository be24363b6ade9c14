package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.OptionNames;
import picocli.CommandLine;

/**
 * A command that a task works for, made again from its command line, in the process of the task.
 *
 * @param words the command line
 * @param command the command with its options
 */
record SentCommand(List<String> words, Object command) {
  private static @Nullable SentCommand latest;

  /** The words of the command line that a command is part of. */
  static ArrayList<String> words(LeafCommand command) {
    return new ArrayList<>(
        command.line().getCommandSpec().root().commandLine().getParseResult().originalArgs());
  }

  /** The command of a command line; that of the latest one is kept for its other tasks. */
  static synchronized <T> T of(List<String> words, Class<T> type) {
    if (latest == null || !latest.words().equals(words)) {
      Locale.setDefault(Locale.ROOT);
      CommandLine line = Main.converting(NoetherCommand.line(new Interruption(), words));
      List<CommandLine> parsed =
          line.parseArgs(OptionNames.normalise(words.toArray(String[]::new))).asCommandLineList();
      latest = new SentCommand(List.copyOf(words), parsed.getLast().getCommand());
    }
    return type.cast(latest.command());
  }
}
