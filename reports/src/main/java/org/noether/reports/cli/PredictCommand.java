package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether predict}. */
@Command(
    name = "predict",
    description =
        """
        Predict a property of molecules with a trained network.

        If the file contains the property, in QM9's units, it is printed beside the prediction,
        together with the error.\
        """,
    footer =
        """
        Reads the formats of 'noether data describe': plain and extended XYZ, optionally gzipped,
        folders of QM9's xyz files, and its archive. Positions are in Angstrom.

        Examples:
          noether predict runs/molec-homo-1 molecule.xyz
          noether predict runs/molec-homo-1 molecules.extxyz.gz --out predictions.csv\
        """)
final class PredictCommand extends LeafCommand {
  @Parameters(paramLabel = "RUN", description = "The folder of a run of 'noether train molec'.")
  private Path run = Path.of("");

  @Parameters(paramLabel = "FILE", description = "The molecules: a file, or a folder of files.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Write the table to this file, as comma-separated values.")
  private @Nullable Path out;

  @Option(
      names = "--skip-bad",
      description = "Skip and count molecules that cannot be read or predicted.")
  private boolean skipBad;

  @Override
  public Integer call() throws IOException {
    Tasks.of(run).predict(run, file, out, skipBad, out(), err());
    return 0;
  }
}
