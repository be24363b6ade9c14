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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.io.FormatException;

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
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + "!dsgdb9nsd_000002.xyz, line 4: 'Oh' is not an element");
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
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("damaged or was cut off");
    }
  }

  @Test
  void whatFollowsTheLastEntryIsCheckedToo() throws IOException {
    // 20 blocks, to which tar pads: readers of tar stop there.
    byte[] whole = MoleculeText.bzip2(file("a.xyz").zeros(18).bytes());
    assertThat(MoleculeText.readAll(archive(whole))).hasSize(1);
    for (int last = 1; last <= 20; last++) {
      assertDamaged(Arrays.copyOf(whole, whole.length - last));
      byte[] broken = whole.clone();
      broken[whole.length - last] ^= (byte) 0x80;
      assertDamaged(broken);
    }
  }

  @Test
  void anArchiveMustEndWithZeros() throws IOException {
    String name = "dsgdb9nsd_000001.xyz";
    byte[] entry = file(name).bytes();
    byte[] next = file(name).header(name, TarConstants.LF_NORMAL, 0).bytes();
    byte[] longName =
        file(name).entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "long.xyz").bytes();
    byte[] namingNothing =
        file(name)
            .entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "long.xyz")
            .zeros(2)
            .bytes();

    assertDamaged(MoleculeText.bzip2(entry));
    assertDamaged(MoleculeText.bzip2(Arrays.copyOf(next, next.length - 100)));
    assertDamaged(MoleculeText.bzip2(longName));
    assertDamaged(MoleculeText.bzip2(namingNothing));
    Path whole = archive(MoleculeText.bzip2(file(name).zeros(1000).bytes()));
    assertThat(MoleculeText.readAll(whole)).hasSize(1);
    Path endless = archive(MoleculeText.bzip2(file(name).zeros(5000).bytes()));
    assertThatThrownBy(() -> MoleculeText.readAll(endless))
        .hasMessage(endless + ": more follows behind the end of the archive than it needs");
  }

  private static TarBlocks file(String name) {
    return new TarBlocks().entry(name, TarConstants.LF_NORMAL, MoleculeText.gdb9(1));
  }

  private void assertDamaged(byte[] content) throws IOException {
    Path file = archive(content);
    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": it is damaged or was cut off");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_DIR,
        TarConstants.LF_FIFO
      })
  void whatIsNoRegularFileIsPassedOver(byte type) throws IOException {
    byte[] tar = file("a.xyz").header("b.xyz", type, 0).zeros(2).bytes();

    assertThat(MoleculeText.readAll(archive(MoleculeText.bzip2(tar)))).hasSize(1);
  }

  @Test
  void largeFilesBesideTheMoleculesArePassedOver() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("paper.pdf", "pages".repeat(1 << 19));
    files.putAll(MoleculeText.gdb9Files(1, 2));
    files.put("README", "words".repeat(1 << 19));

    assertThat(MoleculeText.readAll(archive(MoleculeText.tarBz2(files)))).hasSize(2);
  }

  @Test
  void aLongNameKeepsItsEndInMessages() throws IOException {
    String name = "unpacked/".repeat(20) + "dsgdb9nsd_000123.xyz";
    Path file = archive(MoleculeText.tarBz2(Map.of(name, "x\n")));

    assertThatThrownBy(() -> MoleculeText.readAll(file))
        .hasMessageStartingWith(file + "!...")
        .hasMessageContaining("/unpacked/dsgdb9nsd_000123.xyz, line 1: ");
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_PAX_EXTENDED_HEADER_LC})
  void headersWithoutEndAreRefused(byte type) throws IOException {
    var tar = new TarBlocks();
    for (int i = 0; i < 20_000; i++) {
      tar.header("header", type, 0);
    }
    Path file = archive(MoleculeText.bzip2(tar.bytes()));

    assertThatThrownBy(() -> MoleculeText.readAll(file, BadMolecules.skipped()))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": the headers of an entry are longer than any file's name needs");
  }

  @Test
  void emptyBlocksWithoutEndAreRefused() throws IOException {
    assertThat(MoleculeText.unpacked(EmptyBlocks.bzip2(3))).containsExactly(0);

    assertDamaged(EmptyBlocks.bzip2(100_000));
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
        .isInstanceOf(FormatException.class)
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
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the headers of an entry are longer than any file's name needs");
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
        .isInstanceOf(FormatException.class)
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
