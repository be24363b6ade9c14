package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.split.DatasetSplit;

class Qm9Test {
  private static final String ATOMREF =
      """
      ================
        Ele-    ZPVE    U (0 K)   U (298.15 K)   H (298.15 K)   G (298.15 K)   CV
        ment   Hartree  Hartree   Hartree        Hartree        Hartree        Cal/(Mol Kelvin)
      ================
         C     0.000000  -37.5   -37.25   -37.0   -36.5   3.0
         O     0.500000  -75.5   -75.25   -75.0   -74.5   4.0
      ================
      """;

  @TempDir private Path folder;

  private MoleculeDataset load(Path file) throws IOException {
    return Qm9.load(file, folder.resolve("caches"), BadMolecules.refused(), _ -> {}, _ -> {});
  }

  private Path archive(int... indices) throws IOException {
    return Files.write(
        folder.resolve("dsgdb9nsd.xyz.tar.bz2"),
        MoleculeText.tarBz2(MoleculeText.gdb9Files(indices)));
  }

  private static int[] gdbIndices(MoleculeDataset dataset, String part) {
    return Arrays.stream(dataset.part(part))
        .map(i -> dataset.molecules().gdbIndices()[i])
        .toArray();
  }

  @Test
  void uncharacterizedMoleculesTakeNoPartAndTheOthersAreDividedByIndex() throws IOException {
    int[] shuffled = IntStream.rangeClosed(1, 40).map(i -> 41 - i).toArray();
    Path file = archive(shuffled);
    MoleculeText.write(
        folder.resolve("uncharacterized.txt"),
        "Index SMILES\n====\n   3  C#N C#N\n  40 CC CC\n\n==\n");

    MoleculeDataset dataset = load(file);

    int[] kept = IntStream.rangeClosed(1, 39).filter(i -> i != 3).toArray();
    DatasetSplit.qm9(38)
        .forEach((part, indices) ->
            assertThat(gdbIndices(dataset, part))
                .containsExactly(Arrays.stream(indices).map(i -> kept[i]).toArray()));
  }

  @Test
  void energiesAreRelativeToAtomsAndInThePapersUnits() throws IOException {
    Path file = archive(IntStream.rangeClosed(1, 20).toArray());

    MoleculeDataset dataset = load(file);

    int molecule = dataset.part("test")[0];
    int index = dataset.molecules().gdbIndices()[molecule];
    double u0 = MoleculeText.value(index, Qm9Property.IN_FILE_ORDER.indexOf(Qm9Property.U0));
    double homo = MoleculeText.value(index, Qm9Property.IN_FILE_ORDER.indexOf(Qm9Property.HOMO));
    double cv = MoleculeText.value(index, Qm9Property.IN_FILE_ORDER.indexOf(Qm9Property.CV));
    double mu = MoleculeText.value(index, Qm9Property.IN_FILE_ORDER.indexOf(Qm9Property.MU));
    assertThat(dataset.targets(Qm9Property.U0)[molecule])
        .isCloseTo(27211.4 * (u0 + 37.846772 + 75.064579), within(1e-6));
    assertThat(dataset.targets(Qm9Property.HOMO)[molecule]).isEqualTo(homo * 27211.4);
    assertThat(dataset.targets(Qm9Property.CV)[molecule]).isCloseTo(cv - 5.962, within(1e-12));
    assertThat(dataset.targets(Qm9Property.MU)[molecule]).isEqualTo(mu);
  }

  @Test
  void referencesBesideTheFileAreUsed() throws IOException {
    Path file = archive(IntStream.rangeClosed(1, 20).toArray());
    double[] builtIn = load(file).targets(Qm9Property.ZPVE);
    MoleculeText.write(folder.resolve("atomref.txt"), ATOMREF);

    MoleculeDataset dataset = load(file);

    assertThat(dataset.references().value(Qm9Property.U0, 6)).isEqualTo(-37.5);
    double[] replaced = dataset.targets(Qm9Property.ZPVE);
    for (int i = 0; i < 20; i++) {
      assertThat(replaced[i]).isCloseTo(builtIn[i] - 0.5 * 27211.4, within(1e-6));
    }
  }

  @Test
  void readsReferences() throws IOException {
    var references = AtomReferences.read(MoleculeText.write(folder.resolve("a.txt"), ATOMREF));

    assertThat(references.value(Qm9Property.U0, 6)).isEqualTo(-37.5);
    assertThat(references.value(Qm9Property.G, 8)).isEqualTo(-74.5);
    assertThat(references.value(Qm9Property.CV, 8)).isEqualTo(4);
    assertThatThrownBy(() -> references.value(Qm9Property.H, 14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("H of a free Si atom is not known");
    Path bad = MoleculeText.write(folder.resolve("b.txt"), ATOMREF.replace("3.0", "x"));
    assertThatThrownBy(() -> AtomReferences.read(bad))
        .hasMessage(bad + ", line 5: 'x' is not a number");
    Path none = MoleculeText.write(folder.resolve("c.txt"), "nothing here\n");
    assertThatThrownBy(() -> AtomReferences.read(none)).hasMessage(none + ": it names no element");
  }

  @Test
  void theListOfUncharacterizedMoleculesIsChecked() throws IOException {
    Path beyond = MoleculeText.write(folder.resolve("a.txt"), "header\n 133886 CC\n");
    assertThatThrownBy(() -> Qm9.uncharacterized(beyond))
        .hasMessage(beyond + ", line 2: QM9 has no molecule 133886; its indices are 1 to 133885");
    Path none = MoleculeText.write(folder.resolve("b.txt"), "header\n");
    assertThatThrownBy(() -> Qm9.uncharacterized(none))
        .hasMessageContaining("no line of it begins with a molecule's index");
    Path several = MoleculeText.write(folder.resolve("c.txt"), "3 CC CC\n4 5 6\n");
    assertThatThrownBy(() -> Qm9.uncharacterized(several))
        .hasMessage(several + ", line 2: a line holds the index of one molecule; here are 3");
  }

  @Test
  void saysOnceThatNoListOfUncharacterizedMoleculesIsThere() throws IOException {
    Path file = archive(IntStream.rangeClosed(1, 20).toArray());

    assertThat(notices(file))
        .containsExactly(
            file + ": no uncharacterized.txt is beside it, so all of its molecules take part");
    MoleculeText.write(folder.resolve("uncharacterized.txt"), "3 CC CC\n");
    assertThat(notices(file)).isEmpty();
  }

  @Test
  void theListBesideWhatALinkLeadsToIsUsed() throws IOException {
    Path file = archive(IntStream.rangeClosed(1, 20).toArray());
    MoleculeText.write(folder.resolve("uncharacterized.txt"), "3 CC CC\n");
    Path links = Files.createDirectory(folder.resolve("links"));
    Path link = Files.createSymbolicLink(links.resolve("qm9.tar.bz2"), file);

    assertThat(notices(link)).isEmpty();
    MoleculeDataset dataset = load(link);
    assertThat(
            Stream.of("train", "valid", "test")
                .flatMapToInt(part -> IntStream.of(gdbIndices(dataset, part))))
        .hasSize(19)
        .doesNotContain(3);
  }

  private List<String> notices(Path file) throws IOException {
    var notices = new ArrayList<String>();
    Qm9.load(file, folder.resolve("caches"), BadMolecules.refused(), _ -> {}, notices::add);
    return notices;
  }

  @Test
  void moreThanTheConsistentMoleculesNeedTheList() throws IOException {
    int all = Qm9.MOLECULES;
    var packed =
        new PackedMolecules(
            IntStream.rangeClosed(0, all).toArray(),
            IntStream.range(0, all).map(_ -> 1).toArray(),
            new double[3 * all],
            IntStream.rangeClosed(1, all).toArray(),
            Map.of());
    Path file = folder.resolve("all.safetensors");
    MoleculeCache.write(file, new MoleculeCache.Content(packed, "0".repeat(64)));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("put QM9's uncharacterized.txt beside it");
    Path list = folder.resolve("uncharacterized.txt");
    List<String> lines =
        IntStream.rangeClosed(1, Qm9.UNCHARACTERIZED)
            .mapToObj(i -> "  " + 43 * i + "  C  C")
            .toList();
    Files.write(list, lines.subList(1, lines.size()));
    assertThat(notices(file)).containsExactly(list + ": it names 3053 molecules; QM9's names 3054");
    Files.write(list, lines);
    assertThat(notices(file)).isEmpty();
    MoleculeDataset dataset = load(file);
    assertThat(dataset.part("train")).hasSize(100_000);
    assertThat(dataset.part("valid")).hasSize(17_748);
    assertThat(dataset.part("test")).hasSize(13_083);
  }

  @Test
  void aRepeatedMoleculeTakesPartOnce() throws IOException {
    String text = String.join("", MoleculeText.gdb9Files(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).values());
    Path file = MoleculeText.write(folder.resolve("m.xyz"), text + text + MoleculeText.gdb9(4));
    MoleculeText.write(folder.resolve("uncharacterized.txt"), "11 CC CC\n");
    var notices = new ArrayList<String>();

    MoleculeDataset dataset = Qm9.load(file, folder, BadMolecules.refused(), _ -> {}, notices::add);

    assertThat(
            Stream.of("train", "valid", "test")
                .flatMapToInt(part -> IntStream.of(gdbIndices(dataset, part))))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(notices)
        .containsExactly(file + ": 11 molecules are repeated in it; each takes part once");
  }

  @Test
  void geometriesOfOneMoleculeStayInOnePart() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("2\nProperties=species:S:1:pos:R:3 mu=1 gdb_id=%d\n".formatted(1 + i % 20))
          .append("H 0 0 0\nH 0 0 %s\n".formatted(0.7 + i / 1000.0));
    }
    Path file = MoleculeText.write(folder.resolve("conformers.extxyz"), text.toString());
    var notices = new ArrayList<String>();

    MoleculeDataset dataset = Qm9.load(file, folder, BadMolecules.refused(), _ -> {}, notices::add);

    var seen = new HashMap<Integer, String>();
    int all = 0;
    for (String part : List.of("train", "valid", "test")) {
      for (int index : gdbIndices(dataset, part)) {
        assertThat(seen.computeIfAbsent(index, _ -> part)).isEqualTo(part);
        all++;
      }
    }
    assertThat(all).isEqualTo(60);
    assertThat(dataset.part("test")).hasSize(6);
    assertThat(notices).anyMatch(notice -> notice.contains("20 molecules have several geometries"));
  }

  @Test
  void moleculesWithoutAPropertyAreCountedAndLeftOut() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(
              "2\nProperties=species:S:1:pos:R:3 name=x %s\n"
                  .formatted(i % 7 == 4 ? "mu=nan" : "mu=1"))
          .append("H 0 0 0\nH 0 0 %s\n".formatted(0.7 + i / 1000.0));
    }
    Path file = MoleculeText.write(folder.resolve("some.extxyz"), text.toString());
    MoleculePool pool = Qm9.pool(file, folder, BadMolecules.refused(), _ -> {}, _ -> {});
    var notices = new ArrayList<String>();

    assertThatThrownBy(() -> pool.having(Qm9Property.MU, false, notices::add))
        .hasMessage(
            "3 of 20 molecules have no mu, the first is molecule 5 (H2); --skip-bad leaves them"
                + " out");
    MoleculePool kept = pool.having(Qm9Property.MU, true, notices::add);

    assertThat(kept.geometries()).hasSize(17);
    assertThat(notices).containsExactly("3 of 20 molecules have no mu; they are left out");
    MoleculeDataset dataset = kept.dataset(OptionalInt.of(4), OptionalInt.of(3));
    assertThat(dataset.targets(Qm9Property.MU)).hasSize(20);
    assertThat(dataset.part("train")).hasSize(10);
    assertThat(dataset.part("valid")).hasSize(4);
    assertThat(dataset.part("test")).hasSize(3);
    assertThatThrownBy(() -> kept.dataset(OptionalInt.of(14), OptionalInt.of(3)))
        .hasMessageContaining("leave none to train on");
  }

  @Test
  void unitsOfOtherFilesAreConverted() throws IOException {
    MoleculeProperty electronvolts = OwnProperty.of("U0", Optional.of("eV"), Optional.empty());
    var hydrogen =
        new PackedMolecules(
            new int[] {0, 2},
            new int[] {1, 1},
            new double[6],
            new int[1],
            Map.of("U0", new double[] {-31.7}));

    double target = AtomReferences.qm9().target(electronvolts, hydrogen, 0).orElseThrow();

    assertThat(target).isCloseTo(-31700 + 2 * 0.500273 * 27211.4, within(1e-9));
    MoleculeProperty whole = OwnProperty.of("U0", Optional.of("eV"), Optional.of(false));
    assertThat(AtomReferences.qm9().target(whole, hydrogen, 0)).hasValue(-31700);
    assertThat(OwnProperty.of("HOMO", Optional.empty(), Optional.empty()))
        .isEqualTo(Qm9Property.HOMO);
    assertThatThrownBy(() -> OwnProperty.of("mu", Optional.of("eV"), Optional.empty()))
        .hasMessage("mu cannot be in 'eV'; known: Debye");
    assertThatThrownBy(() -> OwnProperty.of("homo", Optional.of("ev"), Optional.empty()))
        .hasMessage("homo cannot be in 'ev'; known: Hartree, eV, meV, kcal/mol, kJ/mol");
  }

  @Test
  void freeAtomsOfAnyPropertyAreRead() throws IOException {
    MoleculeProperty energy = OwnProperty.of("energy", Optional.of("eV"), Optional.of(true));
    Path file =
        MoleculeText.write(folder.resolve("atoms.txt"), "# element energy\nH -13.6\n\nc -1.0e3\n");

    AtomReferences references = AtomReferences.read(file, energy);

    assertThat(references.value(energy, 1)).isEqualTo(-13.6);
    assertThat(references.value(energy, 6)).isEqualTo(-1000);
    for (String bad : List.of("H\n", "H x\n", "Q 1\n", "H 1 2\n")) {
      Path other = MoleculeText.write(folder.resolve("bad.txt"), bad);
      assertThatThrownBy(() -> AtomReferences.read(other, energy))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("is not an element and its value, such as H -0.5");
    }
  }

  @Test
  void tooFewMoleculesToDivideAreRefused() throws IOException {
    assertThatThrownBy(() -> load(archive(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 molecules are too few to divide");
  }

  @Test
  void theTasksAreThePapersTwelveInItsOrder() {
    assertThat(Qm9Property.TASKS.stream().map(Qm9Property::id))
        .containsExactly(
            "alpha", "gap", "homo", "lumo", "mu", "Cv", "G", "H", "r2", "U", "U0", "zpve");
    assertThat(Qm9Property.TASKS.stream().filter(Qm9Property::relativeToAtoms).toList())
        .isEqualTo(
            List.of(
                Qm9Property.CV,
                Qm9Property.G,
                Qm9Property.H,
                Qm9Property.U,
                Qm9Property.U0,
                Qm9Property.ZPVE));
    assertThat(Qm9Property.of("Cv")).contains(Qm9Property.CV);
    assertThat(Qm9Property.of("cv")).isEmpty();
  }

  @Test
  void findsTheArchiveBeforeOtherFiles() throws IOException {
    assertThat(Qm9.find(folder)).isEmpty();
    Path qm9 = Files.createDirectory(folder.resolve("qm9"));
    assertThat(Qm9.find(folder)).isEmpty();
    Path part = Files.createFile(qm9.resolve("part.extxyz.gz"));
    Files.createFile(qm9.resolve("atomref.txt"));
    assertThat(Qm9.find(folder)).contains(part);
    Path archive = Files.createFile(qm9.resolve("dsgdb9nsd.xyz.tar.bz2"));
    assertThat(Qm9.find(folder)).contains(archive);
    assertThat(Qm9.findNamed(folder)).contains(archive);
    assertThat(Qm9.findNamed(qm9)).contains(archive);
    assertThat(Qm9.find(qm9)).isEmpty();
  }

  @Test
  void findsTheOnlyFileOfTheFolderItself() throws IOException {
    Files.createFile(folder.resolve("atomref.txt"));
    Files.createFile(folder.resolve("._part.extxyz.gz"));
    assertThat(Qm9.findNamed(folder)).isEmpty();
    Path only = Files.createFile(folder.resolve("part.extxyz.gz"));
    assertThat(Qm9.findNamed(folder)).contains(only);
    assertThat(Qm9.find(folder)).isEmpty();
    Files.createFile(folder.resolve("a.xyz"));
    assertThat(Qm9.findNamed(folder)).isEmpty();
    assertThat(Qm9.findNamed(only)).isEmpty();
  }

  @Test
  void aFolderOfFilesIsUsedAsAWhole() throws IOException {
    Path qm9 = Files.createDirectory(folder.resolve("qm9"));
    Path first = MoleculeText.write(qm9.resolve("dsgdb9nsd_000001.xyz"), MoleculeText.gdb9(1));
    assertThat(Qm9.find(folder)).contains(first);
    for (int i = 2; i <= 20; i++) {
      MoleculeText.write(qm9.resolve("dsgdb9nsd_0000%02d.xyz".formatted(i)), MoleculeText.gdb9(i));
    }

    assertThat(Qm9.find(folder)).contains(qm9);
    assertThat(Qm9.findNamed(folder)).contains(qm9);
    assertThat(Qm9.findNamed(qm9)).contains(qm9);
    assertThat(load(qm9).molecules().size()).isEqualTo(20);
  }
}
