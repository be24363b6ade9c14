package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.reports.table.Block;
import org.noether.reports.task.Rollout;
import org.noether.reports.task.dynamics.ClassPathOption;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code noether rollout}. */
@Command(
    name = "rollout",
    description =
        """
        Predict the motion from given states with a trained network, beside the true motion.

        The network is integrated by the 3/8 rule with the step of its data; the true system is
        integrated as its data were. The file holds ts and sysP, predicted/zs and true/zs, beside
        them the energy and whatever else the system conserves, and errors/mse and errors/state.\
        """,
    footer =
        """
        A file of initial states is HDF5 with zs or z0: one state per row (coordinates, then
        momenta), or trajectories, whose first points are used. The parameters are in sysP
        (systems, bodies, parameters), or follow the state in its row.

        Examples:
          noether rollout runs/springs-HFC-1 --system 0 --time 10 --out motion.h5 --plot motion.png
          noether rollout runs/springs-HFC-1 --initial states.h5 --time 5 --out motions.h5\
        """)
final class RolloutCommand extends LeafCommand {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Start start = new Start();

  /** Where motions begin: one of two. */
  private static final class Start {
    @Option(
        names = "--initial",
        paramLabel = "FILE.h5",
        required = true,
        description = "Begin with the states in this file.")
    private @Nullable Path initial;

    @Option(
        names = "--system",
        paramLabel = "N",
        required = true,
        description = "Begin where 'noether evaluate' does for test system N, from 0.")
    private int system;
  }

  @Option(
      names = "--time",
      paramLabel = "T",
      required = true,
      description = "How long to follow the motion, rounded up to whole steps.")
  private double time;

  @Option(
      names = "--out",
      paramLabel = "FILE.h5",
      required = true,
      description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw the first of the motions to this file as well.")
  private @Nullable Path plot;

  @Mixin private CsvOption csv = new CsvOption();

  @Mixin private ClassPathOption classes = new ClassPathOption();

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    csv.force().demandFree(out);
    if (plot != null) {
      csv.force().demandFree(plot, "--plot");
    }
    csv.demandFree();
    var wanted = new Rollout(run, start.initial, start.system, time, out, plot);
    PrintWriter text = json.given() ? new PrintWriter(Writer.nullWriter()) : out();
    Block.Table errors = Tasks.of(run, classes.path()).rollout(wanted, text, err());
    csv.write(errors);
    if (json.given()) {
      JsonOption.print(out(), Map.of("file", out.toString(), "errors", columns(errors)));
    }
    return 0;
  }

  /** The numbers of each column by its title. */
  private static Map<String, List<Double>> columns(Block.Table table) {
    return IntStream.range(0, table.header().size())
        .boxed()
        .collect(
            Collectors.toMap(
                table.header()::get,
                i -> table.rows().stream().map(row -> Double.valueOf(row.get(i))).toList()));
  }
}
