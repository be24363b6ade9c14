package org.noether.simulation.trajectory;

/**
 * What one file holds of a data set: consecutive systems.
 *
 * @param request the whole data set
 * @param first the first system
 * @param systems how many there are
 * @param alone whether the file has no others beside it, so that these are all systems
 */
record TrajectoryPart(GenerateRequest request, int first, int systems, boolean alone) {
  /** A data set in one file. */
  static TrajectoryPart whole(GenerateRequest request) {
    return new TrajectoryPart(request, 0, request.systems(), true);
  }

  /** One of several files of about the same size. */
  static TrajectoryPart shard(GenerateRequest request, int index, int shards) {
    int first = bound(request, index, shards);
    return new TrajectoryPart(request, first, bound(request, index + 1, shards) - first, false);
  }

  private static int bound(GenerateRequest request, int index, int shards) {
    return (int) ((long) request.systems() * index / shards);
  }
}
