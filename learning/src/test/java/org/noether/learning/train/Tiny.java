package org.noether.learning.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsTask;

/** Configurations that train in a second. */
public final class Tiny {
  /** What they learn. */
  public static final DynamicsTask TASK = new DynamicsTask("springs");

  private Tiny() {}

  /** A perceptron of 8 neurons a layer on 20 of 40 systems of three bodies, in batches of 8. */
  public static DynamicsConfig fc(String backend, int epochs) {
    return config("FC", Map.of("k", 8, "num_layers", 2), backend, epochs);
  }

  /** A convolutional network of 8 channels on the same. */
  public static DynamicsConfig hLieResNet(String backend, int epochs) {
    return hLieResNet(backend, epochs, Map.of());
  }

  /** A convolutional network of 8 channels with more options. */
  public static DynamicsConfig hLieResNet(String backend, int epochs, Map<String, Object> options) {
    Map<String, Object> netCfg =
        new HashMap<>(Map.of("k", 8, "num_layers", 1, "group", new GroupSpec("T", List.of(2))));
    netCfg.putAll(options);
    return config("HLieResNet", netCfg, backend, epochs);
  }

  private static DynamicsConfig config(
      String network, Map<String, Object> netCfg, String backend, int epochs) {
    return new DynamicsConfig(
        network,
        netCfg,
        new DataSource.Generated("springs", 3, 40, 3, 2),
        20,
        6,
        10,
        1e-2,
        8,
        epochs,
        5,
        backend);
  }
}
