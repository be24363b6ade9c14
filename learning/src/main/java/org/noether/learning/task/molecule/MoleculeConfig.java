package org.noether.learning.task.molecule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.train.CosineSchedule;
import org.noether.learning.train.RunConfig;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.OwnProperty;

/**
 * The configuration of a run that learns a property of molecules. The defaults are those of the
 * reference's {@code train_molec.py}.
 *
 * @param task the property's name, see {@link MoleculeProperty#id}
 * @param network the network's name, such as {@code MolecLieResNet}
 * @param netCfg the network's options; values are numbers, booleans, strings, lists and {@code
 *     GroupSpec}s
 * @param data the file or folder with the molecules
 * @param recenter whether the training atoms' mean position is subtracted from all positions, which
 *     are then divided by their deviation
 * @param subsample how many of the training molecules are used: a number, a fraction up to 1, or 0
 *     for all
 * @param lr the largest learning rate; it follows a {@link CosineSchedule}
 * @param bs the molecules of a minibatch
 * @param numEpochs the passes over the training molecules
 * @param seed the seed of the initial weights and of the order and motions of the molecules
 * @param backend the name of the backend that computes
 * @param own how the data differ from QM9, if they do
 */
public record MoleculeConfig(
    String task,
    String network,
    Map<String, Object> netCfg,
    String data,
    boolean recenter,
    double subsample,
    double lr,
    int bs,
    int numEpochs,
    long seed,
    String backend,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<OwnData> own)
    implements RunConfig<MoleculeConfig> {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, or the property cannot have its unit
   */
  public MoleculeConfig {
    netCfg = RunConfig.options(netCfg);
    var _ = property(task, own);
    RunConfig.demand(subsample >= 0, "subsample", subsample, "must not be negative");
    RunConfig.demandTrainable(lr, bs, numEpochs);
  }

  /** Returns a configuration for data that are as those of QM9. */
  public MoleculeConfig(
      String task,
      String network,
      Map<String, Object> netCfg,
      String data,
      boolean recenter,
      double subsample,
      double lr,
      int bs,
      int numEpochs,
      long seed,
      String backend) {
    this(
        task,
        network,
        netCfg,
        data,
        recenter,
        subsample,
        lr,
        bs,
        numEpochs,
        seed,
        backend,
        Optional.empty());
  }

  /** Returns this with data that differ from QM9. */
  public MoleculeConfig withOwn(Optional<OwnData> difference) {
    return new MoleculeConfig(
        task,
        network,
        netCfg,
        data,
        recenter,
        subsample,
        lr,
        bs,
        numEpochs,
        seed,
        backend,
        difference);
  }

  /** Returns the reference's defaults for a task, computed by the default backend. */
  public static MoleculeConfig defaults(String task, String data) {
    return new MoleculeConfig(
        task, "MolecLieResNet", Map.of(), data, false, 0, 3e-3, 75, 500, 0, "cpu");
  }

  /** Returns the property that is learnt. */
  public MoleculeProperty property() {
    return property(task, own);
  }

  @Override
  public MoleculeConfig withBackend(String name) {
    return new MoleculeConfig(
        task, network, netCfg, data, recenter, subsample, lr, bs, numEpochs, seed, name, own);
  }

  @Override
  public MoleculeConfig withNumEpochs(int epochs) {
    return new MoleculeConfig(
        task, network, netCfg, data, recenter, subsample, lr, bs, epochs, seed, backend, own);
  }

  /** Returns this with another part of the training molecules. */
  public MoleculeConfig withSubsample(double part) {
    return new MoleculeConfig(
        task, network, netCfg, data, recenter, part, lr, bs, numEpochs, seed, backend, own);
  }

  @Override
  public double samples() {
    return subsample;
  }

  @Override
  public MoleculeConfig fittedAs(int epochs, double samples) {
    return withSubsample(samples).withNumEpochs(epochs);
  }

  @Override
  public MoleculeConfig withNetCfg(Map<String, Object> options) {
    return new MoleculeConfig(
        task, network, options, data, recenter, subsample, lr, bs, numEpochs, seed, backend, own);
  }

  @Override
  public CosineSchedule schedule() {
    return CosineSchedule.withWarmUp(numEpochs);
  }

  private static MoleculeProperty property(String task, Optional<OwnData> own) {
    return OwnProperty.of(
        task,
        own.flatMap(OwnData::unit),
        own.flatMap(OwnData::atoms).map(file -> !file.equals(OwnData.NO_ATOMS)));
  }
}
