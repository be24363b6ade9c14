package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.Count;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryDataset;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryGenerator;

/**
 * Trajectories that several runs share: generated or read at the first request, and kept until
 * others are requested.
 */
public final class SharedData {
  /** The points of a segment, as in the reference. */
  static final int SEGMENT_POINTS = 5;

  /** Momenta that differ by more from masses times velocities are named. */
  private static final double SUSPICIOUS = 0.3;

  private static final int PERCENT = 100;

  private @Nullable DataSource source;
  private @Nullable TrajectoryDataset segments;

  /**
   * Returns the number of systems.
   *
   * @throws IOException if they cannot be read
   */
  public int systems(DataSource wanted) throws IOException {
    return wanted instanceof DataSource.Generated generated
        ? generated.systems()
        : segments(wanted).systems();
  }

  /**
   * Says what the shapes of a file's arrays told.
   *
   * @throws IOException if it cannot be read
   */
  public String description(DataSource.StoredFile file) throws IOException {
    TrajectoryDataset read = segments(file);
    GenerateRequest layout = read.request();
    String systems =
        layout.systems() < read.systems()
            ? "one trajectory, cut into %d segments that count as systems,"
                .formatted(read.systems())
            : Count.of(read.systems(), "system");
    double difference = MomentumCheck.difference(read);
    String doubt =
        difference > SUSPICIOUS
            ? String.format(
                Locale.ROOT,
                "; momenta differ from masses times velocities by %.0f %%: is the layout another,"
                    + " or are they velocities?",
                PERCENT * difference)
            : "";
    return "%s of %s in %s at %s; parameters of a body: %s%s%s"
        .formatted(
            systems,
            layout.mixed()
                ? layout.bodiesText() + " bodies"
                : Count.of(layout.bodies(), "body", "bodies"),
            Count.of(layout.spaceDimension(), "dimension"),
            Count.of(layout.points(), "time"),
            String.join(", ", layout.kind().parameterNames()),
            TrajectoryFiles.ignored(Path.of(file.file())).map(text -> "; " + text).orElse(""),
            doubt);
  }

  /**
   * Checks that a configuration's network suits the data, and that there are enough systems.
   *
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if it does not suit, saying why
   */
  public void demand(DynamicsConfig config) throws IOException {
    if (config.data() instanceof DataSource.StoredFile file) {
      DynamicsConfig.demandSystems(
          segments(file).systems(), config.nTrain(), config.nVal(), config.nTest());
    }
    var _ = NetworkFamily.of(config, request(config.data()));
  }

  /**
   * Returns how trajectories are made, or were.
   *
   * @throws IOException if they cannot be read
   */
  GenerateRequest request(DataSource wanted) throws IOException {
    return wanted instanceof DataSource.Generated generated
        ? request(generated)
        : segments(wanted).request();
  }

  /** Returns short segments of all trajectories. */
  synchronized TrajectoryDataset segments(DataSource wanted) throws IOException {
    TrajectoryDataset known = segments;
    if (known == null || !wanted.equals(source)) {
      known =
          switch (wanted) {
            case DataSource.Generated generated ->
                TrajectoryGenerator.segments(request(generated), SEGMENT_POINTS, (_, _) -> {});
            case DataSource.StoredFile file -> read(file);
          };
      segments = known;
      source = wanted;
    }
    return known;
  }

  private static TrajectoryDataset read(DataSource.StoredFile source) throws IOException {
    SystemKind kind = SystemKinds.of(source.system());
    return TrajectoryFiles.segments(Path.of(source.file()), kind, source.names(), SEGMENT_POINTS);
  }

  private static GenerateRequest request(DataSource.Generated source) throws IOException {
    return GenerateRequest.of(SystemKinds.of(source.system()), source.systems(), source.seed())
        .withBodies(source.bodies())
        .withSpaceDimension(source.dim());
  }
}
