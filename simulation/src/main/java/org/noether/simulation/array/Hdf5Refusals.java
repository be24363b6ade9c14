package org.noether.simulation.array;

import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.HdfTypeException;
import io.jhdf.exceptions.UnsupportedHdfException;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Printable;

/** Tells what jHDF does not support from files that are damaged. */
final class Hdf5Refusals {
  private static final String REWRITE =
      "; rewrite it with HDF5's own tool: h5repack -f NONE -l CONTI FILE NEW";

  /** Tools of HDF5 1.x do not know what HDF5 2 writes at its newest. */
  private static final String REWRITE_NEWEST =
      "; write it with h5py.File(NAME, 'w', libver='v110'), or rewrite it with the h5repack of HDF5"
          + " 2: h5repack FILE NEW";

  private Hdf5Refusals() {}

  /** A refusal of a file, by the exception that it caused. */
  static FormatException of(String source, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String reason = reason(cause);
      if (reason != null) {
        return FormatException.wholeFile(source, Printable.of(reason));
      }
    }
    return FormatException.wholeFile(
        source,
        "it is not a readable HDF5 file, perhaps cut off or damaged; copy or make it again (%s)"
            .formatted(Printable.of(firstLine(e))));
  }

  /** A refusal of what only a rewritten file can tell. */
  static String unsupported(String feature) {
    return "it uses a feature of HDF5 that is not supported: " + feature + REWRITE;
  }

  private static @Nullable String reason(Throwable cause) {
    return switch (cause) {
      case HdfBrokenLinkException _ -> "its link is broken: " + firstLine(cause);
      case UnsupportedHdfException _
          when firstLine(cause).contains("data layout message version") ->
          "it uses a feature of HDF5 that is not supported: the layout message of version %s, which"
                  .formatted(firstLine(cause).replaceFirst(".*= ", ""))
              + " libver='latest' of HDF5 2 writes"
              + REWRITE_NEWEST;
      case UnsupportedHdfException _ -> unsupported(firstLine(cause));
      case HdfFilterException _ when firstLine(cause).contains("filter is not available") ->
          unsupported("the filter " + firstLine(cause).replaceFirst(".*name=", ""));
      case HdfTypeException _ -> unsupported("the type of its elements, " + firstLine(cause));
      default -> null;
    };
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
