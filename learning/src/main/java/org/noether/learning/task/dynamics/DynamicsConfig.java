package org.noether.learning.task.dynamics;

import java.util.Map;
import org.noether.learning.train.CosineSchedule;
import org.noether.learning.train.RunConfig;

/**
 * The configuration of a run that learns how a system moves. The defaults are those of the
 * reference's {@code train_springs.py}.
 *
 * @param network the network's name, such as {@code HLieResNet}
 * @param netCfg the network's options; values are numbers, booleans, strings, lists, maps and
 *     {@code GroupSpec}s
 * @param data where the trajectories come from
 * @param nTrain the number of systems to learn from
 * @param nVal the number of systems to choose the best epoch by
 * @param nTest the number of systems for the final error
 * @param lr the learning rate at the beginning; it follows a {@link CosineSchedule}
 * @param bs the systems of a minibatch
 * @param numEpochs the passes over the training set
 * @param seed the seed of the initial weights and of the order of the systems
 * @param backend the name of the backend that computes
 */
public record DynamicsConfig(
    String network,
    Map<String, Object> netCfg,
    DataSource data,
    int nTrain,
    int nVal,
    int nTest,
    double lr,
    int bs,
    int numEpochs,
    long seed,
    String backend)
    implements RunConfig<DynamicsConfig> {
  /** The least systems that a set may have. */
  private static final int LEAST = 2;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, naming it
   */
  public DynamicsConfig {
    netCfg = RunConfig.options(netCfg);
    RunConfig.demand(nTrain >= LEAST, "n_train", nTrain, "must be at least 2");
    RunConfig.demand(nVal >= LEAST, "n_val", nVal, "must be at least 2");
    RunConfig.demand(nTest >= LEAST, "n_test", nTest, "must be at least 2");
    RunConfig.demandTrainable(lr, bs, numEpochs);
    if (data instanceof DataSource.Generated generated) {
      demandSystems(generated.systems(), nTrain, nVal, nTest);
    }
  }

  /** Returns the reference's defaults for a network, computed by the default backend. */
  public static DynamicsConfig defaults(String network) {
    return new DynamicsConfig(
        network, Map.of(), DataSource.DEFAULT, 3000, 200, 2000, 1e-2, 200, 2, 0, "cpu");
  }

  @Override
  public DynamicsConfig withBackend(String name) {
    return new DynamicsConfig(
        network, netCfg, data, nTrain, nVal, nTest, lr, bs, numEpochs, seed, name);
  }

  @Override
  public DynamicsConfig withNumEpochs(int epochs) {
    return new DynamicsConfig(
        network, netCfg, data, nTrain, nVal, nTest, lr, bs, epochs, seed, backend);
  }

  @Override
  public CosineSchedule schedule() {
    return CosineSchedule.over(numEpochs);
  }

  @Override
  public DynamicsConfig withNetCfg(Map<String, Object> options) {
    return new DynamicsConfig(
        network, options, data, nTrain, nVal, nTest, lr, bs, numEpochs, seed, backend);
  }

  /**
   * Returns this with one minibatch to learn from: of the file it names, or generated just as
   * large.
   */
  DynamicsConfig withOneBatch() {
    int batch = batchSize();
    DataSource source =
        switch (data) {
          case DataSource.StoredFile file -> file;
          case DataSource.Generated g ->
              new DataSource.Generated(
                  g.system(), g.seed(), batch + 2 * LEAST, g.bodies(), g.dim());
        };
    return new DynamicsConfig(
        network, netCfg, source, batch, LEAST, LEAST, lr, batch, 1, seed, backend);
  }

  /** Returns the systems of a minibatch: {@link #bs}, or all if there are fewer. */
  public int batchSize() {
    return Math.min(bs, nTrain);
  }

  /** Checks that there are enough systems to split. */
  static void demandSystems(int systems, int nTrain, int nVal, int nTest) {
    long wanted = (long) nTrain + nVal + nTest;
    if (wanted > systems) {
      throw new IllegalArgumentException(
          "n_train + n_val + n_test = %d + %d + %d is more than the %d systems of the data"
              .formatted(nTrain, nVal, nTest, systems));
    }
  }
}
