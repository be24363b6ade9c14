package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReaderTest {
  @TempDir private Path folder;

  private Path archive(byte[] content) throws IOException {
    return Files.write(folder.resolve("dsgdb9nsd.xyz.tar.bz2"), content);
  }

  @Test
  void readsEntriesOneByOne() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(MoleculeText.gdb9Files(1, 2, 3));
    files.put("README", "not a molecule");
    files.put("._dsgdb9nsd_000004.xyz", "what a Mac leaves");
    files.put("folder/" + "long".repeat(50) + "/dsgdb9nsd_000004.xyz", MoleculeText.METHANE);
    Path file = archive(MoleculeText.tarBz2(files));

    PackedMolecules packed = MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {});

    assertThat(packed.gdbIndices()).containsExactly(1, 2, 3, 1);
    assertThat(packed.offsets()).containsExactly(0, 2, 4, 6, 11);
    assertThat(packed.molecule(3).formula()).isEqualTo("CH4");
    assertThat(packed.properties().get("mu"))
        .startsWith(MoleculeText.value(1, 3), MoleculeText.value(2, 3), MoleculeText.value(3, 3))
        .endsWith(0);
  }

  @Test
  void aFolderOfItsFilesGivesTheSame() throws IOException {
    Map<String, String> files = MoleculeText.gdb9Files(5, 6, 7);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    for (var file : files.entrySet()) {
      Files.writeString(unpacked.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(unpacked.resolve("uncharacterized.txt"), "no molecule");
    Path file = archive(MoleculeText.tarBz2(files));

    PackedMolecules ofFolder = MoleculeFiles.readAll(unpacked, BadMolecules.refused(), _ -> {});
    PackedMolecules ofArchive = MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {});

    MoleculeText.assertSame(ofFolder, ofArchive);
    assertThat(MoleculeFiles.work(unpacked)).isEqualTo(3);
  }

  @Test
  void aBadEntryIsNamedOrSkipped() throws IOException {
    Map<String, String> files = MoleculeText.gdb9Files(1, 2, 3);
    files.replace("dsgdb9nsd_000002.xyz", MoleculeText.gdb9(2).replace("O\t", "Oh\t"));
    Path file = archive(MoleculeText.tarBz2(files));

    assertThatThrownBy(() -> MoleculeText.readAll(file))
        .isInstanceOf(MoleculeFormatException.class)
        .hasMessage(file + "!dsgdb9nsd_000002.xyz, line 4: 'Oh' is not an element");
    var bad = BadMolecules.skipped();
    assertThat(MoleculeText.readAll(file, bad))
        .extracting(Molecule::gdbIndex)
        .containsExactly(1, 3);
    assertThat(bad.count()).isEqualTo(1);
  }

  @Test
  void anArchiveWithoutMoleculesIsRefused() throws IOException {
    Path file = archive(MoleculeText.tarBz2(Map.of("README", "x")));

    assertThatThrownBy(() -> MoleculeText.readAll(file))
        .hasMessage(file + ": no entry of it is called *.xyz");
  }

  @Test
  void aCutArchiveIsDamageThatIsNeverSkipped() throws IOException {
    byte[] whole = MoleculeText.tarBz2(MoleculeText.gdb9Files(1, 2, 3));
    for (int length : new int[] {3, 4, 20, whole.length / 2, whole.length - 20}) {
      Path file = archive(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
          .isInstanceOf(MoleculeFormatException.class)
          .hasMessageContaining("damaged or was cut off");
    }
  }

  @Test
  void anEntryBeyondAnyMoleculeIsRefusedUnread() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var entry = new TarArchiveEntry("dsgdb9nsd_000001.xyz");
    entry.setSize(1L << 32);
    try (var bzip2 = new BZip2CompressorOutputStream(bytes)) {
      var header = new byte[512];
      entry.writeEntryHeader(header);
      bzip2.write(header);
    }
    Path file = archive(bytes.toByteArray());

    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(MoleculeFormatException.class)
        .hasMessageContaining("!dsgdb9nsd_000001.xyz: an entry of 4294967296 bytes");
  }

  @Test
  void aNameWithoutEndIsRefusedBeforeItFillsMemory() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(1L << 32);
    try (var bzip2 = new BZip2CompressorOutputStream(bytes)) {
      var header = new byte[512];
      entry.writeEntryHeader(header);
      bzip2.write(header);
      fill(bzip2, 1 << 23, 'x');
    }
    Path file = archive(bytes.toByteArray());

    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(MoleculeFormatException.class)
        .hasMessageContaining("a header of the archive is longer than any file's name needs");
  }

  @Test
  void bombsAreRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1\n\nC 0 0 0\n".getBytes(StandardCharsets.US_ASCII));
      fill(gzip, 2 * (int) Limits.RATIO_FREE_BYTES, '\n');
    }
    Path file = Files.write(folder.resolve("bomb.xyz.gz"), bytes.toByteArray());

    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(MoleculeFormatException.class)
        .hasMessageContaining("it unpacks to more than 100 times its size");
  }

  private static void fill(OutputStream out, int count, char fill) throws IOException {
    var block = new byte[1 << 16];
    Arrays.fill(block, (byte) fill);
    for (int written = 0; written < count; written += block.length) {
      out.write(block);
    }
  }
}
