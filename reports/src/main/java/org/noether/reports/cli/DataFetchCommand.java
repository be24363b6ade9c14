package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.ProgressDisplay;
import org.noether.simulation.io.DatasetManifest;
import org.noether.simulation.io.Download;
import org.noether.simulation.io.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether data fetch}. */
@Command(
    name = "fetch",
    description = "Download a public data set.",
    footer =
        """
        The size and the checksum of each file are checked against the manifest. To resume an
        interrupted download, run the command again; complete files are not downloaded again.

        qm9 is QM9: 133,885 molecules with 15 properties each (86 MB), the list of those that failed
        its consistency check, and the energies of free atoms. mnist is MNIST: 70,000 handwritten
        digits (12 MB). rotmnist is the official rotated MNIST: 62,000 of them, each turned once.

        Examples:
          noether data fetch qm9
          noether data fetch qm9 --out /data --manifest mirror.json\
        """)
final class DataFetchCommand extends LeafCommand {
  /** The names of the public data sets. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DatasetManifest.builtIn().names().iterator();
    }
  }

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "The data set: qm9, mnist or rotmnist.")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "datasets",
      description = "Folder for data sets (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("datasets");

  @Option(
      names = "--manifest",
      paramLabel = "FILE.json",
      description =
          """
          Locations of the files, for a mirror; datasets/README.md describes the format
          (default: the public locations in datasets/manifest.json).\
          """)
  private @Nullable Path manifest;

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    DatasetManifest known =
        manifest == null ? DatasetManifest.builtIn() : DatasetManifest.read(manifest);
    List<DatasetManifest.Entry> files = known.of(name);
    var results = new ArrayList<Map<String, Object>>();
    for (DatasetManifest.Entry entry : files) {
      DatasetManifest.Entry file = Download.sized(entry, folder);
      boolean fetched;
      try (var progress =
          ProgressDisplay.begin(err(), Printable.of(file.file()), "bytes", file.bytes())) {
        fetched = Download.fetch(file, folder, progress::advanceTo);
      }
      Path path = folder.resolve(file.file());
      results.add(
          Map.of(
              "file", path.toString(),
              "bytes", file.bytes(),
              "downloaded", fetched,
              "licence", file.licence(),
              "citation", file.citation()));
      if (!json.given()) {
        out()
            .printf(
                Locale.ROOT,
                "%s: %,d bytes, %s%n",
                Printable.of(path.toString()),
                file.bytes(),
                fetched ? file.algorithm() + " as expected" : "already downloaded");
      }
    }
    if (json.given()) {
      JsonOption.print(out(), results);
      return 0;
    }
    files.stream()
        .map(file -> "licence " + file.licence() + "; please cite " + file.citation())
        .distinct()
        .forEach(terms -> out().println(Printable.of(terms)));
    return 0;
  }
}
