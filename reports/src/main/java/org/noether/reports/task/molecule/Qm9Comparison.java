package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.PlannedRun;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.molecule.Qm9Property;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The runs of {@code reproduce qm9}: the group T(3) on every property, and on homo all groups of
 * the paper.
 */
final class Qm9Comparison implements Comparison<MoleculeConfig, MoleculeResult, MoleculeRun> {
  /** The part of a run's time that is for predicting the test molecules once more. */
  private static final int PREDICTION_FRACTION = 20;

  private static final int NARROW = 64;

  private static final Symmetry T3 =
      new Symmetry(new GroupSpec("T", List.of(3)), Map.of("fill", 1.0), false, 1);

  /** An atom is lifted to several points, so that a step takes several times as long. */
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
      GroupSpec group, Map<String, Object> options, boolean recenter, double share) {}

  @Option(
      names = "--tasks",
      paramLabel = "NAME,...",
      converter = Qm9Tasks.Converter.class,
      description = "Properties (default: all twelve of the paper).")
  private Qm9Tasks tasks = Qm9Tasks.ALL;

  @Mixin private MoleculeSource source = new MoleculeSource();

  private @Nullable MoleculeTask task;

  @Override
  public String word() {
    return "qm9";
  }

  @Override
  public Help help() {
    return new Help(
        List.of(
            "Train the paper's network on properties of molecules, and report the errors beside the"
                + " paper's:",
            "MolecLieResNet with the group T(3) on each property, and on homo also with"
                + " Trivial(3),",
            "SO3 and SE3. Every error stands beside the number of molecules, epochs and minutes it"
                + " took.",
            "",
            "Without --budget and --full it takes half an hour. An interrupted reproduction goes on"
                + " where it was when the same command is given again."),
        List.of(
            "Examples:",
            "  noether reproduce qm9                              twelve properties, half an hour",
            "  noether reproduce qm9 --tasks homo --budget 2h     the groups compared on homo",
            "  noether reproduce qm9 --full --out paper           the paper's settings; weeks"));
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofMinutes(30), 1, Path.of("report-qm9"));
  }

  @Override
  public MoleculeTask task(PrintWriter err) {
    MoleculeTask known = task;
    if (known == null) {
      known = source.task(err);
      task = known;
    }
    return known;
  }

  @Override
  public List<PlannedRun<MoleculeConfig>> plan(PrintWriter err, int seeds, boolean full)
      throws IOException {
    return plan(tasks.values(), source.file(), seeds, full);
  }

  /** The runs, seed by seed, the long ones last: what they overrun a budget by delays no other. */
  static List<PlannedRun<MoleculeConfig>> plan(
      List<Qm9Property> tasks, Path data, int seeds, boolean full) {
    var plan = new ArrayList<PlannedRun<MoleculeConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      plan.addAll(ofSeed(tasks, data, seed, full));
    }
    return plan;
  }

  private static List<PlannedRun<MoleculeConfig>> ofSeed(
      List<Qm9Property> tasks, Path data, long seed, boolean full) {
    var runs = new ArrayList<PlannedRun<MoleculeConfig>>();
    for (Qm9Property task : tasks) {
      for (Symmetry symmetry : task == Qm9Property.HOMO ? COMPARED : List.of(T3)) {
        runs.add(planned(task, symmetry, data, seed, full));
      }
    }
    runs.sort(Comparator.comparingDouble(PlannedRun::share));
    return runs;
  }

  private static PlannedRun<MoleculeConfig> planned(
      Qm9Property task, Symmetry symmetry, Path data, long seed, boolean full) {
    MoleculeConfig defaults = MoleculeConfig.defaults(task.id(), data.toString());
    var netCfg = new HashMap<>(symmetry.options());
    netCfg.put("group", symmetry.group());
    netCfg.put("num_layers", 6);
    netCfg.put("aug", true);
    if (!full) {
      netCfg.put("k", NARROW);
    }
    return new PlannedRun<>(
        "%s-%s-seed%d".formatted(task.id(), symmetry.group().name(), seed),
        new MoleculeConfig(
            task.id(),
            defaults.network(),
            netCfg,
            data.toString(),
            symmetry.recenter(),
            defaults.subsample(),
            defaults.lr(),
            defaults.bs(),
            defaults.numEpochs(),
            seed,
            defaults.backend()),
        symmetry.share());
  }

  @Override
  public List<String> words() {
    var words = new ArrayList<>(List.of("--tasks", tasks.toString()));
    words.addAll(source.words());
    return words;
  }

  @Override
  public List<String> reading() {
    return source.skipping();
  }

  @Override
  public Duration forTraining(Duration time) {
    return time.minus(time.dividedBy(PREDICTION_FRACTION));
  }

  @Override
  public void complete(Path run, boolean full, PrintWriter err) throws IOException {
    task(err).complete(run);
  }

  @Override
  public boolean everyEpoch() {
    return true;
  }

  @Override
  public Page report(List<MoleculeRun> runs, Provenance provenance) {
    return MoleculeReport.of(runs, provenance);
  }

  @Override
  public Block.Table errors(List<MoleculeRun> runs) {
    return MoleculeReport.errors(runs);
  }
}
