package org.noether.reports.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Option;

/** The options that say which network is trained, and how; names and defaults are the paper's. */
final class NetworkOptions {
  private static final String PAPER = " (default: ${DEFAULT-VALUE}).";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "FC",
      description = "Network: FC, HFC, OGN, HOGN, VOGN, HLieResNet or FLieResnet" + PAPER)
  private String network = "FC";

  @Option(
      names = "--net-cfg",
      paramLabel = "DICT",
      converter = DictConverter.class,
      description = "Its options, such as \"{'group':T(2),'k':384,'num_layers':4}\".")
  private DictConverter.Dict netCfg = DictConverter.Dict.EMPTY;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "1e-2",
      description = "Learning rate at the beginning; it falls along a cosine" + PAPER)
  private double lr;

  @Option(
      names = "--bs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Systems in a minibatch" + PAPER)
  private int bs;

  @Option(
      names = "--n-train",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Systems to learn from; 200 more validate and 2,000 more test" + PAPER)
  private int nTrain;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the initial weights and of the order of the systems" + PAPER)
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "FILE.h5",
      description = "Trajectories to use; without it, 10,000 are generated from seed 0.")
  private @Nullable Path data;

  /** What is trained on which systems, for a number of epochs and by a backend. */
  DynamicsConfig config(SystemKind system, int epochs, String backend) {
    DynamicsConfig defaults = DynamicsConfig.defaults(network);
    return new DynamicsConfig(
        network,
        netCfg.values(),
        data == null ? generated(system) : new DataSource.StoredFile(system.id(), data.toString()),
        nTrain,
        defaults.nVal(),
        defaults.nTest(),
        lr,
        bs,
        epochs,
        seed,
        backend);
  }

  private static DataSource generated(SystemKind system) {
    DataSource.Generated springs = DataSource.DEFAULT;
    return new DataSource.Generated(
        system.id(),
        springs.seed(),
        springs.systems(),
        springs.bodies(),
        system.defaultSpaceDimension());
  }
}
