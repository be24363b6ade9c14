package org.noether.reports.cli;

import java.util.List;
import org.noether.simulation.registry.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code noether help}. */
@Command(
    name = "help",
    description = "Show the help of a command, as --help does.",
    footer = {"Examples:", "  noether help", "  noether help train springs"})
final class HelpCommand extends LeafCommand {
  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The words of the command.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine shown = line().getCommandSpec().root().commandLine();
    for (String word : words) {
      var known = shown.getSubcommands();
      CommandLine next = known.get(word);
      if (next == null) {
        throw new ParameterException(
            line(),
            "%s has no command '%s'%s"
                .formatted(
                    shown.getCommandSpec().qualifiedName(),
                    word,
                    Spelling.suggestion(word, known.keySet())));
      }
      shown = next;
    }
    shown.usage(out());
    return 0;
  }
}
