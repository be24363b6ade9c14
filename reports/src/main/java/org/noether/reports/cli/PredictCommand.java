package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.reports.task.Predictions;
import org.noether.simulation.io.AtomicFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether predict}. */
@Command(
    name = "predict",
    description =
        """
        Predict a property of molecules or the classes of images with a trained network.

        If a file of molecules contains the property, in QM9's units, it is printed beside the
        prediction, together with the error. Where the data of the run are at hand, 'part' marks
        the molecules among them: train, validation, test, or none.\
        """,
    footer =
        """
        Reads the formats of 'noether data describe': plain and extended XYZ, optionally gzipped,
        folders of QM9's xyz files, and its archive. Positions are in Angstrom. Images are PNG or
        IDX files, or files of 'noether generate rotmnist'.

        Examples:
          noether predict runs/molec-homo-1 molecule.xyz
          noether predict runs/molec-homo-1 molecules.extxyz.gz --out predictions.csv
          noether predict runs/img-SE2-1 first.png second.png\
        """)
final class PredictCommand extends LeafCommand {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The folder of a run of 'noether train molec' or 'noether train img'.")
  private Path run = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "1..*",
      description = "A file or folder of molecules, or files of images.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Write the table to this file, as comma-separated values.")
  private @Nullable Path out;

  @Option(
      names = "--skip-bad",
      description = "Skip and count molecules that cannot be read or predicted.")
  private boolean skipBad;

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  @Override
  public Integer call() throws IOException {
    device.notes().forEach(note -> err().println("note: " + note));
    if (out != null) {
      force.demandFree(out);
    }
    Predictions predictions =
        Tasks.of(run, "").predict(run, files, skipBad, device.backend(), err());
    Path csv = out;
    if (csv != null) {
      AtomicFiles.write(csv, predictions::writeCsv);
    }
    if (json.given()) {
      JsonOption.print(out(), predictions.rows());
    } else if (csv == null) {
      predictions.print(out());
    } else {
      predictions.printSummary(out());
      out().println("written  " + csv);
    }
    return 0;
  }
}
