package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.noether.learning.backend.Backend;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Metric;
import org.noether.learning.train.Objective;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.molecule.AtomReferences;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeDataset;
import org.noether.simulation.molecule.MoleculePool;
import org.noether.simulation.molecule.MoleculeProperty;
import tools.jackson.databind.JsonNode;

/** Learning a property of molecules: its mean absolute error. */
public final class MoleculeTask implements LearningTask<MoleculeConfig, MoleculeResult> {
  static final Path CACHES = Path.of("datasets");

  private final SharedMolecules molecules;

  /**
   * Creates the task with molecules that must all be readable, parsed once into {@code datasets}.
   */
  public MoleculeTask() {
    this(new SharedMolecules(CACHES, BadMolecules.refused(), _ -> _ -> {}, _ -> {}));
  }

  /** Creates the task with molecules that are shared with other runs. */
  public MoleculeTask(SharedMolecules molecules) {
    this.molecules = molecules;
  }

  @Override
  public String id() {
    return "molec";
  }

  @Override
  public String samples() {
    return "molecules";
  }

  @Override
  public Class<MoleculeConfig> configType() {
    return MoleculeConfig.class;
  }

  @Override
  public Class<MoleculeResult> resultType() {
    return MoleculeResult.class;
  }

  @Override
  public Metric metric(MoleculeConfig config) {
    return new Metric("MAE", config.property().unit());
  }

  @Override
  public void check(MoleculeConfig config) throws IOException {
    dataset(config).targets(config.property());
  }

  @Override
  public Objective<MoleculeConfig, MoleculeResult> objective(
      MoleculeConfig config, Backend backend, int threads, Consumer<String> stage)
      throws IOException {
    stage.accept("reading the molecules");
    MoleculeDataset dataset = dataset(config);
    int there = dataset.part(MoleculeDataset.TRAIN).length;
    if (config.subsample() > Math.max(1, there)) {
      stage.accept(
          String.format(Locale.ROOT, "only %,d molecules to learn from; all are used", there));
    }
    return MoleculeObjective.of(config, backend, dataset, threads);
  }

  @Override
  public List<String> derived() {
    return List.of(TestPredictions.FILE);
  }

  @Override
  public void complete(Path run) throws IOException {
    if (TestPredictions.read(new RunFolder(run)).isEmpty()) {
      TestPredictions.make(run, this);
    }
  }

  @Override
  public boolean wroteUnnamed(JsonNode config) {
    return config.has("task");
  }

  /**
   * Returns the molecules of a configuration.
   *
   * @throws IOException if they cannot be read
   */
  public MoleculeDataset dataset(MoleculeConfig config) throws IOException {
    Path file = Path.of(config.data());
    MoleculeProperty property = config.property();
    MoleculePool pool = molecules.load(file, property);
    Optional<String> values = config.own().flatMap(OwnData::atomValues);
    if (values.isPresent()) {
      pool = pool.withReferences(AtomReferences.read(Path.of(values.get()), property));
    }
    pool =
        pool.groupedBy(
            config.own().flatMap(OwnData::groupBy), notice -> molecules.tell(file, notice));
    UnitCheck.of(pool, property).ifPresent(doubt -> molecules.tell(file, doubt));
    return pool.dataset(
        config.own().flatMap(OwnData::nVal).map(OptionalInt::of).orElse(OptionalInt.empty()),
        config.own().flatMap(OwnData::nTest).map(OptionalInt::of).orElse(OptionalInt.empty()));
  }
}
