package org.noether.reports.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.simulation.molecule.Qm9Property;

/**
 * The runs that {@code reproduce qm9} compares: the group T(3) on every property, and on homo all
 * groups of the paper.
 *
 * @param tasks the properties
 * @param data the file of molecules
 * @param full whether at the paper's settings, those of the commands in its repository
 */
record Qm9Comparison(List<Qm9Property> tasks, Path data, boolean full) {
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

  /** The runs, seed by seed, the long ones last: what they overrun a budget by delays no other. */
  List<Planned<MoleculeConfig>> plan(int seeds) {
    var plan = new ArrayList<Planned<MoleculeConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      plan.addAll(ofSeed(seed));
    }
    return plan;
  }

  private List<Planned<MoleculeConfig>> ofSeed(long seed) {
    var runs = new ArrayList<Planned<MoleculeConfig>>();
    for (Qm9Property task : tasks) {
      for (Symmetry symmetry : task == Qm9Property.HOMO ? COMPARED : List.of(T3)) {
        runs.add(planned(task, symmetry, seed));
      }
    }
    runs.sort(Comparator.comparingDouble(Planned::share));
    return runs;
  }

  private Planned<MoleculeConfig> planned(Qm9Property task, Symmetry symmetry, long seed) {
    MoleculeConfig defaults = MoleculeConfig.defaults(task.id(), data.toString());
    var netCfg = new HashMap<>(symmetry.options());
    netCfg.put("group", symmetry.group());
    netCfg.put("num_layers", 6);
    netCfg.put("aug", true);
    if (!full) {
      netCfg.put("k", NARROW);
    }
    return new Planned<>(
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
}
