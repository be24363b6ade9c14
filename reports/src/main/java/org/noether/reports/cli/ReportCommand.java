package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.noether.reports.table.Crate;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.ReportWriter;
import org.noether.reports.table.Run;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.dynamics.ClassPathOption;
import org.noether.simulation.io.WriteLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether report}. */
@Command(
    name = "report",
    description =
        """
        Compare finished runs in tables and plots, as Markdown and HTML.

        Rollouts are included for runs that 'noether evaluate' has evaluated.
        The report is deterministic: the same runs give the same bytes.\
        """,
    footer =
        """
        Examples:
          noether report runs/springs-FC-1 runs/springs-HFC-1
          noether report runs/* --out comparison\
        """)
final class ReportCommand extends LeafCommand {
  private static final String DEFAULT_OUT = "report";

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of finished runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = DEFAULT_OUT,
      description = "Folder for the report (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of(DEFAULT_OUT);

  @Mixin private ClassPathOption classes = new ClassPathOption();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  @Override
  public Integer call() throws IOException {
    force.demandFree(ReportWriter.html(out));
    TaskCommands<?, ?, ?> task = Tasks.of(runs.getFirst(), classes.path());
    for (Path run : runs) {
      String other = Tasks.of(run, classes.path()).task().id();
      if (!other.equals(task.task().id())) {
        throw new IllegalArgumentException(
            "%s is a run on %s and %s one on %s, so their errors do not compare; report each task alone"
                .formatted(runs.getFirst(), task.task().id(), run, other));
      }
    }
    var command = new ArrayList<>(List.of("./noether", "report"));
    runs.forEach(run -> command.add(run.toString()));
    if (!out.equals(Path.of(DEFAULT_OUT))) {
      command.addAll(List.of("--out", out.toString()));
    }
    var provenance =
        new Provenance(
            CommandText.join(command),
            run -> CommandText.train(run, task.reading()),
            List.of(Versions.fact()),
            List.of());
    try (WriteLock _ = WriteLock.ofFolder(out)) {
      write(task, provenance);
    }
    return 0;
  }

  private <U extends Run> void write(TaskCommands<?, ?, U> task, Provenance provenance)
      throws IOException {
    var read = new ArrayList<U>();
    for (Path run : runs) {
      read.add(task.read(run));
    }
    Page page = task.report(read).page(provenance);
    Path html = ReportWriter.write(page, out);
    Crate.write(page, provenance, read, out);
    if (json.given()) {
      JsonOption.print(out(), result(html, read));
    } else {
      printPaths(out(), html);
    }
  }

  /** A report for JSON: its path, and the result of each run. */
  static Map<String, Object> result(Path html, List<? extends Run> runs) {
    return Map.of(
        "report",
        html.toString(),
        "runs",
        runs.stream()
            .map(run ->
                Map.of(
                    "run", run.files().id(),
                    "network", run.config().network(),
                    "seed", run.config().seed(),
                    "result", run.result()))
            .toList());
  }

  /** Prints the paths of a report. */
  static void printPaths(PrintWriter out, Path html) {
    out.println("report   " + html);
    out.println("         " + html.resolveSibling("report.md"));
  }
}
