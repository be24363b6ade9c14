package org.noether.simulation.array;

import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.HdfTypeException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Printable;

/** Tells what jHDF does not support from files that are damaged. */
final class Hdf5Refusals {
  private static final String FEATURE = "it uses a feature of HDF5 that is not supported: ";

  private static final String REWRITE =
      "; rewrite it with HDF5's own tool: h5repack -f NONE -l CONTI FILE NEW";

  /** Tools of HDF5 1.x do not know what HDF5 2 writes at its newest. */
  private static final String REWRITE_NEWEST =
      "; write it with h5py.File(NAME, 'w', libver='v110'), or rewrite it with the h5repack of HDF5"
          + " 2: h5repack FILE NEW";

  /** Rewriting does not change what elements are. */
  private static final String COPY =
      "; copy the arrays that are needed to another file: h5copy -i FILE -o NEW -s NAME -d NAME";

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

  /** Whether the elements of a dataset that cannot be read are no numbers. */
  static boolean isOfOtherTypes(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (isOfReferences(cause) || isOpaque(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfReferences(Throwable e) {
    return e instanceof UnsupportedHdfException && firstLine(e).contains("references");
  }

  private static boolean isOpaque(Throwable e) {
    return e instanceof IllegalArgumentException && comesFrom(e, "OpaqueDataType");
  }

  /** A refusal of what only a rewritten file can tell. */
  static String unsupported(String feature) {
    return FEATURE + feature + REWRITE;
  }

  /** A refusal of a file that a driver of HDF5 has spread over several. */
  static String severalFiles(String driver) {
    return FEATURE
        + "the %s driver, which spreads a file over several; make one of them with HDF5's own tool: h5repack FILE NEW"
            .formatted(driver);
  }

  private static @Nullable String reason(Throwable cause) {
    return switch (cause) {
      case HdfBrokenLinkException _ -> "its link is broken: " + firstLine(cause);
      case UnsupportedHdfException _
          when firstLine(cause).contains("data layout message version") ->
          FEATURE
              + "the layout message of version %s, which"
                  .formatted(firstLine(cause).replaceFirst(".*= ", ""))
              + " libver='latest' of HDF5 2 writes"
              + REWRITE_NEWEST;
      case UnsupportedHdfException _ when firstLine(cause).contains("External Data Files") ->
          unsupported("numbers in external files");
      case UnsupportedHdfException _ when firstLine(cause).startsWith("Virtual") ->
          unsupported("virtual datasets");
      case UnsupportedHdfException _ when isOfReferences(cause) ->
          FEATURE + "references to regions" + COPY;
      case IllegalArgumentException _ when isOpaque(cause) ->
          FEATURE + "an opaque type of elements" + COPY;
      case UnsupportedHdfException _ -> unsupported(firstLine(cause));
      case HdfFilterException _ when firstLine(cause).contains("filter is not available") ->
          unsupported("the filter " + firstLine(cause).replaceFirst(".*name=", ""));
      case HdfTypeException _ -> unsupported("the type of its elements, " + firstLine(cause));
      default -> null;
    };
  }

  private static boolean comesFrom(Throwable e, String type) {
    return Arrays.stream(e.getStackTrace()).anyMatch(at -> at.getClassName().endsWith(type));
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
