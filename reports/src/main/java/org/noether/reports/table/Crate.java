package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.noether.learning.train.Json;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Version;
import org.noether.reports.table.CrateGraph.Reference;
import org.noether.reports.table.PageFiles.PageFile;

/**
 * The description of a report's folder for archives: {@code ro-crate-metadata.json} by the <a
 * href="https://w3id.org/ro/crate/1.2">RO-Crate specification 1.2</a>. It names every file of the
 * report and of its runs with size and SHA-256, and the commands by which they came about.
 */
public final class Crate {
  /** The name of the file. */
  public static final String FILE = "ro-crate-metadata.json";

  private static final String SPECIFICATION = "https://w3id.org/ro/crate/1.2";
  private static final String LICENCE = "https://www.apache.org/licenses/LICENSE-2.0";

  /** What {@code reproduce} and {@code study} write beside the report. */
  private static final Map<String, String> OF_COMPARISONS =
      new TreeMap<>(
          Map.of(
              "extent.json", "The amount of work of the comparison",
              "times.json", "The time spent on each part of the comparison"));

  private final Path folder;
  private final CrateGraph graph;
  private final List<Reference> actions = new ArrayList<>();
  private final Map<String, Reference> software = new LinkedHashMap<>();
  private final Map<String, Reference> data = new LinkedHashMap<>();

  private Crate(Path folder) {
    this.folder = folder;
    graph = new CrateGraph(folder);
  }

  /**
   * Describes the folder of a report. The same files give the same bytes.
   *
   * @param page the report, which was written to the folder
   * @param provenance how it was made
   * @param runs what it shows, at least one
   * @throws IOException if a file cannot be read or written
   */
  public static void write(Page page, Provenance provenance, List<? extends Run> runs, Path folder)
      throws IOException {
    var crate = new Crate(folder);
    crate.addFixed(page, Provenance.lastDay(runs));
    List<Reference> report = crate.addReport(page);
    var results = new ArrayList<Reference>();
    for (int i = 0; i < runs.size(); i++) {
      results.addAll(crate.addRun(runs.get(i), i + 1, provenance));
    }
    crate.addAction(
        "#report", "Report", provenance.command(), Optional.of(Version.full()), results, report);
    crate.graph.set("./", "hasPart", crate.graph.parts());
    crate.graph.set("./", "mentions", crate.actions);
    Json.write(folder.resolve(FILE), crate.graph.document(SPECIFICATION + "/context"));
  }

  /** Adds what every crate has. */
  private void addFixed(Page page, String date) {
    graph.add(
        FILE,
        "CreativeWork",
        "Description of this folder",
        "about",
        new Reference("./"),
        "conformsTo",
        new Reference(SPECIFICATION));
    Reference licence =
        graph.add(
            LICENCE,
            "CreativeWork",
            "Apache License 2.0",
            "description",
            "The licence of Noether, and of this report unless whoever publishes it names another."
                + " The data that networks learned from have licences of their own.");
    graph.add(
        "./",
        "Dataset",
        page.title(),
        "description",
        page.summary(),
        "datePublished",
        date,
        "license",
        licence);
  }

  private List<Reference> addReport(Page page) throws IOException {
    var files = new ArrayList<Reference>();
    files.add(graph.addFile(ReportWriter.html(folder), page.title(), "The report on one page"));
    files.add(
        graph.addFile(
            folder.resolve("report.md"),
            page.title() + ", in Markdown",
            "The report with figures and tables in files of their own"));
    for (PageFile file : PageFiles.of(page, new ReportWriter.Pictures())) {
      files.add(graph.addFile(folder.resolve(file.path()), file.name(), file.description()));
    }
    for (var other : OF_COMPARISONS.entrySet()) {
      Path file = folder.resolve(other.getKey());
      if (isFile(file)) {
        files.add(graph.addFile(file, other.getKey(), other.getValue()));
      }
    }
    return files;
  }

  /**
   * Adds a run, and the commands that trained and evaluated it.
   *
   * @return the files that the commands wrote
   */
  private List<Reference> addRun(Run run, int number, Provenance provenance) throws IOException {
    RunFolder there = run.files().folder();
    Path evaluation = there.path().resolve("evaluation.json");
    var trained = new ArrayList<Reference>();
    List<Path> others = otherEvaluations(there);
    for (Path file : written(there)) {
      if (!file.equals(there.config()) && !file.equals(evaluation) && !others.contains(file)) {
        trained.add(addFile(run, file));
      }
    }
    String name = "%s, seed %d".formatted(run.label(), run.config().seed());
    Optional<String> version = run.files().environment().noether();
    Reference training =
        addAction(
            "#training-" + number,
            "Training of " + name,
            provenance.commandOfRun().apply(run),
            version,
            List.of(addFile(run, there.config()), data(run)),
            trained);
    graph.set(training.id(), "startTime", run.files().environment().started());
    var results = new ArrayList<>(trained);
    if (!run.evaluating().isEmpty() && isFile(evaluation)) {
      Reference evaluated = addFile(run, evaluation);
      results.add(evaluated);
      addAction(
          "#evaluation-" + number,
          "Evaluation of " + name,
          Provenance.evaluate(run.id(), run.evaluating().getFirst()),
          Optional.empty(),
          trained,
          List.of(evaluated));
    }
    for (Path other : others) {
      results.add(addFile(run, other));
    }
    return results;
  }

  /** Evaluations on systems of other files. */
  private static List<Path> otherEvaluations(RunFolder run) throws IOException {
    try (Stream<Path> files = Files.list(run.path())) {
      return files
          .filter(file -> file.getFileName().toString().matches("evaluation-.*\\.json"))
          .sorted()
          .toList();
    }
  }

  /** The files of a run: of one outside the folder those that say what it is. */
  private List<Path> written(RunFolder run) throws IOException {
    Path path = run.path().toAbsolutePath().normalize();
    if (!path.startsWith(folder.toAbsolutePath().normalize())) {
      return Stream.of(run.storedBest(), run.result()).filter(Crate::isFile).toList();
    }
    try (Stream<Path> files = Files.list(run.path())) {
      return files
          .filter(file -> isFile(file) && !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().equals(FILE))
          .sorted()
          .toList();
    }
  }

  private Reference addFile(Run run, Path file) throws IOException {
    return graph.addFile(file, "%s of run %s".formatted(file.getFileName(), run.id()), "");
  }

  /** What a run learned from: its file where there is one. */
  private Reference data(Run run) throws IOException {
    Optional<Path> file = run.dataFile().filter(Files::isRegularFile);
    return file.isPresent()
        ? graph.addFile(file.get(), "Data: " + file.get().getFileName(), run.data())
        : data.computeIfAbsent(
            run.data(), text -> graph.add("#data-" + (data.size() + 1), "CreativeWork", text));
  }

  private Reference addAction(
      String id,
      String name,
      String command,
      Optional<String> version,
      List<Reference> objects,
      List<Reference> results) {
    Reference action =
        graph.add(
            id,
            "CreateAction",
            name,
            "description",
            command,
            "instrument",
            software(version.orElse("not recorded")),
            "object",
            objects,
            "result",
            results);
    actions.add(action);
    return action;
  }

  private Reference software(String version) {
    return software.computeIfAbsent(
        version,
        _ ->
            graph.add(
                "#noether-" + (software.size() + 1),
                "SoftwareApplication",
                "Noether",
                "description",
                "Physics simulation and symmetry-aware learning on the JVM",
                "version",
                version,
                "license",
                new Reference(LICENCE)));
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
