package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.learning.train.Pace;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.molecule.Qm9Property;
import org.noether.simulation.registry.Spelling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The runs of {@code reproduce qm9}: the group T(3) on every property, and on homo all groups of
 * the paper.
 */
final class Qm9Comparison implements Comparison<MoleculeConfig, MoleculeResult, MoleculeRun> {
  private static final int NARROW = 64;

  private static final Symmetry T3 =
      new Symmetry(new GroupSpec("T", List.of(3)), Map.of("fill", 1.0), false, 1);

  /** Each atom is lifted to several points, so that a step takes several times as long. */
  private static final Map<String, Object> LIFTED =
      Map.of("fill", .5, "liftsamples", 4, "nbhd", 25);

  private static final List<Symmetry> COMPARED =
      List.of(
          T3,
          new Symmetry(new GroupSpec("Trivial", List.of(3)), Map.of("fill", 1.0), false, 1),
          new Symmetry(new GroupSpec("SO3", List.of(.2)), LIFTED, true, 4),
          new Symmetry(new GroupSpec("SE3", List.of(.2)), LIFTED, true, 4));

  /**
   * A group with the paper's settings for it.
   *
   * @param group the group
   * @param options of the network
   * @param recenter whether positions are centred and scaled
   * @param share its share of a budget, relative to the others'
   */
  private record Symmetry(
      GroupSpec group, Map<String, Object> options, boolean recenter, double share) {
    MoleculeConfig config(String task, String data, long seed, boolean full) {
      var netCfg = new HashMap<>(options);
      netCfg.put("group", group);
      netCfg.put("num_layers", 6);
      netCfg.put("aug", true);
      if (!full) {
        netCfg.put("k", NARROW);
      }
      MoleculeConfig defaults = MoleculeConfig.defaults(task, data);
      return new MoleculeConfig(
          task,
          defaults.network(),
          netCfg,
          data,
          recenter,
          defaults.subsample(),
          defaults.lr(),
          defaults.bs(),
          defaults.numEpochs(),
          seed,
          defaults.backend());
    }
  }

  @Option(
      names = "--tasks",
      paramLabel = "NAME,...",
      converter = PropertiesConverter.class,
      description = "Properties (default: all twelve of the paper).")
  private Properties tasks = new Properties(Qm9Property.TASKS);

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Override
  public String word() {
    return "qm9";
  }

  @Override
  public Help help() {
    return new Help(
        """
        Train the paper's network on properties of molecules, and report the errors beside the \
        paper's.

        The runs are MolecLieResNet with the group T(3) on each property, and on homo also with Trivial(3),
        SO3 and SE3. Every error stands beside the number of molecules, epochs and minutes it took.

        Without --budget and --full it takes half an hour. To resume an interrupted \
        reproduction, run the same command again.
        """,
        """
        Examples:
          noether reproduce qm9                              twelve properties, half an hour
          noether reproduce qm9 --tasks homo --budget 2h     the groups compared on homo
          noether reproduce qm9 --full --out paper           the paper's settings; weeks
        """);
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofMinutes(30), 1, Path.of("report-qm9"));
  }

  @Override
  public MoleculeTask task(PrintWriter err) {
    return source.task(err);
  }

  @Override
  public List<PlannedRun<MoleculeConfig>> plan(PrintWriter err, int seeds, boolean full)
      throws IOException {
    return plan(tasks.values(), source.file(), seeds, full);
  }

  /** The runs by seed, the long ones last, so that what they overrun delays no other run. */
  static List<PlannedRun<MoleculeConfig>> plan(
      List<Qm9Property> tasks, Path data, int seeds, boolean full) {
    var plan = new ArrayList<PlannedRun<MoleculeConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (Qm9Property task : tasks) {
        for (Symmetry symmetry : task == Qm9Property.HOMO ? COMPARED : List.of(T3)) {
          String name = "%s-%s-seed%d".formatted(task.id(), symmetry.group().name(), seed);
          MoleculeConfig config = symmetry.config(task.id(), data.toString(), seed, full);
          plan.add(new PlannedRun<>(name, config, symmetry.share()));
        }
      }
    }
    plan.sort(
        Comparator.comparingLong((PlannedRun<MoleculeConfig> run) -> run.config().seed())
            .thenComparingDouble(PlannedRun::share));
    return plan;
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<>(List.of("--tasks", tasks.toString()));
    arguments.addAll(source.arguments());
    return arguments;
  }

  @Override
  public List<Path> inputs() {
    return source.inputs();
  }

  @Override
  public List<String> reading() {
    return source.skipping();
  }

  /** A step is as long whatever property it learns. */
  @Override
  public Object pace(PlannedRun<MoleculeConfig> run) {
    return run.config().netCfg();
  }

  /** The predictions for the test molecules are made again, to be kept. */
  @Override
  public double completing(Pace pace) {
    return pace.setup() + pace.test();
  }

  @Override
  public List<Selection<MoleculeConfig>> selections() {
    return List.of(new Selection<>("--tasks", run -> run.config().task()));
  }

  @Override
  public MoleculeReport report(List<MoleculeRun> runs) {
    return new MoleculeReport(runs);
  }

  /**
   * Properties to learn, printed as a user types them: {@code homo,lumo}.
   *
   * @param values each once, in the order given
   */
  private record Properties(List<Qm9Property> values) {
    @Override
    public String toString() {
      return values.stream().map(Qm9Property::id).collect(Collectors.joining(","));
    }
  }

  private static final class PropertiesConverter implements ITypeConverter<Properties> {
    @Override
    public Properties convert(String text) {
      return new Properties(
          Arrays.stream(text.split(",", -1))
              .map(name -> property(name, "the paper", Qm9Property.TASKS))
              .distinct()
              .toList());
    }
  }

  /**
   * The property of a name.
   *
   * @param owner what has the known properties, for the message
   * @throws TypeConversionException if none of those known has the name
   */
  static Qm9Property property(String text, String owner, List<Qm9Property> known) {
    String name = text.strip();
    List<String> names = known.stream().map(Qm9Property::id).toList();
    return Spelling.known(name, names)
        .flatMap(Qm9Property::of)
        .orElseThrow(() ->
            new TypeConversionException(
                "%s has no property '%s'; it has %s%s"
                    .formatted(
                        owner, name, String.join(", ", names), Spelling.suggestion(name, names))));
  }
}
