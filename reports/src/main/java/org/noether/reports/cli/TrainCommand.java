package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainConfig;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.TrainResult;
import org.noether.learning.train.Trainer;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code noether train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Train a network to predict the motion of a system, and test it.",
      "",
      "The paper's command lines work as they are; --num_epochs and --num-epochs are the same."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether train springs --num_epochs 100 --n_train 3000 \\",
      "    --network HLieResNet --net_cfg \"{'group':T(2),'k':384,'num_layers':4}\" --lr 1e-3",
      "  noether train springs --num_epochs 100 --network FC --net_cfg \"{'k':256}\"",
      "  noether train springs --network HFC --budget 2m       as many epochs as fit two minutes",
      "  noether train springs --resume runs/springs-FC-1      go on after an interruption",
    })
final class TrainCommand implements Callable<Integer> {
  /** The backend that computes in double precision. */
  static final String DOUBLE_BACKEND = "reference";

  /** The backend that computes in single precision. */
  static final String SINGLE_BACKEND = "cpu";

  private static final Set<String> WITH_RESUME = Set.of("--resume", "--budget", "--stacktrace");

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private NoetherCommand noether = new NoetherCommand(new Interruption());

  @Parameters(
      paramLabel = "SYSTEM",
      converter = SystemConverter.class,
      description = "What moves: springs, or nbody for gravitating bodies.")
  private SystemKind system = SystemKind.SPRINGS;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Passes over the training systems (default: ${DEFAULT-VALUE}).")
  private int numEpochs;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time to spend, such as 90s or 5m; the epochs are reduced to what fits.")
  private @Nullable Duration budget;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder for the run (default: a new one in runs).")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with an interrupted run, to the same result.")
  private @Nullable Path resume;

  @Mixin private PaperOptions paper = new PaperOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    TrainOptions options = TrainOptions.defaults().withStop(noether.interruption().stopFlag());
    if (budget != null) {
      options = options.withBudget(budget, resume == null);
    }
    if (resume != null) {
      demandNothingElse();
      demandSameSystem(resume);
      try (var lines = new TrainLines(err, "train")) {
        return tell(resume, Trainer.resume(resume, options, lines));
      }
    }
    paper.notes().forEach(note -> err.println("note: " + note));
    TrainConfig config =
        network.config(
            system, numEpochs, paper.inDoublePrecision() ? DOUBLE_BACKEND : SINGLE_BACKEND);
    Path folder = out == null ? unusedFolder(config) : out;
    try (var lines = new TrainLines(err, config.network())) {
      return tell(folder, Trainer.run(config, folder, options, lines));
    }
  }

  private void demandSameSystem(Path run) throws IOException {
    String moves = new RunFolder(run).readConfig().data().system();
    if (!moves.equals(system.id())) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is a run on %s; use 'noether train %s --resume %s'"
              .formatted(run, moves, moves, run));
    }
  }

  private void demandNothingElse() {
    List<String> others =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .filter(name -> !WITH_RESUME.contains(name))
            .toList();
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the run as it was begun; leave out " + String.join(", ", others));
    }
  }

  private Path unusedFolder(TrainConfig config) {
    for (int i = 1; ; i++) {
      Path folder = Path.of("runs", system.id() + "-" + config.network() + "-" + i);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
  }

  private int tell(Path folder, TrainOutcome<TrainResult> outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (outcome.end() == TrainOutcome.End.STOPPED) {
      spec.commandLine()
          .getErr()
          .println("stopped; go on with: noether train " + system.id() + " --resume " + folder);
      return Main.INTERRUPTED;
    }
    var result = Objects.requireNonNull(outcome.result(), "a run that ended has a result");
    out.printf(
        Locale.ROOT,
        "test MSE %.4g, validation MSE %.4g (epoch %d of %d%s)%n",
        result.testMse(),
        result.valMse(),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent");
    out.println("run      " + folder);
    out.println("next     noether evaluate " + folder);
    return 0;
  }
}
