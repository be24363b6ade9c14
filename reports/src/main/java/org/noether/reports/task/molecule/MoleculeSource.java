package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.learning.task.molecule.SharedMolecules;
import org.noether.reports.console.ProgressDisplay;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.Qm9;
import picocli.CommandLine.Option;

/** The options that select the molecules to learn from. */
final class MoleculeSource {
  /** Where {@code noether data fetch} puts data, and parsed molecules are kept. */
  static final Path DATASETS = Path.of("datasets");

  private static final String VARIABLE = "NOETHER_DATA";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "File or folder of molecules (default: what the variable NOETHER_DATA names, a file or a"
              + " folder with QM9, or QM9 in datasets/qm9).")
  private @Nullable Path data;

  @Option(
      names = "--skip-bad",
      description = "Leave out molecules that cannot be read, and count them.")
  private boolean skipBad;

  /** The options given, as a user types them. */
  List<String> arguments() {
    var arguments = new ArrayList<String>();
    if (data != null) {
      arguments.addAll(List.of("--data", data.toString()));
    }
    arguments.addAll(skipping());
    return arguments;
  }

  /** What the option names. */
  List<Path> inputs() {
    return data == null ? List.of() : List.of(data);
  }

  /** The option to leave out bad molecules, if it was given. */
  List<String> skipping() {
    return skipBad ? List.of("--skip-bad") : List.of();
  }

  /**
   * The file to use.
   *
   * @throws IOException if there is none, saying how to get one
   */
  Path file() throws IOException {
    return file(data, System.getenv(VARIABLE), DATASETS);
  }

  /**
   * The file to use.
   *
   * @param chosen by the user: a file or folder of molecules, or a folder with one
   * @param variable the value of the environment variable, a file or a folder as well
   * @param datasets the folder of downloads, with QM9 in {@code qm9}; its other files are ignored
   */
  static Path file(@Nullable Path chosen, @Nullable String variable, Path datasets)
      throws IOException {
    if (chosen != null) {
      return named(chosen).orElse(chosen);
    }
    Optional<Path> found = variable == null ? Optional.empty() : named(Path.of(variable));
    if (found.isEmpty()) {
      found = Qm9.find(datasets);
    }
    return found.orElseThrow(() ->
        new IOException(
            "no molecules to learn from: get QM9 with 'noether data fetch qm9', name a file with"
                + " --data FILE, or set "
                + VARIABLE
                + " to a file, or to a folder that holds them, itself or in its folder qm9"));
  }

  private static Optional<Path> named(Path place) throws IOException {
    return Files.isRegularFile(place) ? Optional.of(place) : Qm9.findNamed(place);
  }

  /** The task of learning from molecules, which are read once for all runs. */
  MoleculeTask task(PrintWriter err) {
    return new MoleculeTask(
        new SharedMolecules(
            DATASETS,
            skipBad ? BadMolecules.skipped() : BadMolecules.refused(),
            file -> new Reading(err, file)::advanceTo,
            notice -> err.println("note: " + notice)));
  }

  /** Progress that appears when reading starts: molecules parsed before are not read again. */
  private static final class Reading {
    private final PrintWriter err;
    private final Path file;
    private @Nullable ProgressDisplay progress;
    private long work;

    Reading(PrintWriter err, Path file) {
      this.err = err;
      this.file = file;
    }

    void advanceTo(long done) {
      ProgressDisplay begun = progress;
      if (begun == null) {
        work = work();
        begun =
            ProgressDisplay.begin(err, "read", Files.isDirectory(file) ? "files" : "bytes", work);
        progress = begun;
      }
      begun.advanceTo(done);
      if (done >= work) {
        begun.close();
      }
    }

    private long work() {
      try {
        return MoleculeFiles.work(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
