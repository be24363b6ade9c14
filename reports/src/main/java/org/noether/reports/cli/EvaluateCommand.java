package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.Json;
import org.noether.reports.table.Block;
import org.noether.reports.task.EvaluationRequest;
import org.noether.reports.task.EvaluationTable;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.dynamics.ClassPathOption;
import org.noether.simulation.io.WriteLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code noether evaluate}. */
@Command(
    name = "evaluate",
    description =
        """
        Compare a trained network with the true system over long rollouts.

        Prints, and writes to evaluation.json in the run's folder, the error of the state over time,
        the errors of energy, momentum and angular momentum, and the equivariance errors of the
        network under translations, rotations and its own group. --csv FILE.csv takes the errors over
        time; FILE-conserved.csv, FILE-equivariance.csv and, of systems of several sizes,
        FILE-bodies.csv take the other tables.\
        """,
    footer =
        """
        Examples:
          noether evaluate runs/springs-HFC-1
          noether evaluate runs/springs-HFC-1 --systems 200 --steps 100
          noether evaluate runs/springs-HOGN-1 --data more-bodies.h5\
        """)
final class EvaluateCommand extends LeafCommand {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--systems",
      paramLabel = "N",
      defaultValue = "50",
      description = "Number of test systems (default: ${DEFAULT-VALUE}).")
  private int systems;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "499",
      description = "Number of time steps of each rollout (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = {
        "Evaluate on the systems of this file rather than on the run's test set: systems of the"
            + " same kind, which may have other numbers of bodies; written to"
            + " evaluation-FILE.json."
      })
  private @Nullable Path data;

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private ClassPathOption classes = new ClassPathOption();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private CsvOption csv = new CsvOption();

  @Override
  public Integer call() throws IOException {
    device.notes().forEach(note -> err().println("note: " + note));
    TaskCommands<?, ?, ?> task = Tasks.of(run, classes.path());
    demandFree(task.evaluation(run, data));
    for (var table : EvaluationTable.values()) {
      csv.demandFree(table.ending());
    }
    PrintWriter text = json.given() ? new PrintWriter(Writer.nullWriter()) : out();
    var wanted = new EvaluationRequest(run, data, systems, steps, device.backend());
    var tables = task.evaluate(wanted, text, err());
    for (var table : EvaluationTable.values()) {
      Block.Table found = tables.get(table);
      if (found == null) {
        csv.remove(table.ending());
      } else {
        csv.write(table.ending(), found);
      }
    }
    if (json.given()) {
      JsonOption.print(out(), Json.read(task.evaluation(run, data), JsonNode.class));
    }
    return 0;
  }

  private void demandFree(Path evaluation) throws IOException {
    if (Files.exists(evaluation) && !csv.force().given()) {
      String other = data == null ? "" : ", or give %s another name".formatted(data);
      try (WriteLock _ = WriteLock.ofFolder(run)) { // It removes what a killed process left.
        throw new IOException("%s exists; --force replaces it%s".formatted(evaluation, other));
      }
    }
  }
}
