package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.learning.train.RunConfig;
import org.noether.reports.console.PythonLiteral;
import org.noether.reports.table.Run;

/** Commands as somebody would type them. */
final class CommandText {
  private CommandText() {}

  /**
   * The command that repeats a run.
   *
   * @param more options that the run itself does not tell
   */
  static String train(Run run, List<String> more) {
    RunConfig<?> config = run.config();
    var words = new ArrayList<>(List.of("./noether", "train", run.files().task()));
    words.addAll(List.of("--network", config.network()));
    if (!config.netCfg().isEmpty()) {
      words.addAll(List.of("--net_cfg", PythonLiteral.print(config.netCfg())));
    }
    words.addAll(List.of("--lr", String.valueOf(config.lr())));
    words.addAll(List.of("--num_epochs", String.valueOf(config.numEpochs())));
    words.addAll(List.of("--bs", String.valueOf(config.bs())));
    words.addAll(List.of("--seed", String.valueOf(config.seed())));
    words.addAll(PaperOptions.words(config.backend()));
    words.addAll(run.words());
    words.addAll(more);
    return words(words);
  }

  /** Words joined so that a shell takes them apart again. */
  static String words(List<String> words) {
    return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (word.matches("[A-Za-z0-9_./:=+,@%-]+")) {
      return word;
    }
    return word.matches("[^\"$`\\\\!]*")
        ? '"' + word + '"'
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
