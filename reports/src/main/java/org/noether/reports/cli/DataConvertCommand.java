package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.task.dynamics.NameOptions;
import org.noether.simulation.array.ArrayCopy;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.H5mdFile;
import org.noether.simulation.array.NumpyOutput;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.io.Count;
import org.noether.simulation.io.Printable;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.MoleculeReader;
import org.noether.simulation.molecule.XyzWriter;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryDataset;
import org.noether.simulation.trajectory.TrajectoryExport;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryShards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether data convert}. */
@Command(
    name = "convert",
    description = "Write a file of arrays, trajectories, molecules or images in another format.",
    footer =
        """
        The name of OUT tells the format:
          .h5, .npz       arrays
          .csv            trajectories, with a column id
          .xyz, .extxyz   molecules, as extended XYZ

        Arrays of HDF5, of NumPy's .npz and .npy, and of folders of .npy stay as they are. Those of .csv and H5MD, and \
        wherever arrays are named, become zs, ts and sysP. Attributes of HDF5 are kept in .h5; what is left out is said.

        Examples:
          noether data convert motion.npz motion.h5 --compress
          noether data convert motion.csv motion.h5 --states x,y,px,py --times t --parameters m
          noether data convert trajectory.h5md trajectory.npz
          noether data convert datasets/mnist mnist.h5
          noether data convert datasets/qm9/dsgdb9nsd.xyz.tar.bz2 qm9.extxyz\
        """)
final class DataConvertCommand extends LeafCommand {
  @Parameters(index = "0", paramLabel = "IN", description = "The file, or a folder of files.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out = Path.of("");

  @Mixin private NameOptions names = new NameOptions();

  @Mixin private CompressOption compress = new CompressOption();

  @Option(
      names = "--skip-bad",
      description = "Leave out molecules that cannot be read, and count them.")
  private boolean skipBad;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  /** The formats that are written. */
  private enum Format {
    HDF5,
    NPZ,
    CSV,
    XYZ
  }

  @Override
  public Integer call() throws IOException {
    Format format = format();
    force.demandFree(out, "OUT");
    if (compress.level().isPresent() && (format == Format.CSV || format == Format.XYZ)) {
      throw new IllegalArgumentException("--compress is for .h5 and .npz; compress text by gzip");
    }
    Optional<ArrayFile> arrays = ArrayFiles.openKnown(in);
    if (arrays.isPresent()) {
      try (ArrayFile opened = arrays.get()) {
        convertArrays(opened, format);
      }
    } else {
      Optional<ImageDataset> images = ImageDataset.loadKnown(in);
      if (images.isPresent()) {
        var attributes = Map.of("", images.get().attributes());
        write(new ArrayCopy(images.get().arrays(), attributes, List.of()), format);
      } else {
        convertMolecules(format);
      }
    }
    long bytes = Files.size(out);
    if (json.given()) {
      JsonOption.print(out(), Map.of("file", out.toString(), "bytes", bytes));
    } else {
      out().printf(Locale.ROOT, "%s: %.1f MB%n", out, bytes / 1e6);
    }
    return 0;
  }

  private Format format() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(h5|hdf5)")) {
      return Format.HDF5;
    }
    if (name.endsWith(".npz")) {
      return Format.NPZ;
    }
    if (name.endsWith(".csv")) {
      return Format.CSV;
    }
    if (name.matches(".*\\.(xyz|extxyz)")) {
      return Format.XYZ;
    }
    throw new IllegalArgumentException(
        "%s: its name tells no format that is written; those are .h5, .npz, .csv, .xyz and .extxyz"
            .formatted(out));
  }

  private void convertArrays(ArrayFile file, Format format) throws IOException {
    boolean trajectories =
        names.names().isPresent()
            || format == Format.CSV
            || file.isTable()
            || H5mdFile.of(file).isPresent();
    if (!trajectories) {
      ArrayCopy copy = ArrayCopy.of(file);
      write(copy, format);
      if (!file.others().isEmpty()) {
        note("left out, as they are no arrays of numbers: ", file.others());
      }
      if (format == Format.NPZ) {
        note("attributes left out, as .npz has none: ", ArrayCopy.attributeNames(file));
      } else {
        note(
            "attributes left out, as they are no numbers or texts, too long, or of groups without"
                + " arrays: ",
            copy.leftOut());
      }
      return;
    }
    TrajectoryDataset data = TrajectoryFiles.read(in, SystemKind.OWN, names.names());
    TrajectoryFiles.ignored(in).ifPresent(text -> err().println("note: " + in + ": " + text));
    if (format == Format.CSV) {
      TrajectoryExport.writeCsv(data, out);
    } else {
      write(new ArrayCopy(TrajectoryExport.arrays(data), Map.of(), List.of()), format);
    }
    note("attributes left out, as arrays get other names: ", ArrayCopy.attributeNames(file));
  }

  private void note(String text, List<String> names) {
    if (!names.isEmpty()) {
      err().println("note: " + in + ": " + text + Printable.of(String.join(", ", names)));
    }
  }

  private void write(ArrayCopy copy, Format format) throws IOException {
    switch (format) {
      case HDF5 -> copy.write(out, compress.level());
      case NPZ -> NumpyOutput.write(out, copy.arrays(), compress.level().orElse(0));
      case CSV, XYZ ->
          throw new IllegalArgumentException(
              "%s holds arrays, which %s does not; write .h5 or .npz".formatted(in, out));
    }
  }

  private void convertMolecules(Format format) throws IOException {
    if (TrajectoryShards.isManifest(in)) {
      throw new IllegalArgumentException(in + " names files; convert these one by one");
    }
    if (format != Format.XYZ && Files.exists(in)) {
      throw new IllegalArgumentException(
          "%s is no file of arrays or images; molecules are written as .xyz or .extxyz"
              .formatted(in));
    }
    var bad = skipBad ? BadMolecules.skipped() : BadMolecules.refused();
    String unit = Files.isDirectory(in) ? "files" : "bytes";
    try (var progress = ProgressDisplay.begin(err(), "convert", unit, MoleculeFiles.work(in));
        MoleculeReader reader = MoleculeFiles.open(in, bad, progress::advanceTo)) {
      long count = XyzWriter.write(reader, out);
      if (!json.given()) {
        out().println(Count.of(count, "molecule"));
      }
    }
    if (bad.count() > 0) {
      err().println("note: left out: " + Count.of(bad.count(), "bad molecule"));
    }
    bad.ignored().ifPresent(text -> err().println("note: " + text));
  }
}
