package org.noether.reports.cluster;

import java.io.IOException;

/** Makes clusters usable; found by Java's service loader. */
public interface ClusterProvider {
  /**
   * Begins to use a cluster.
   *
   * @param master the cluster, in the words of {@code --master}
   * @throws IOException if it cannot be reached
   */
  Cluster connect(String master) throws IOException;
}
