package org.noether.reports.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.noether.reports.console.FishCompletion;
import org.noether.simulation.registry.Spelling;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code noether completion}. */
@Command(
    name = "completion",
    description = "Print a script by which a shell completes commands, options and names.",
    footer = {
      "Examples:",
      "  . <(noether completion bash)                      in ~/.bashrc; noether on the PATH",
      "  . <(noether completion zsh)                       in ~/.zshrc, after compinit",
      "  noether completion fish | source                  in ~/.config/fish/config.fish"
    })
final class CompletionCommand extends LeafCommand {
  /** The shells that complete commands. */
  private static final class Shells implements Iterable<String> {
    static final List<String> NAMES = List.of("bash", "zsh", "fish");

    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String shell = "";

  @Override
  public Integer call() {
    CommandLine root = line().getCommandSpec().root().commandLine();
    out()
        .print(
            switch (shell.toLowerCase(Locale.ROOT)) {
              // The script for bash also loads zsh's emulation of bash's completion.
              case "bash", "zsh" -> AutoComplete.bash(root.getCommandName(), root);
              case "fish" -> FishCompletion.script(root);
              default ->
                  throw new ParameterException(
                      line(),
                      "unknown shell '%s'; known: %s%s"
                          .formatted(
                              shell,
                              String.join(", ", Shells.NAMES),
                              Spelling.suggestion(shell, Shells.NAMES)));
            });
    return 0;
  }
}
