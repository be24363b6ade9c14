package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.SharedMolecules;
import org.noether.learning.task.molecule.TestPredictions;
import org.noether.learning.train.MoleculeTrainer;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.simulation.molecule.MoleculeDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code noether train molec}. */
@Command(
    name = "molec",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Train a network to predict a property of molecules, and test it.",
      "",
      "Learns from QM9 or any part of it, divided into training, validation and test molecules as",
      "in the paper. The paper's command lines work as they are; --num_epochs and --num-epochs are"
          + " the same."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether data fetch qm9",
      "  noether train molec --task homo --lr 3e-3 --aug True --num_epochs 500 --num_layers 6 \\",
      "    --network MolecLieResNet --net_config \"{'group':T(3),'fill':1.}\"",
      "  noether train molec --task mu --net_config \"{'k':256}\" --budget 30m",
      "  noether train molec --task homo --k 64 --num_epochs 10 --data molecules.extxyz.gz",
      "  noether train molec --resume runs/molec-homo-1       go on after an interruption",
    })
final class TrainMoleculesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private TrainCommand train = new TrainCommand();

  @Mixin private MoleculeOptions molecules = new MoleculeOptions();

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      defaultValue = "500",
      description = "Passes over the training molecules (default: ${DEFAULT-VALUE}).")
  private int numEpochs;

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Mixin private RunOptions run = new RunOptions();

  @Mixin private PaperOptions paper = new PaperOptions();

  @Option(
      names = "--log-suffix",
      paramLabel = "TEXT",
      description = "No effect: metrics go to the run's folder; choose it with --out.")
  private @Nullable String logSuffix;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    TrainOptions options = run.circumstances(train.interruption().stopFlag());
    Optional<Path> resumed = run.resumed();
    if (resumed.isPresent()) {
      MoleculeConfig config = begun(resumed.get());
      var shared = source.shared(Path.of(config.data()), err);
      try (var lines = new TrainLines(err, config.task())) {
        return tell(
            resumed.get(), shared, MoleculeTrainer.resume(resumed.get(), options, shared, lines));
      }
    }
    paper.notes().forEach(note -> err.println("note: " + note));
    if (logSuffix != null) {
      err.println("note: --log_suffix has no effect: the run's folder is chosen with --out");
    }
    Path file = source.file();
    MoleculeConfig config = molecules.config(file, numEpochs, paper.backend());
    Path folder = run.folder("molec-" + config.task());
    var shared = source.shared(file, err);
    tellOfSubsample(config, shared, err);
    try (var lines = new TrainLines(err, config.task())) {
      return tell(folder, shared, MoleculeTrainer.run(config, folder, options, shared, lines));
    }
  }

  private static void tellOfSubsample(
      MoleculeConfig config, SharedMolecules shared, PrintWriter err) throws IOException {
    if (config.subsample() <= 1) {
      return;
    }
    int there = shared.load(Path.of(config.data())).part(MoleculeDataset.TRAIN).length;
    if (config.subsample() > there) {
      err.printf(Locale.ROOT, "note: only %,d molecules to learn from; all are used%n", there);
    }
  }

  private MoleculeConfig begun(Path folder) throws IOException {
    var begun = new RunFolder(folder);
    if (!begun.holdsMolecules()) {
      String moves = begun.readConfig().data().system();
      throw new ParameterException(
          spec.commandLine(),
          "%s is a run on %s; use 'noether train %s --resume %s'"
              .formatted(folder, moves, moves, folder));
    }
    return begun.readMoleculeConfig();
  }

  private int tell(Path folder, SharedMolecules shared, TrainOutcome<MoleculeResult> outcome)
      throws IOException {
    if (outcome.end() != TrainOutcome.End.STOPPED) {
      TestPredictions.make(folder, shared);
    }
    return run.tell(
        folder,
        outcome,
        TrainMoleculesCommand::achieved,
        "noether predict %s FILE, noether report %s".formatted(folder, folder));
  }

  private static String achieved(MoleculeResult result) {
    return String.format(
        Locale.ROOT,
        "%s: test MAE %.4g %s on %,d molecules, validation MAE %.4g (epoch %d of %d%s), learned"
            + " from %,d;%nthe mean absolute deviation of %s is %.4g %s",
        result.task(),
        result.testMae(),
        result.unit(),
        result.testMolecules(),
        result.valMae(),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent",
        result.trainMolecules(),
        result.task(),
        result.meanAbsoluteDeviation(),
        result.unit());
  }
}
