package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Files of molecules made by hand. */
final class MoleculeText {
  /** Methane as QM9's archive has it, with one coordinate in Mathematica's notation. */
  static final String METHANE =
      """
      5
      gdb 1\t157.7118\t157.70997\t157.70699\t0.\t13.21\t-0.3877\t0.1171\t0.5048\t35.3641\t0.044749\t-40.47893\t-40.476062\t-40.475117\t-40.498597\t6.469\t
      C\t-0.0126981359\t 1.0858041578\t 0.0080009958\t-0.535689
      H\t 2.150416*^-3\t-0.0060313176\t 0.0019761204\t 0.133921
      H\t 1.0117308433\t 1.4637511618\t 0.0002765748\t 0.133922
      H\t-0.540815069\t 1.4475266138\t-0.8766437152\t 0.133923
      H\t-0.5238136345\t 1.4379326443\t 0.9063972942\t 0.133923
      1341.307\t1341.3284\t1341.365\t1562.6731\t1562.7453\t3038.3205\t3151.6034\t3151.6788\t3151.7078
      C\tC\t
      InChI=1S/CH4/h1H4\tInChI=1S/CH4/h1H4
      """;

  /** Water and a carbon atom as the Atomic Simulation Environment writes them. */
  static final String ASE =
      """
      3
      Lattice="5.0 0.0 0.0 0.0 5.0 0.0 0.0 0.0 5.0" Properties=species:S:1:pos:R:3:forces:R:3:fixed:L:1 energy=-2.5e1 note="a \\"quoted\\" text" relaxed=T steps=12 dipole="0.1 0.2 0.3" matrix=[[1, 2], [3, 4]] old={1 2 3} charged pbc="T T F"
      O        0.00000000       0.00000000       0.11926200       0.0 0.0 -1.0D-2 F
      H        0.00000000       0.76323900      -0.47704700       0.0 0.0 0.0 T
      H        0.00000000      -0.76323900      -0.47704700       0.0 0.0 0.0 T
      1
      Properties=pos:R:3:Z:I:1 energy=7 pbc="F F F"
      1.5 -2 3e-1 6
      """;

  private MoleculeText() {}

  /** A diatomic molecule in GDB9 format, with every property derived from its index. */
  static String gdb9(int index) {
    var text = new StringBuilder("2\ngdb " + index);
    for (int i = 0; i < Qm9Property.IN_FILE_ORDER.size(); i++) {
      text.append('\t').append(value(index, i));
    }
    text.append(String.format(Locale.ROOT, "\t\nC\t0\t0\t%d.5*^-3\t0.1\n", index % 1000));
    return text + "O\t0.\t1.1\t0\t-0.1\n2100.5\nC#O\tC#O\t\nInChI=1S/CO\tInChI=1S/CO\n";
  }

  /** The value that {@link #gdb9} gives a property. */
  static double value(int index, int property) {
    return -index / 128.0 + property;
  }

  /** GDB9 files of diatomic molecules by the names that QM9's have. */
  static Map<String, String> gdb9Files(int... indices) {
    var files = new LinkedHashMap<String, String>();
    for (int index : indices) {
      files.put(String.format(Locale.ROOT, "dsgdb9nsd_%06d.xyz", index), gdb9(index));
    }
    return files;
  }

  static byte[] tarBz2(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = tar(bytes)) {
      for (var file : files.entrySet()) {
        put(tar, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  static TarArchiveOutputStream tar(OutputStream out) throws IOException {
    var tar = new TarArchiveOutputStream(new BZip2CompressorOutputStream(out, 1));
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    return tar;
  }

  static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  static byte[] bzip2(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var bzip2 = new BZip2CompressorOutputStream(bytes, 1)) {
      bzip2.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] unpacked(byte[] bzip2) throws IOException {
    try (var in = new BZip2CompressorInputStream(new ByteArrayInputStream(bzip2))) {
      return in.readAllBytes();
    }
  }

  static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  static Path write(Path file, String content) throws IOException {
    return Files.writeString(file, content);
  }

  /** Asserts that all numbers are the same, NaN included. */
  static void assertSame(PackedMolecules actual, PackedMolecules expected) {
    assertThat(actual.offsets()).isEqualTo(expected.offsets());
    assertThat(actual.charges()).isEqualTo(expected.charges());
    assertThat(actual.positions()).isEqualTo(expected.positions());
    assertThat(actual.gdbIndices()).isEqualTo(expected.gdbIndices());
    assertThat(actual.properties().keySet())
        .containsExactlyElementsOf(expected.properties().keySet());
    expected
        .properties()
        .forEach((name, values) -> assertThat(actual.properties().get(name)).isEqualTo(values));
  }

  static List<Molecule> readAll(Path file) throws IOException {
    return readAll(file, BadMolecules.refused());
  }

  static List<Molecule> readAll(Path file, BadMolecules bad) throws IOException {
    var molecules = new ArrayList<Molecule>();
    try (var reader = MoleculeFiles.open(file, bad, _ -> {})) {
      for (var molecule = reader.next(); molecule != null; molecule = reader.next()) {
        molecules.add(molecule);
      }
    }
    return molecules;
  }
}
