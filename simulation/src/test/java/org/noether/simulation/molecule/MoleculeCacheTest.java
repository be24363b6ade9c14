package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;

class MoleculeCacheTest {
  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();
  private long parsed;

  private PackedMolecules load(Path file, BadMolecules bad) throws IOException {
    return MoleculeCache.load(
        file, folder.resolve("caches"), bad, done -> parsed = done, notices::add);
  }

  private PackedMolecules load(Path file) throws IOException {
    return load(file, BadMolecules.refused());
  }

  private Path onlyCache() throws IOException {
    try (var files = Files.list(folder.resolve("caches"))) {
      return files.reduce((_, _) -> null).orElseThrow();
    }
  }

  /** Writes a file without a periodic cell: one whose cell is ignored is not cached. */
  private Path source() throws IOException {
    String free = MoleculeText.ASE.replaceAll("Lattice=\"[^\"]*\" ", "").replace("T T F", "F F F");
    return MoleculeText.write(folder.resolve("m.xyz"), MoleculeText.METHANE + free);
  }

  @Test
  void theSecondTimeNothingIsParsed() throws IOException {
    Path file = source();
    PackedMolecules first = load(file);
    assertThat(parsed).isPositive();
    parsed = 0;

    PackedMolecules second = load(file);

    assertThat(parsed).isZero();
    MoleculeText.assertSame(second, first);
    assertThat(second.properties().get("energy")).containsExactly(Double.NaN, -25, 7);
    assertThat(notices).isEmpty();
    assertThat(MoleculeText.readAll(onlyCache())).hasSize(3);
    MoleculeText.assertSame(load(onlyCache()), first);
  }

  @Test
  void aChangedFileHasAnotherCache() throws IOException {
    Path file = source();
    load(file);
    MoleculeText.write(file, MoleculeText.METHANE);

    assertThat(load(file).size()).isEqualTo(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void aFolderIsCachedToo() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    MoleculeText.write(files.resolve("a.xyz"), MoleculeText.gdb9(1));
    MoleculeText.write(files.resolve("b.xyz"), MoleculeText.gdb9(2));
    load(files);
    parsed = 0;
    assertThat(load(files).size()).isEqualTo(2);
    assertThat(parsed).isZero();

    Path changed = MoleculeText.write(files.resolve("b.xyz"), MoleculeText.gdb9(3));
    Files.setLastModifiedTime(changed, FileTime.fromMillis(1));
    assertThat(load(files).gdbIndices()).containsExactly(1, 3);
    Files.move(changed, files.resolve("0.xyz"));
    assertThat(load(files).gdbIndices()).containsExactly(3, 1);
  }

  @Test
  void aDamagedCacheIsReplaced() throws IOException {
    Path file = source();
    PackedMolecules first = load(file);
    byte[] good = Files.readAllBytes(onlyCache());
    for (int at : new int[] {0, 9, good.length / 2, good.length - 1}) {
      byte[] broken = good.clone();
      broken[at] ^= 0x10;
      Files.write(onlyCache(), broken);
      notices.clear();

      MoleculeText.assertSame(load(file), first);
      assertThat(notices).singleElement().asString().contains("molecules-", "reading " + file);
      assertThat(onlyCache()).hasBinaryContent(good);
    }
  }

  @Test
  void aCacheOfAnotherFileIsReplaced() throws IOException {
    Path file = source();
    PackedMolecules first = load(file);
    MoleculeCache.write(
        onlyCache(),
        new MoleculeCache.Content(
            new PackedMolecules(
                new int[] {0, 1}, new int[] {1}, new double[3], new int[1], Map.of()),
            "0".repeat(64)));

    MoleculeText.assertSame(load(file), first);
    assertThat(notices).singleElement().asString().contains("was made from another file");
  }

  @Test
  void aCacheThatCannotBeReadDoesNotKeepFromLoading() throws IOException {
    Path file = source();
    PackedMolecules first = load(file);
    Path cache = onlyCache();
    Files.delete(cache);
    Files.createDirectory(cache);

    MoleculeText.assertSame(load(file), first);
    assertThat(notices.getFirst())
        .startsWith(cache + " cannot be read (")
        .endsWith("; reading " + file + " again");
  }

  @Test
  void aCacheLargerThanAnyIsRefusedUnread() throws IOException {
    Path file = source();
    PackedMolecules first = load(file);
    try (var channel = FileChannel.open(onlyCache(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), 20L << 30);
    }

    MoleculeText.assertSame(load(file), first);
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("the file has 21474836481 bytes; here at most 2147483648 can be read");
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotCached() throws IOException {
    Path file = source();
    PackedMolecules molecules =
        MoleculeCache.load(
            file, folder.resolve("caches"), BadMolecules.refused(), _ -> touch(file), notices::add);

    assertThat(molecules.size()).isEqualTo(3);
    assertThat(notices)
        .containsExactly(file + " was changed while it was read; going on without a cache");
    assertThat(folder.resolve("caches")).doesNotExist();
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void otherSafetensorsAreRefused() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(
        file, new SafetensorsFile(Map.of("w", TensorData.of(new double[] {1}, 1)), Map.of()));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not one of parsed molecules");
  }

  @Test
  void aFileWithBadMoleculesIsReadEachTime() throws IOException {
    Path file = MoleculeText.write(folder.resolve("m.xyz"), "1\n\nQ 0 0 0\n" + MoleculeText.ASE);
    var bad = BadMolecules.skipped();

    assertThat(load(file, bad).size()).isEqualTo(2);
    assertThat(bad.count()).isEqualTo(1);
    assertThat(folder.resolve("caches")).doesNotExist();
    assertThatThrownBy(() -> load(file)).isInstanceOf(FormatException.class);
  }

  @Test
  void withoutAPlaceForCachesItGoesOn() throws IOException {
    Files.writeString(folder.resolve("caches"), "a file is in the way");

    assertThat(load(source()).size()).isEqualTo(3);
    assertThat(notices).singleElement().asString().contains("going on without a cache");
  }
}
