package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.noether.learning.train.Json;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.dynamics.ClassPathOption;
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
        network under translations, rotations and its own group.\
        """,
    footer =
        """
        Examples:
          noether evaluate runs/springs-HFC-1
          noether evaluate runs/springs-HFC-1 --systems 200 --steps 100\
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

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private ClassPathOption classes = new ClassPathOption();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private CsvOption csv = new CsvOption();

  @Override
  public Integer call() throws IOException {
    device.notes().forEach(note -> err().println("note: " + note));
    TaskCommands<?, ?, ?> task = Tasks.of(run, classes.path());
    csv.force().demandFree(task.evaluation(run));
    csv.demandFree();
    PrintWriter text = json.given() ? new PrintWriter(Writer.nullWriter()) : out();
    csv.write(task.evaluate(run, systems, steps, device.backend(), text, err()));
    if (json.given()) {
      JsonOption.print(out(), Json.read(task.evaluation(run), JsonNode.class));
    }
    return 0;
  }
}
