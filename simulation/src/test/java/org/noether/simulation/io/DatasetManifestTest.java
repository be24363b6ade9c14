package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetManifestTest {
  private static final String GOOD =
      """
      {"datasets": [{"name": "n", "file": "n/f.txt", "url": "https://example.org/f", "sha256": "%s",
        "bytes": 12, "licence": "CC0", "citation": "A. Author"}]}
      """
          .formatted("0a".repeat(32));

  @TempDir private Path folder;

  private DatasetManifest read(String text) throws IOException {
    return DatasetManifest.read(Files.writeString(folder.resolve("manifest.json"), text));
  }

  @Test
  void theBuiltInOneHasQm9() {
    assertThat(DatasetManifest.builtIn().of("qm9").stream().map(DatasetManifest.Entry::file))
        .containsExactly("qm9/dsgdb9nsd.xyz.tar.bz2", "qm9/uncharacterized.txt", "qm9/atomref.txt");
  }

  @Test
  void theBuiltInOneHasMnistAndItsRotations() {
    DatasetManifest known = DatasetManifest.builtIn();
    assertThat(known.of("mnist").stream().map(DatasetManifest.Entry::bytes))
        .containsExactly(9_912_422L, 28_881L, 1_648_877L, 4_542L);
    DatasetManifest.Entry rotated = known.of("rotmnist").getFirst();
    assertThat(rotated.file()).isEqualTo("rotmnist/mnist_rotation_new.zip");
    assertThat(rotated.algorithm()).isEqualTo("MD5");
    assertThat(rotated.bytes()).isZero();
  }

  @Test
  void onlyBesideAnMd5MayTheSizeBeAbsent() throws IOException {
    String md5 = GOOD.replace("sha256", "md5").replace("0a".repeat(32), "0a".repeat(16));
    String absent = "\"byte\":";
    assertThat(read(md5).of("n").getFirst().bytes()).isEqualTo(12);
    assertThat(read(md5.replace("\"bytes\":", absent)).of("n").getFirst().bytes()).isZero();
    assertThatThrownBy(() -> read(GOOD.replace("\"bytes\":", absent)))
        .hasMessageContaining("bytes is not a size");
    assertThatThrownBy(() -> read(GOOD.replace("sha256", "md5")))
        .hasMessageContaining("md5 is not 32 lower-case hexadecimal digits");
  }

  @Test
  void readsEntries() throws IOException {
    DatasetManifest.Entry entry = read(GOOD).of("n").getFirst();

    assertThat(entry.url()).hasToString("https://example.org/f");
    assertThat(entry.bytes()).isEqualTo(12);
    assertThatThrownBy(() -> read(GOOD).of("m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown data set 'm'; known: n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n/f.txt|../f.txt|file '../f.txt' leaves the folder of data sets",
        "n/f.txt|/etc/f.txt|file '/etc/f.txt' leaves the folder of data sets",
        "n/f.txt|n\\u0000f.txt|file 'n?f.txt' leaves the folder of data sets",
        "https:|\\u001b[31m|url '?[31m//example.org/f' is not an address",
        "https:|file:|url 'file://example.org/f' is not an address",
        "https://|https:|is not an address beginning with http:// or https://",
        "0a0a|0A0A|sha256 is not 64 lower-case hexadecimal digits",
        "12|-12|bytes is not a size",
        "12|1.5|bytes is not a size",
        "licence|license|licence is missing",
      })
  void refusesWhatCannotBeDownloadedSafely(String good, String bad, String reason) {
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("manifest.json") + ", data set 1: ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> read("{"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.json: not valid JSON");
  }
}
