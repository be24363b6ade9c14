package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
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
      "Train a network to predict the motion of a system, and test it. Molecules have a command of"
          + " their own: 'noether train molec --help'.",
      "",
      "The paper's command lines work as they are; --num_epochs and --num-epochs are the same."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = TrainMoleculesCommand.class,
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
  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private NoetherCommand noether = new NoetherCommand(new Interruption());

  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..1",
      converter = SystemConverter.Trained.class,
      description = "What moves: springs, or nbody for gravitating bodies.")
  private @Nullable SystemKind system;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Passes over the training systems (default: ${DEFAULT-VALUE}).")
  private int numEpochs;

  @Mixin private RunOptions run = new RunOptions();

  @Mixin private PaperOptions paper = new PaperOptions();

  @Option(
      names = "--regen",
      arity = "0..1",
      fallbackValue = "True",
      converter = PythonFlag.class,
      paramLabel = "BOOL",
      description = "No effect: the same seed always gives the same data.")
  private @Nullable Boolean regen;

  @Override
  public Integer call() throws IOException {
    SystemKind moves = SystemConverter.Trained.demand(spec, system);
    PrintWriter err = spec.commandLine().getErr();
    TrainOptions options = run.circumstances(interruption().stopFlag());
    Optional<Path> resumed = run.resumed();
    if (resumed.isPresent()) {
      demandSameSystem(resumed.get(), moves);
      try (var lines = new TrainLines(err, "train")) {
        return tell(resumed.get(), Trainer.resume(resumed.get(), options, lines));
      }
    }
    paper.notes().forEach(note -> err.println("note: " + note));
    if (regen != null) {
      err.println(
          "note: --regen has no effect: data are generated from their seed, the same every time");
    }
    DynamicsConfig config = network.config(moves, numEpochs, paper.backend());
    Path folder = run.folder(moves.id() + "-" + config.network());
    try (var lines = new TrainLines(err, config.network())) {
      return tell(folder, Trainer.run(config, folder, options, lines));
    }
  }

  /** Ctrl-C. */
  Interruption interruption() {
    return noether.interruption();
  }

  private void demandSameSystem(Path folder, SystemKind asked) throws IOException {
    var begun = new RunFolder(folder);
    String moves = begun.holdsMolecules() ? "molec" : begun.readConfig().data().system();
    if (!moves.equals(asked.id())) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is a run on %s; use 'noether train %s --resume %s'"
              .formatted(folder, moves, moves, folder));
    }
  }

  private int tell(Path folder, TrainOutcome<DynamicsResult> outcome) {
    return run.tell(folder, outcome, TrainCommand::achieved, "noether evaluate " + folder);
  }

  private static String achieved(DynamicsResult result) {
    return String.format(
        Locale.ROOT,
        "test MSE %.4g, validation MSE %.4g (epoch %d of %d%s)",
        result.testMse(),
        result.valMse(),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent");
  }
}
