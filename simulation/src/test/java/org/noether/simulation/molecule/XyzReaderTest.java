package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

class XyzReaderTest {
  private static final String FRAME =
      "2\nProperties=species:S:1:pos:R:3 homo=%d\nC 0 0 0\nO 0 0 1\n";

  @TempDir private Path folder;

  private List<Molecule> read(String text) throws IOException {
    return MoleculeText.readAll(MoleculeText.write(folder.resolve("m.xyz"), text));
  }

  @Test
  void readsTheFormatOfTheArchive() throws IOException {
    Molecule methane = read(MoleculeText.METHANE).getFirst();

    assertThat(methane.gdbIndex()).isEqualTo(1);
    assertThat(methane.formula()).isEqualTo("CH4");
    assertThat(methane.charges()).containsExactly(6, 1, 1, 1, 1);
    assertThat(methane.positions())
        .startsWith(-0.0126981359, 1.0858041578, 0.0080009958, 0.002150416)
        .hasSize(15);
    assertThat(methane.properties())
        .hasSize(15)
        .contains(
            entry("A", 157.7118),
            entry("mu", 0.0),
            entry("homo", -0.3877),
            entry("r2", 35.3641),
            entry("G", -40.498597),
            entry("Cv", 6.469));
  }

  @Test
  void readsWhatAseWrites() throws IOException {
    List<Molecule> molecules = read(MoleculeText.ASE);

    assertThat(molecules).hasSize(2);
    assertThat(molecules.get(0).charges()).containsExactly(8, 1, 1);
    assertThat(molecules.get(0).positions()).startsWith(0, 0, 0.119262, 0, 0.763239);
    assertThat(molecules.get(0).properties())
        .containsOnly(entry("energy", -25.0), entry("steps", 12.0));
    assertThat(molecules.get(1).charges()).containsExactly(6);
    assertThat(molecules.get(1).positions()).containsExactly(1.5, -2, 0.3);
    assertThat(molecules.get(1).properties()).containsOnly(entry("energy", 7.0));
    assertThat(molecules.get(1).gdbIndex()).isZero();
  }

  @Test
  void formatsMayChangeWithinAFile() throws IOException {
    String plain = "1\n\nHe 0 0 0 and more\n";

    List<Molecule> molecules =
        read(MoleculeText.METHANE + "\n" + MoleculeText.ASE + plain + MoleculeText.METHANE);

    assertThat(molecules.stream().map(Molecule::formula))
        .containsExactly("CH4", "H2O", "C", "He", "CH4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\r\nfree = text \" here\r\nNa 1 2 3\r\n",
        "1\nx=\n11 1.0 2.0 3.0",
        " 1 \n\n Na\t1 2 3"
      })
  void readsPlainXyzWithAnySecondLine(String text) throws IOException {
    Molecule sodium = read(text).getFirst();

    assertThat(sodium.formula()).isEqualTo("Na");
    assertThat(sodium.positions()).containsExactly(1, 2, 3);
    assertThat(sodium.properties()).isEmpty();
  }

  @Test
  void readsTheIndexOfExtendedXyz() throws IOException {
    Molecule molecule =
        read("1\nProperties=species:S:1:pos:R:3 gdb_id=7 mu=\"1.5\"\nC 0 0 0\n").getFirst();

    assertThat(molecule.gdbIndex()).isEqualTo(7);
    assertThat(molecule.properties()).containsOnly(entry("mu", 1.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|1|it is empty; it holds no molecule",
        "five\\nx\\n|1|a molecule begins with its number of atoms, at most 100000; here is 'five'",
        "0\\n\\n|1|here is '0'",
        "999999999\\n\\nC 0 0 0|1|at most 100000; here is '999999999'",
        "-1\\n\\n|1|here is '-1'",
        "2\\n\\nC 0 0 0\\n|4|the file ends where atom 2 of 2 should follow",
        "2|2|the file ends where the second line of a molecule should follow",
        "1\\n\\nXx 0 0 0|3|'Xx' is not an element",
        "1\\n\\n119 0 0 0|3|'119' is not an element",
        "1\\n\\nC 0 0|3|atom 1 of 1 needs 4 fields; here are 3",
        "1\\n\\nC 0 nan 0|3|'nan' is not a coordinate of at most 1000000.0 Angstrom",
        "1\\n\\nC 0 1e300 0|3|'1e300' is not a coordinate",
        "1\\n\\nC 0 0x1p3 0|3|'0x1p3' is not a coordinate",
        "1\\nProperties=species:S:1:pos:R:3 a=1 a=2\\nC 0 0 0|2|column 36: 'a' is given twice",
        "1\\nProperties=species:S:1:pos:R:3 a=\"x\\nC 0 0 0|2|column 34: this quote is never"
            + " closed",
        "1\\nProperties=species:S:1:pos:R:3 a=[1\\nC 0 0 0|2|column 34: this bracket is never"
            + " closed",
        "1\\nProperties=species:S:1:pos:R:3 =1\\nC 0 0 0|2|column 32: a key is missing before '='",
        "1\\nProperties=species:S:1\\nC|2|Properties='species:S:1' lacks pos:R:3",
        "1\\nProperties=pos:R:3\\n0 0 0|2|Properties='pos:R:3' lacks species:S:1",
        "1\\nProperties=species:S:1:pos:R\\n0 0 0|2|is not made of triples NAME:TYPE:COLUMNS",
        "1\\nProperties=species:S:1:pos:X:3\\n0|2|has a triple that is not NAME:TYPE:COLUMNS",
        "1\\nProperties=species:S:1:pos:R:3:x:R:9999999\\n0|2|has a triple that is not",
        "1\\nProperties=species:S:1:pos:R:3\\nC 0 0|3|needs 4 fields, as Properties says; here are"
            + " 3",
        "1\\n\\nO1 0 0 0|3|'O1' is not an element; write its symbol without labels",
        "1\\nProperties=species:S:1:pos:R:3 a={\"x]\\nC 0 0 0|2|this quote is never closed",
        "1\\n\\nC 0 0 0\\n> 2\\n|4|here is '> 2'",
        "1\\nProperties=species:S:1:pos:R:3 gdb_id=x\\nC 0 0 0|2|'x' is not an index in GDB-9",
        "1\\ngdb 1 2 3\\nC 0 0 0 0\\n|2|a GDB9 line of properties has 17 fields",
      })
  void saysWhereAndWhatIsWrong(String escaped, long line, String reason) throws IOException {
    Path file = MoleculeText.write(folder.resolve("m.xyz"), escaped.replace("\\n", "\n"));

    assertThatThrownBy(() -> MoleculeText.readAll(file))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e).hasMessageStartingWith(file + ", line " + line + ": ");
              assertThat(e).hasMessageContaining(reason);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "gdb 1, gdb x, 2, 'x' is not an index in GDB-9",
    "0.5048, 0.50.48, 2, gap is '0.50.48'",
    "-0.535689, , 3, needs 5 fields; here are 4",
    "2.150416*^-3, 2.150416*^, 4, is not a coordinate",
    "1341.3284, soft, 8, a vibrational frequency is 'soft'",
  })
  void saysWhatIsWrongInTheArchivesFormat(String good, String broken, long line, String reason)
      throws IOException {
    String text = MoleculeText.METHANE.replace(good, broken == null ? "" : broken);

    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e).hasMessageContaining(reason);
            });
  }

  @Test
  void aCutMethaneIsRefusedAtEveryLine() throws IOException {
    List<String> lines = MoleculeText.METHANE.lines().toList();
    for (int kept = 0; kept < lines.size(); kept++) {
      String cut = String.join("\n", lines.subList(0, kept));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(FormatException.class);
    }
    assertThat(read(String.join("\n", lines))).hasSize(1);
  }

  @Test
  void skipsBadMoleculesAndFindsTheNext() throws IOException {
    String text =
        FRAME.formatted(1)
            + FRAME.formatted(2).replace("C 0", "Q 0")
            + FRAME.formatted(3).replaceFirst("2", "3")
            + FRAME.formatted(4)
            + "nonsense\n"
            + FRAME.formatted(5).replace("O 0 0 1\n", "")
            + FRAME.formatted(6)
            + "x".repeat(LineSource.LINE_BYTES + 1)
            + "\n"
            + FRAME.formatted(7)
            + "7\n";
    Path file = MoleculeText.write(folder.resolve("m.xyz"), text);
    var bad = BadMolecules.skipped();

    List<Molecule> molecules = MoleculeText.readAll(file, bad);

    assertThat(molecules.stream().map(m -> m.properties().get("homo")))
        .containsExactly(1.0, 4.0, 6.0, 7.0);
    assertThat(bad.count()).isEqualTo(6);
    assertThat(bad.first().stream().map(FormatException::line))
        .containsExactly(7L, 13L, 17L, 21L, 25L, 31L);
  }

  @Test
  void countsMoreBadMoleculesThanItShows() throws IOException {
    Path file = MoleculeText.write(folder.resolve("m.xyz"), "1\n\nQ 0 0 0\n".repeat(100));
    var bad = BadMolecules.skipped();

    assertThat(MoleculeText.readAll(file, bad)).isEmpty();
    assertThat(bad.count()).isEqualTo(100);
    assertThat(bad.first()).hasSize(BadMolecules.SHOWN);
    assertThatThrownBy(() -> MoleculeFiles.readAll(file, BadMolecules.skipped(), _ -> {}))
        .hasMessage(file + ": it holds no molecule that can be read");
  }

  @Test
  void oneEndlessLineIsOneBadMolecule() throws IOException {
    Path file =
        MoleculeText.write(folder.resolve("m.xyz"), "x".repeat(LineSource.LINE_BYTES + 1) + "\n");
    var bad = BadMolecules.skipped();

    assertThat(MoleculeText.readAll(file, bad)).isEmpty();
    assertThat(bad.count()).isEqualTo(1);
  }

  @Test
  void readsSingleQuotedValuesAndLeavesApostrophes() throws IOException {
    String line =
        "Properties=species:S:1:pos:R:3 note='two words' mu='1.5' owner=it's=2 alpha=3 born='98";

    assertThat(read("1\n" + line + "\nC 0 0 0\n").getFirst().properties())
        .containsOnly(entry("mu", 1.5), entry("alpha", 3.0));
    assertThat(read("1\ndon't read = 'this\nC 0 0 0\n")).hasSize(1);
    assertThatThrownBy(() -> read("1\nProperties=pos:R:3 x='a\\' \nC 0 0 0\n"))
        .hasMessageContaining("this quote is never closed");
  }

  @Test
  void leavesOutAByteOrderMark() throws IOException {
    assertThat(read("\ufeff" + MoleculeText.ASE)).hasSize(2);
    assertThatThrownBy(() -> read("1\n\n\ufeffC 0 0 0\n")).hasMessageContaining("'?C' is not");
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() throws IOException {
    assertThatThrownBy(() -> read("\u001b[31mred\n")).hasMessageContaining("here is '?[31mred'");
    var summary = new MoleculeSummary();
    summary.add(read("1\n\"\u001b[31m\"=1\nC 0 0 0\n").getFirst());
    assertThat(summary.properties().keySet()).containsExactly("?[31m");
  }

  @Test
  void readsGzip() throws IOException {
    byte[] packed = MoleculeText.gzip(MoleculeText.ASE.getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("m.extxyz.gz"), packed);

    assertThat(MoleculeText.readAll(file)).hasSize(2);
    try (var reader = MoleculeFiles.open(file, BadMolecules.refused(), _ -> {})) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.format()).isEqualTo("extended XYZ, gzip");
    }
  }

  @Test
  void cutGzipIsDamageThatIsNeverSkipped() throws IOException {
    byte[] packed = MoleculeText.gzip(MoleculeText.ASE.getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("m.gz"), Arrays.copyOf(packed, packed.length / 2));

    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": it is damaged or was cut off");
  }

  @Test
  void progressEndsAtTheWork() throws IOException {
    Path file = MoleculeText.write(folder.resolve("m.xyz"), MoleculeText.ASE);
    var last = new long[1];

    MoleculeFiles.readAll(file, BadMolecules.refused(), done -> last[0] = done);

    assertThat(last[0]).isEqualTo(MoleculeFiles.work(file)).isEqualTo(Files.size(file));
  }

  @Test
  void elementsMayBeWrittenInAnyCase() throws IOException {
    var molecules = read("3\n\nCL 0 0 0\nh 0 0 1\nbR 0 0 2\n");

    assertThat(molecules.getFirst().charges()).containsExactly(17, 1, 35);
  }

  @Test
  void readsGeometriesThatOrcaSeparates() throws IOException {
    String h2 = "2\n step 1 E -1.1\nH 0 0 0\nH 0 0 0.7\n";

    assertThat(read(h2 + ">\n" + h2 + ">\n")).hasSize(2);
    assertThatThrownBy(() -> read(">\n" + h2)).hasMessageContaining("here is '>'");
  }

  @Test
  void columnsBeyondPropertiesAreIgnored() throws IOException {
    var molecule = read("1\nProperties=species:S:1:pos:R:3 mu=2\nC 0 0 1 -0.5 x\n").getFirst();

    assertThat(molecule.positions()).containsExactly(0, 0, 1);
    assertThat(molecule.properties()).containsOnly(entry("mu", 2.0));
  }

  /** What ASE 3.29 writes for an info with such keys and values. */
  @Test
  void readsEmptyValuesJsonAndNamesWithBlanks() throws IOException {
    String line =
        "Properties=species:S:1:pos:R:3 name= mu=0.11 \"my name\"=2.5 d=\"_JSON {\\\"c\\\":"
            + " \\\"]\\\"}\" j={\"a\": \"}\", \"b\": [1]} n e= \"e 2\"= mat=[[1, 0]] alpha = 3"
            + " none=None pbc=\"F F F\" end=";

    assertThat(read("1\n" + line + "\nC 0 0 0\n").getFirst().properties())
        .containsOnly(entry("mu", 0.11), entry("my name", 2.5), entry("alpha", 3.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lattice='8 0 0 0 8 0 0 0 8'|1",
        "lattice='8 0 0 0 8 0 0 0 8' PBC='T T F'|1",
        "Lattice='8 0 0 0 8 0 0 0 8' pbc='F F F'|0",
        "mu=1|0",
      })
  void keysMayBeInAnyCaseAndPeriodicCellsAreCounted(String line, int cells) throws IOException {
    String text =
        "1\nPROPERTIES=Species:s:1:Pos:R:3 GDB_ID=5 " + line.replace("'", "\"") + "\nC 0 0 0\n";
    Path file = MoleculeText.write(folder.resolve("m.xyz"), text);
    var bad = BadMolecules.refused();

    assertThat(MoleculeText.readAll(file, bad).getFirst().gdbIndex()).isEqualTo(5);
    assertThat(bad.ignored().isPresent()).isEqualTo(cells == 1);
  }
}
