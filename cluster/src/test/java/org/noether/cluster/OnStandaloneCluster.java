package org.noether.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a cluster of two workers; each has a folder of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class OnStandaloneCluster {
  @TempDir private static Path spark;
  static StandaloneCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = StandaloneCluster.start(spark);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }
}
