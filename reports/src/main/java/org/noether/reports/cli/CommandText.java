package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.train.RunConfig;
import org.noether.reports.table.DynamicsRun;
import org.noether.reports.table.MoleculeRun;
import org.noether.reports.table.Run;

/** Commands as somebody would type them. */
final class CommandText {
  private CommandText() {}

  /** The command that repeats a run. */
  static String train(Run run) {
    return train(run, List.of());
  }

  /**
   * The command that repeats a run.
   *
   * @param more options that the run itself does not tell
   */
  static String train(Run run, List<String> more) {
    var words = new ArrayList<>(List.of("./noether", "train"));
    switch (run) {
      case DynamicsRun(_, DynamicsConfig config, _, _, _, _, _) -> {
        words.add(config.data().system());
        addCommon(words, config, "--net_cfg");
        words.addAll(List.of("--n_train", String.valueOf(config.nTrain())));
        if (config.data() instanceof DataSource.StoredFile file) {
          words.addAll(List.of("--data", file.file()));
        }
      }
      case MoleculeRun(_, MoleculeConfig config, _, _, _, _, _) -> {
        words.addAll(List.of("molec", "--task", config.task()));
        addCommon(words, config, "--net_config");
        if (config.recenter()) {
          words.addAll(List.of("--recenter", "True"));
        }
        if (config.subsample() > 0) {
          words.addAll(List.of("--subsample", String.valueOf(config.subsample())));
        }
        words.addAll(List.of("--data", config.data()));
      }
    }
    words.addAll(more);
    return words(words);
  }

  private static void addCommon(List<String> words, RunConfig config, String dict) {
    words.addAll(List.of("--network", config.network()));
    if (!config.netCfg().isEmpty()) {
      words.addAll(List.of(dict, DictConverter.print(config.netCfg())));
    }
    words.addAll(List.of("--lr", String.valueOf(config.lr())));
    words.addAll(List.of("--num_epochs", String.valueOf(config.numEpochs())));
    words.addAll(List.of("--bs", String.valueOf(config.bs())));
    words.addAll(List.of("--seed", String.valueOf(config.seed())));
    words.addAll(PaperOptions.words(config.backend()));
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
