package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.table.Block;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.io.Count;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.Molecule;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.MoleculeReader;
import org.noether.simulation.molecule.MoleculeSummary;
import org.noether.simulation.molecule.Qm9Property;
import org.noether.simulation.trajectory.TrajectoryShards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether data describe}. */
@Command(
    name = "describe",
    description = "Read a file of molecules, images or trajectories and say what is in it.",
    footer =
        """
        Reads QM9's original archive (without unpacking it to disk), a folder of its xyz files, plain
        and extended XYZ as ASE writes it, gzip or not, and parsed caches. A file that cannot be read
        is refused with the line and the reason.

        Images are MNIST's files, rotated MNIST (zip, amat, or generated), and folders of PNG files.

        Of HDF5, H5MD, .npz, .npy and .csv, or folders of them, and of .safetensors and an index of
        them the arrays are listed; of a manifest of 'noether generate --shards' the files. --csv writes
        these, of molecules the properties, and of images the classes.

        Examples:
          noether data describe datasets/mnist
          noether data describe molecules.extxyz.gz
          noether data describe trajectories.npz
          noether data describe datasets/qm9/dsgdb9nsd.xyz.tar.bz2 --skip-bad\
        """)
final class DataDescribeCommand extends LeafCommand {
  private static final int BAR_LENGTH = 50;

  @Parameters(paramLabel = "FILE", description = "The file, or a folder of files.")
  private Path file = Path.of("");

  @Option(
      names = "--skip-bad",
      description = "Leave out molecules that cannot be read, and count them.")
  private boolean skipBad;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private CsvOption csv = new CsvOption();

  @Override
  public Integer call() throws IOException {
    csv.demandFree();
    if (TrajectoryShards.isManifest(file)) {
      TrajectoryShards shards = TrajectoryShards.open(file);
      csv.write(ArraySummary.table(shards));
      if (json.given()) {
        JsonOption.print(out(), DescriptionJson.of(shards));
      } else {
        ArraySummary.print(out(), shards);
      }
      return 0;
    }
    Optional<ArrayFile> arrays = ArrayFiles.openKnown(file);
    if (arrays.isPresent()) {
      try (ArrayFile opened = arrays.get()) {
        if (opened.find(ImageDataset.IMAGES).isEmpty()) {
          csv.write(ArraySummary.table(opened));
          if (json.given()) {
            JsonOption.print(out(), DescriptionJson.of(opened));
          } else {
            ArraySummary.print(out(), opened);
          }
          return 0;
        }
      }
    }
    Optional<ImageDataset> images = ImageDataset.loadKnown(file);
    if (images.isPresent()) {
      describe(images.get());
    } else {
      describeMolecules();
    }
    return 0;
  }

  private void describe(ImageDataset images) throws IOException {
    csv.write(ImageSummary.table(images));
    if (json.given()) {
      JsonOption.print(out(), DescriptionJson.of(file, images));
    } else {
      out().println(file + ": " + images.description());
      ImageSummary.print(out(), images);
    }
  }

  private void describeMolecules() throws IOException {
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
    csv.write(properties(summary));
    if (json.given()) {
      JsonOption.print(
          out(), DescriptionJson.of(file, format, summary, bad, name -> unit(summary, name)));
    } else {
      print(format, summary, bad);
    }
  }

  private static Block.Table properties(MoleculeSummary summary) {
    return new Block.Table(
        "Properties",
        List.of("property", "unit", "molecules", "smallest", "mean", "largest"),
        summary.properties().entrySet().stream()
            .map(each ->
                List.of(
                    each.getKey(),
                    unit(summary, each.getKey()),
                    String.valueOf(each.getValue().getCount()),
                    String.valueOf(each.getValue().getMin()),
                    String.valueOf(each.getValue().getAverage()),
                    String.valueOf(each.getValue().getMax())))
            .toList(),
        2);
  }

  private void print(String format, MoleculeSummary summary, BadMolecules bad) {
    PrintWriter out = out();
    out.println(file + ": " + format);
    out.printf(Locale.ROOT, "molecules  %,d%s%n", summary.molecules(), indices(summary));
    out.printf(Locale.ROOT, "bad        %,d%n", bad.count());
    bad.first().forEach(each -> out.println("           " + each.getMessage()));
    if (bad.count() > bad.first().size()) {
      out.printf(Locale.ROOT, "           and %,d more%n", bad.count() - bad.first().size());
    }
    bad.ignored().ifPresent(ignored -> out.println("ignored    " + ignored));
    if (summary.molecules() > 0) {
      double mean = (double) summary.atoms() / summary.molecules();
      out.printf(
          Locale.ROOT, "atoms      %,d, on average %.1f in a molecule%n", summary.atoms(), mean);
      out.println("elements   " + elements(summary));
      printSizes(out, summary.moleculesByAtoms());
      printProperties(out, summary);
    }
  }

  private static String indices(MoleculeSummary summary) {
    BitSet indices = summary.gdbIndices();
    String range =
        indices.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", indices in GDB-9 from %,d to %,d",
                indices.nextSetBit(0),
                indices.length() - 1);
    return summary.repeated() == 0
        ? range
        : String.format(Locale.ROOT, "%s, %,d of them repeated", range, summary.repeated());
  }

  private static String elements(MoleculeSummary summary) {
    return summary.elements().entrySet().stream()
        .map(each ->
            String.format(
                Locale.ROOT,
                "%s in %s (%s)",
                Elements.symbol(each.getKey()),
                Count.of(each.getValue().molecules(), "molecule"),
                Count.of(each.getValue().atoms(), "atom")))
        .collect(Collectors.joining(", "));
  }

  private static void printSizes(PrintWriter out, Map<Integer, Long> moleculesByAtoms) {
    long most = Collections.max(moleculesByAtoms.values());
    out.printf(Locale.ROOT, "%n  atoms  molecules%n");
    moleculesByAtoms.forEach((atoms, molecules) -> {
      String bar = "#".repeat((int) Math.ceilDiv(BAR_LENGTH * molecules, most));
      out.printf(Locale.ROOT, "%7d %,10d  %s%n", atoms, molecules, bar);
    });
  }

  private static void printProperties(PrintWriter out, MoleculeSummary summary) {
    if (summary.properties().isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n%-12s %14s %14s %14s  %s%n",
        "property",
        "smallest",
        "mean",
        "largest",
        "unit; molecules");
    summary
        .properties()
        .forEach((name, range) ->
            out.printf(
                Locale.ROOT,
                "%-12s %14.7g %14.7g %14.7g  %s; %,d%n",
                name.replaceAll("[^\\x20-\\x7e]", "?"),
                range.getMin(),
                range.getAverage(),
                range.getMax(),
                unit(summary, name),
                range.getCount()));
  }

  /** QM9's unit of a property of QM9's molecules; the same name may mean another elsewhere. */
  private static String unit(MoleculeSummary summary, String name) {
    return Qm9Property.of(name)
        .filter(_ -> !summary.gdbIndices().isEmpty())
        .map(Qm9Property::fileUnit)
        .orElse("unit unknown");
  }
}
