package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeDataset;
import org.noether.simulation.molecule.MoleculePool;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.Qm9;

/**
 * Molecules that several runs share: read at the first request, and kept until others are
 * requested.
 */
public final class SharedMolecules {
  private final Path caches;
  private final BadMolecules bad;
  private final Function<Path, LongConsumer> progress;
  private final Consumer<String> notices;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private @Nullable Path source;
  private @Nullable MoleculePool known;

  /**
   * Stores how to read, see {@link Qm9#load}.
   *
   * @param caches the folder for parsed molecules
   * @param bad what to do with molecules that cannot be read
   * @param progress by file, receives the number of bytes read
   * @param notices receives notices for the user, such as which molecules were left out
   */
  public SharedMolecules(
      Path caches,
      BadMolecules bad,
      Function<Path, LongConsumer> progress,
      Consumer<String> notices) {
    this.caches = caches;
    this.bad = bad;
    this.progress = progress;
    this.notices = notices;
  }

  /**
   * Returns the molecules of a file or folder.
   *
   * @throws IOException if they cannot be read
   */
  public MoleculeDataset load(Path file) throws IOException {
    return pool(file).groupedBy(Optional.empty(), notice -> tell(file, notice)).dataset();
  }

  /**
   * Returns the molecules of a file or folder that have a property; others are left out with the
   * bad ones, or refused as they are.
   *
   * @throws IOException if they cannot be read
   */
  MoleculePool load(Path file, MoleculeProperty property) throws IOException {
    MoleculePool pool = pool(file);
    return pool.having(property, bad.skips(), message -> tell(file, message));
  }

  /** Says something of a file, once. */
  void tell(Path file, String message) {
    if (told.add(file + message)) {
      notices.accept(file + ": " + message);
    }
  }

  private synchronized MoleculePool pool(Path file) throws IOException {
    MoleculePool there = known;
    if (there == null || !file.equals(source)) {
      long before = bad.count();
      there = Qm9.pool(file, caches, bad, progress.apply(file), notices);
      tellLeftOut(bad.count() - before);
      bad.ignored().ifPresent(ignored -> notices.accept(file + ": " + ignored));
      known = there;
      source = file;
    }
    return there;
  }

  private void tellLeftOut(long count) {
    if (count > 0) {
      notices.accept(
          String.format(
              Locale.ROOT, "molecules that cannot be read are left out: %,d; the first:", count));
      bad.first().forEach(each -> notices.accept(each.getMessage()));
    }
  }
}
