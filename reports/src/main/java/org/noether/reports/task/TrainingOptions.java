package org.noether.reports.task;

import java.util.Map;
import org.noether.learning.train.RunConfig;
import org.noether.reports.console.PythonConverters.DictConverter;
import picocli.CommandLine.Option;

/**
 * The options of {@code train} and {@code benchmark} that all tasks have; names are the paper's: a
 * picocli mixin.
 */
public final class TrainingOptions {
  private static final String PAPER = " (default: ${DEFAULT-VALUE}).";

  @Option(
      names = "--net-cfg",
      paramLabel = "DICT",
      converter = DictConverter.class,
      description =
          "The network's options, such as \"{'group':T(2),'k':384}\"; "
              + "those not named have the paper's values (--net-config is the same).")
  private DictConverter.Dict netConfig = DictConverter.Dict.EMPTY;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Largest learning rate; it falls along a cosine" + PAPER)
  private double lr;

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      description = "Passes over the training set" + PAPER)
  private int numEpochs;

  @Option(names = "--bs", paramLabel = "N", description = "Samples in a minibatch" + PAPER)
  private int bs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the initial weights and of the order of the samples" + PAPER)
  private long seed;

  /** Creates the options with the defaults of a task. */
  public TrainingOptions(RunConfig<?> defaults) {
    lr = defaults.lr();
    numEpochs = defaults.numEpochs();
    bs = defaults.bs();
    seed = defaults.seed();
  }

  /** The network's options. */
  public Map<String, Object> netCfg() {
    return netConfig.values();
  }

  /** The learning rate that the schedule scales. */
  public double lr() {
    return lr;
  }

  /** The passes over the training set. */
  public int numEpochs() {
    return numEpochs;
  }

  /** The samples of a minibatch. */
  public int bs() {
    return bs;
  }

  /** The seed of everything random but the data. */
  public long seed() {
    return seed;
  }
}
