package org.noether.reports.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.array.Hdf5Output;
import picocli.CommandLine.Option;

/** The option that makes files smaller. */
final class CompressOption {
  private static final int MOST = 9;

  @Option(
      names = "--compress",
      arity = "0..1",
      paramLabel = "LEVEL",
      fallbackValue = "" + Hdf5Output.USUAL_LEVEL,
      description =
          "Compress by gzip in chunks, at LEVEL 1 to 9 (without a level: ${FALLBACK-VALUE}).")
  private @Nullable Integer level;

  /**
   * The level.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  OptionalInt level() {
    if (level != null && (level < 1 || level > MOST)) {
      throw new IllegalArgumentException("--compress is 1 to %d, not %d".formatted(MOST, level));
    }
    return level == null ? OptionalInt.empty() : OptionalInt.of(level);
  }
}
