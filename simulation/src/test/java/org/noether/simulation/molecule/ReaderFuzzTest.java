package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.SafetensorsException;

/**
 * Whatever the bytes are, reading ends, either with molecules or with the exceptions that it
 * documents.
 */
class ReaderFuzzTest {
  private static final int MUTANTS = 200;

  /** Much longer than all mutants take, so that a slow machine does not fail the test. */
  private static final Duration ENDLESS = Duration.ofMinutes(3);

  private static final String[] SPLICES = {
    "999999999",
    "2147483648",
    "-1",
    "1e999",
    "nan",
    "\"",
    "[[[[",
    "{",
    "=",
    ":",
    "\n",
    "\n\n\n",
    "\u0000",
    "*^",
    "Properties=",
    "Properties=pos:R:3:pos:R:3:Z:I:1024",
    "gdb ",
    "\t",
    "é",
    "0x10"
  };

  @TempDir private static Path folder;

  /** What is mutated, and what is done to it afterwards. */
  record Seed(String name, byte[] content, Packing packing) {
    Seed(String name, byte[] content) {
      this(name, content, mutant -> mutant);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Packs bytes. */
  interface Packing {
    byte[] pack(byte[] content) throws IOException;
  }

  static Stream<Arguments> seeds() throws IOException {
    var files = new LinkedHashMap<>(MoleculeText.gdb9Files(1, 2, 3, 4));
    files.put("methane.xyz", MoleculeText.METHANE);
    byte[] archive = MoleculeText.tarBz2(files);
    Path cache = folder.resolve("seed.safetensors");
    Path text = folder.resolve("seed.xyz");
    Files.writeString(text, MoleculeText.METHANE + MoleculeText.ASE);
    MoleculeCache.write(
        cache,
        new MoleculeCache.Content(
            MoleculeFiles.readAll(text, BadMolecules.refused(), _ -> {}), "0".repeat(64)));
    return Stream.of(
            new Seed("GDB9", MoleculeText.METHANE.repeat(3).getBytes(StandardCharsets.UTF_8)),
            new Seed("ASE", MoleculeText.ASE.repeat(3).getBytes(StandardCharsets.UTF_8)),
            new Seed("gzip", MoleculeText.gzip(Files.readAllBytes(text))),
            new Seed("archive", archive),
            new Seed("tar in an archive", MoleculeText.unpacked(archive), MoleculeText::bzip2),
            new Seed("cache", Files.readAllBytes(cache)))
        .flatMap(seed -> Stream.of(Arguments.of(seed, false), Arguments.of(seed, true)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsOrRefusesWhateverTheBytesAre(Seed seed, boolean skip) {
    Random random = new Random(20200213);
    Assertions.assertTimeoutPreemptively(
        ENDLESS,
        () -> {
          int refused = 0;
          for (int i = 0; i < MUTANTS; i++) {
            refused += refuses(seed.packing().pack(mutant(seed.content(), random)), skip) ? 1 : 0;
          }
          assertThat(refused).as("mutants refused").isPositive();
        });
  }

  private static boolean refuses(byte[] content, boolean skip) throws IOException {
    Path file = Files.write(folder.resolve("mutant"), content);
    try {
      MoleculeFiles.readAll(file, skip ? BadMolecules.skipped() : BadMolecules.refused(), _ -> {});
      return false;
    } catch (FormatException | SafetensorsException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return true;
    }
  }

  private static byte[] mutant(byte[] content, Random random) {
    byte[] mutant = content.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length);
      mutant =
          switch (random.nextInt(5)) {
            case 0 -> flipped(mutant, at, random.nextInt(8));
            case 1 -> Arrays.copyOf(mutant, Math.max(1, at));
            case 2 -> spliced(mutant, at, random);
            case 3 -> repeated(mutant, at, random.nextInt(mutant.length));
            default -> replaced(mutant, at, random);
          };
    }
    return mutant;
  }

  private static byte[] flipped(byte[] content, int at, int bit) {
    content[at] ^= (byte) (1 << bit);
    return content;
  }

  private static byte[] spliced(byte[] content, int at, Random random) {
    byte[] splice = SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8);
    byte[] longer = Arrays.copyOf(content, content.length + splice.length);
    System.arraycopy(content, at, longer, at + splice.length, content.length - at);
    System.arraycopy(splice, 0, longer, at, splice.length);
    return longer;
  }

  private static byte[] repeated(byte[] content, int a, int b) {
    int begin = Math.min(a, b);
    int end = Math.min(Math.max(a, b), begin + (1 << 14));
    byte[] longer = Arrays.copyOf(content, content.length + end - begin);
    System.arraycopy(content, begin, longer, end, content.length - begin);
    return longer;
  }

  private static byte[] replaced(byte[] content, int at, Random random) {
    int end = Math.min(content.length, at + 1 + random.nextInt(16));
    for (int i = at; i < end; i++) {
      content[i] = (byte) random.nextInt(256);
    }
    return content;
  }
}
