package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.noether.reports.console.ProgressDisplay;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.Molecule;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.MoleculeReader;
import org.noether.simulation.molecule.MoleculeSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether data describe}. */
@Command(
    name = "describe",
    description = "Read a file of molecules and say what is in it.",
    footer =
        """

        Reads QM9's original archive (without unpacking it to disk), a folder of its xyz files, plain
        and extended XYZ as ASE writes it, gzip or not, and parsed caches. A file that cannot be read
        is refused with the line and the reason.

        Examples:
          noether data describe molecules.extxyz.gz
          noether data describe datasets/qm9/dsgdb9nsd.xyz.tar.bz2 --skip-bad\
        """)
final class DataDescribeCommand extends LeafCommand {
  @Parameters(paramLabel = "FILE", description = "The file, or a folder of *.xyz files.")
  private Path file = Path.of("");

  @Option(
      names = "--skip-bad",
      description = "Leave out molecules that cannot be read, and count them.")
  private boolean skipBad;

  @Override
  public Integer call() throws IOException {
    var bad = skipBad ? BadMolecules.skipped() : BadMolecules.refused();
    var summary = new MoleculeSummary();
    String unit = Files.isDirectory(file) ? "files" : "bytes";
    String format;
    try (var progress = ProgressDisplay.begin(err(), "read", unit, MoleculeFiles.work(file));
        MoleculeReader reader = MoleculeFiles.open(file, bad, progress::advanceTo)) {
      for (Molecule m = reader.next(); m != null; m = reader.next()) {
        summary.add(m);
      }
      format = reader.format();
    }
    new MoleculeDescription(file + ": " + format, summary, bad).print(out());
    return 0;
  }
}
