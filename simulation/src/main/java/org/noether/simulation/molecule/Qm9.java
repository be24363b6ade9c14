package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.noether.simulation.io.Count;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;
import org.noether.simulation.split.DatasetSplit;

/**
 * The data set QM9 (Ramakrishnan, Dral, Rupp and von Lilienfeld, Scientific Data 1, 140022, 2014),
 * prepared as for the paper.
 */
public final class Qm9 {
  /** Molecules in the archive. */
  public static final int MOLECULES = 133_885;

  /** Of these, molecules that failed the consistency check and take no part. */
  public static final int UNCHARACTERIZED = 3_054;

  private static final String ARCHIVE_FILE = "dsgdb9nsd.xyz.tar.bz2";
  private static final Pattern TEXT_FILE = Pattern.compile("[^.].*\\.(ext)?xyz(\\.gz)?");
  private static final String EXCLUDED_FILE = "uncharacterized.txt";
  private static final String REFERENCES_FILE = "atomref.txt";

  private Qm9() {}

  /**
   * Reads the whole of QM9 or any part of it. Molecules named in {@code uncharacterized.txt} are
   * left out if that lies beside the file (or in it, for a folder; or beside the file that a link
   * leads to), and {@code atomref.txt} there replaces the same values built in. The others, each
   * once and ordered by their index in GDB-9, are divided by {@link DatasetSplit#qm9}, geometries
   * of one molecule into one part as {@link MoleculePool#groupedBy} tells by default.
   *
   * @param file what {@link MoleculeFiles} can open
   * @param caches folder for {@link MoleculeCache}
   * @param bad what to do with molecules that cannot be read
   * @param progress as in {@link MoleculeFiles#open}
   * @param notices receives messages for the user
   * @throws FormatException if a file cannot be understood, or if the file must hold
   *     uncharacterized molecules and the list of them is missing
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if there are too few molecules to divide
   */
  public static MoleculeDataset load(
      Path file, Path caches, BadMolecules bad, LongConsumer progress, Consumer<String> notices)
      throws IOException {
    return pool(file, caches, bad, progress, notices)
        .groupedBy(Optional.empty(), notice -> notices.accept(file + ": " + notice))
        .dataset();
  }

  /** Reads molecules as {@link #load} does, without dividing them. */
  public static MoleculePool pool(
      Path file, Path caches, BadMolecules bad, LongConsumer progress, Consumer<String> notices)
      throws IOException {
    PackedMolecules molecules = MoleculeCache.load(file, caches, bad, progress, notices);
    Optional<Path> excluded = beside(file, EXCLUDED_FILE);
    Optional<Path> references = beside(file, REFERENCES_FILE);
    BitSet left = excluded.isPresent() ? uncharacterized(excluded.get()) : new BitSet();
    List<int[]> kept = kept(molecules, left);
    long repeated = repeated(molecules) - kept.stream().mapToLong(each -> each.length - 1).sum();
    if (repeated > 0) {
      notices.accept(
          "%s: %s repeated in it; each takes part once"
              .formatted(file, Count.of(repeated, "molecule is", "molecules are")));
    }
    long indexed = IntStream.of(molecules.gdbIndices()).filter(index -> index > 0).count();
    boolean whole = indexed > MOLECULES - UNCHARACTERIZED;
    if (excluded.isEmpty() && whole) {
      throw FormatException.wholeFile(
          file.toString(),
          "it holds uncharacterized molecules, which take no part; put QM9's %s beside it"
                  .formatted(EXCLUDED_FILE)
              + " (noether data fetch qm9 does)");
    }
    if (excluded.isEmpty() && indexed > 0) {
      notices.accept(
          "%s: no %s is beside it, so all of its molecules take part"
              .formatted(file, EXCLUDED_FILE));
    }
    if (whole && left.cardinality() != UNCHARACTERIZED) {
      notices.accept(
          "%s: it names %d molecules; QM9's names %d"
              .formatted(excluded.orElse(file), left.cardinality(), UNCHARACTERIZED));
    }
    return new MoleculePool(
        molecules,
        references.isPresent() ? AtomReferences.read(references.get()) : AtomReferences.qm9(),
        kept);
  }

  /**
   * The molecules to use of a folder of data, from its folder {@code qm9}: the original archive, or
   * else that folder itself if it holds several files {@code *.xyz}, or else the first file by name
   * that is extended XYZ, gzip or not.
   *
   * @throws IOException if a folder cannot be read
   */
  public static Optional<Path> find(Path data) throws IOException {
    Path folder = data.resolve("qm9");
    List<Path> texts = texts(folder);
    return archive(folder).or(() -> whole(folder, texts)).or(() -> texts.stream().findFirst());
  }

  /**
   * The molecules that are meant by naming a folder: those that {@link #find} finds there, or else
   * those in the folder itself, which are the original archive, all of several files {@code *.xyz},
   * or the only file that is extended XYZ.
   *
   * @throws IOException if a folder cannot be read
   */
  public static Optional<Path> findNamed(Path folder) throws IOException {
    Optional<Path> found = find(folder);
    List<Path> texts = texts(folder);
    return found
        .or(() -> archive(folder))
        .or(() -> whole(folder, texts))
        .or(() -> texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty());
  }

  /**
   * Reads {@code uncharacterized.txt}: of its lines those that begin with a whole number, which is
   * a molecule's index in GDB-9.
   *
   * @throws FormatException if no line does, an index is beyond QM9, or a line holds several of
   *     them
   * @throws IOException if the file cannot be read
   */
  public static BitSet uncharacterized(Path file) throws IOException {
    var indices = new BitSet();
    try (var in = Files.newInputStream(file)) {
      var lines = new LineSource(in, file.toString());
      for (String line = lines.next(); line != null; line = lines.next()) {
        int index = uncharacterized(lines, Fields.of(line));
        if (index > 0) {
          indices.set(index);
        }
      }
    }
    if (indices.isEmpty()) {
      throw FormatException.wholeFile(
          file.toString(), "no line of it begins with a molecule's index");
    }
    return indices;
  }

  /** The index at the beginning of a line, or -1 if it is another line. */
  private static int uncharacterized(LineSource lines, List<String> fields) throws FormatException {
    int index = fields.isEmpty() ? -1 : Fields.natural(fields.getFirst());
    if (index > MOLECULES || index == 0) {
      throw lines.bad(
          "QM9 has no molecule %d; its indices are 1 to %d".formatted(index, MOLECULES));
    }
    if (fields.size() > 1 && fields.stream().allMatch(field -> Fields.natural(field) >= 0)) {
      throw lines.bad(
          "a line holds the index of one molecule; here are %d".formatted(fields.size()));
    }
    return index;
  }

  /**
   * The molecules that take part, ordered by their index in GDB-9; those without one come first, as
   * they stand in the file. Different geometries of one index stand together; one that occurs
   * several times is there once.
   */
  private static List<int[]> kept(PackedMolecules molecules, BitSet excluded) {
    int[] indices = molecules.gdbIndices();
    var kept = new ArrayList<int[]>();
    var byIndex = new TreeMap<Integer, List<Integer>>();
    for (int i = 0; i < molecules.size(); i++) {
      if (indices[i] == 0) {
        kept.add(new int[] {i});
      } else if (!excluded.get(indices[i])) {
        List<Integer> same = byIndex.computeIfAbsent(indices[i], _ -> new ArrayList<>());
        int molecule = i;
        if (same.stream().noneMatch(other -> molecules.same(other, molecule))) {
          same.add(i);
        }
      }
    }
    byIndex.values().forEach(same -> kept.add(same.stream().mapToInt(Integer::intValue).toArray()));
    return kept;
  }

  private static long repeated(PackedMolecules molecules) {
    int[] indices = IntStream.of(molecules.gdbIndices()).filter(index -> index > 0).toArray();
    return indices.length - IntStream.of(indices).distinct().count();
  }

  private static Optional<Path> archive(Path folder) {
    return Optional.of(folder.resolve(ARCHIVE_FILE)).filter(Files::isRegularFile);
  }

  private static Optional<Path> whole(Path folder, List<Path> texts) {
    long files = texts.stream().filter(file -> FolderReader.isXyz(file.toString())).count();
    return files > 1 ? Optional.of(folder) : Optional.empty();
  }

  private static List<Path> texts(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? FolderReader.files(folder, name -> TEXT_FILE.matcher(name).matches())
        : List.of();
  }

  private static Optional<Path> beside(Path file, String name) throws IOException {
    var candidates = new ArrayList<Path>();
    if (Files.isDirectory(file)) {
      candidates.add(file.resolve(name));
    }
    candidates.add(file.resolveSibling(name));
    candidates.add(file.toRealPath().resolveSibling(name));
    return candidates.stream().filter(Files::isRegularFile).findFirst();
  }
}
