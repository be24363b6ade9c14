package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculePredictor;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Predictions;
import org.noether.reports.task.TaskCommands;
import org.noether.simulation.io.Count;

/** The commands of networks that learn properties of molecules. */
public final class MoleculeCommands
    implements TaskCommands<MoleculeConfig, MoleculeResult, MoleculeRun> {
  private final MoleculeTask task = new MoleculeTask();

  /** Creates the commands. */
  public MoleculeCommands() {}

  @Override
  public MoleculeTask task() {
    return task;
  }

  @Override
  public Help training() {
    return new Help(
        """
        Train a network to predict a property of molecules, and test it.

        Learns from QM9 or any part of it, divided into training, validation and test molecules as
        in the paper. The paper's command lines work as they are; --num_epochs and --num-epochs \
        are the same.
        """,
        """
        Examples:
          noether data fetch qm9
          noether train molec --task homo --lr 3e-3 --aug True --num_epochs 500 --num_layers 6 \\
            --network MolecLieResNet --net_config "{'group':T(3),'fill':1.}"
          noether train molec --task mu --net_config "{'k':256}" --budget 30m
          noether train molec --task homo --k 64 --num_epochs 10 --data molecules.extxyz.gz
          noether train molec --resume runs/molec-homo-1       go on after an interruption
        """);
  }

  @Override
  public Help benchmark() {
    return new Help(
        "Measure how fast a network trains on molecules on this machine.",
        """
        Examples:
          noether benchmark molec --net_config "{'group':T(3),'fill':1.,'k':256}" --bs 100
          noether benchmark molec --network MolecGN --data molecules.extxyz.gz --json
        """);
  }

  @Override
  public MoleculeOptions options() {
    return new MoleculeOptions();
  }

  @Override
  public Optional<Comparison<MoleculeConfig, MoleculeResult, MoleculeRun>> reproduction() {
    return Optional.of(new Qm9Comparison());
  }

  @Override
  public String achieved(MoleculeConfig config, MoleculeResult result) {
    return String.format(
        Locale.ROOT,
        "%s: test MAE %.4g %s on %s, validation MAE %.4g (epoch %d of %d%s), learned"
            + " from %,d;%nthe mean absolute deviation of %s is %.4g %s",
        result.task(),
        result.testMae(),
        result.unit(),
        Count.of(result.testMolecules(), "molecule"),
        result.valMae(),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent",
        result.trainMolecules(),
        result.task(),
        result.meanAbsoluteDeviation(),
        result.unit());
  }

  /** Where no molecule is bad, leaving bad ones out changes nothing. */
  @Override
  public List<String> reading() {
    return List.of("--skip-bad");
  }

  @Override
  public String next(Path run) {
    return "noether predict %s FILE, noether report %s".formatted(run, run);
  }

  @Override
  public MoleculeRun read(Path run) throws IOException {
    return MoleculeRun.read(task, run);
  }

  @Override
  public MoleculeReport report(List<MoleculeRun> runs) {
    return new MoleculeReport(runs);
  }

  @Override
  public Predictions predict(
      Path run, List<Path> files, boolean skipBad, @Nullable String backend, PrintWriter err)
      throws IOException {
    if (files.size() > 1) {
      throw new IllegalArgumentException(
          "molecules are predicted for one file or folder, not " + files.size());
    }
    MoleculePredictor predictor = MoleculePredictor.open(run, backend);
    return PredictionTable.of(run, files.getFirst(), predictor, skipBad, err);
  }
}
