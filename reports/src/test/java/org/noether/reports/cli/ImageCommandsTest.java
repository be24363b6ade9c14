package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.image.FontDigits;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.ImageText;

class ImageCommandsTest {
  @TempDir private Path folder;

  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  @Test
  void rotatesMnistAndDescribesIt() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 40, 20, "-", ".gz");
    Path file = folder.resolve("made/rot.h5");
    Path again = folder.resolve("again.h5");

    Outcome made =
        run(
            "generate",
            "rotmnist",
            "--from",
            mnist,
            "--train",
            30,
            "--test",
            25,
            "--seed",
            4,
            "--out",
            file);
    assertThat(made.err()).contains("generate: 100%");
    assertThat(made.code()).isZero();
    assertThat(made.out()).startsWith(file + ": 30 images to train, 25 to test, 0.2 MB");
    run(
        "generate",
        "rotmnist",
        "--from",
        folder,
        "--train",
        30,
        "--test",
        25,
        "--seed",
        4,
        "--out",
        again);
    assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    assertThat(ImageDataset.load(file).test().size()).isEqualTo(25);

    Outcome described = run("data", "describe", file);
    assertThat(described.code()).isZero();
    assertThat(described.out().lines())
        .startsWith(
            file + ": MNIST rotated by angles uniform in [0, 2 pi), seed 4",
            "images     30 to train, 25 to test, 28 x 28 pixels, grey")
        .hasSize(4);
  }

  @Test
  void describesEachFormat() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 12, 11, ".", "");
    assertThat(run("data", "describe", mnist).out())
        .startsWith(mnist + ": MNIST (IDX files)\nimages     12 to train, 11 to test, 28 x 28")
        .endsWith(
            "\nclasses    0 (2 + 2), 1 (2 + 1), 2 (1 + 1), 3 (1 + 1), 4 (1 + 1), 5 (1 + 1), 6 (1 +"
                + " 1), 7 (1 + 1), 8 (1 + 1), 9 (1 + 1)\n");

    String lines = ImageText.amat(FontDigits.make(10, 1, 0).train());
    String name = "mnist_all_rotation_normalized_float_%s.amat";
    Path zip =
        ImageText.zip(
            folder.resolve("rot.zip"),
            Map.of(name.formatted("train_valid"), lines, name.formatted("test"), lines));
    assertThat(run("data", "describe", zip).out())
        .contains("rotated MNIST (Larochelle et al. 2007)", "images     10 to train, 10");

    Path pictures = folder.resolve("pictures");
    for (int i = 0; i < 6; i++) {
      Path file = pictures.resolve(i % 2 == 0 ? "black" : "white").resolve(i + ".png");
      ImageText.png(file, BufferedImage.TYPE_INT_RGB, 6, 4, i % 2 == 0 ? 0 : 0xffffff);
    }
    assertThat(run("data", "describe", pictures).out().lines())
        .contains("images     5 to train, 1 to test, 6 x 4 pixels, in colours")
        .contains("pixels     mean 0.4000, deviation 0.4899 (to train)")
        .contains("classes    black (3 + 0), white (2 + 1)");
  }

  @Test
  void describesTheSample() {
    assertThat(
            run("data", "describe", DocumentationPage.ROOT.resolve("datasets/samples/digits"))
                .out())
        .contains("images     16 to train, 4 to test, 28 x 28 pixels, grey");
  }

  @Test
  void badInputIsOneLineWithFileAndPlace() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 12, 11, "-", "");
    Path labels = mnist.resolve("t10k-labels-idx1-ubyte");
    Files.write(labels, ImageText.idx(0x801, new int[] {11}, new byte[] {1, 2, 3}));
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("data", "describe", mnist), List.of("generate", "rotmnist", "--from", mnist))) {
      Outcome outcome = run(command.toArray());
      assertThat(outcome.code()).isEqualTo(Main.FAILURE);
      assertThat(outcome.err().lines()).hasSize(1);
      assertThat(outcome.err()).contains(labels + ", byte 11: not the 11 bytes");
    }
  }

  @Test
  void moreImagesThanThereAreIsAMistake() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 12, 11, "-", "");
    Outcome outcome = run("generate", "rotmnist", "--from", mnist);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err())
        .isEqualTo(
            "noether generate rotmnist: 12000 images to train and 50000 to test cannot be drawn"
                + " from 12 and 11\n");
    assertThat(run("generate", "rotmnist", "--trian", 3).err()).contains("did you mean '--train'?");
  }

  @Test
  void mnistIsLookedForWhereItMayBe() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 2, 1, "-", "");
    assertThat(GenerateImagesCommand.source(null, folder.toString())).isEqualTo(mnist);
    assertThat(GenerateImagesCommand.source(null, mnist.toString())).isEqualTo(mnist);
    assertThat(GenerateImagesCommand.source(folder, null)).isEqualTo(mnist);
    Path none = folder.resolve("none");
    assertThat(GenerateImagesCommand.source(none, folder.toString())).isEqualTo(none);
    assertThatThrownBy(() -> GenerateImagesCommand.source(null, none.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("noether data fetch mnist")
        .hasMessageContaining("NOETHER_DATA");
  }

  @Test
  void helpOfBothKindsOfGenerateTeaches() {
    assertThat(run("generate", "--help").out())
        .contains("Usage: noether generate", "--systems", "rotmnist", "Other data:");
    assertThat(run("generate", "springs", "--help").out()).contains("--systems", "--integrator");
    assertThat(run("generate", "rotmnist", "--help").out())
        .contains("Usage: noether generate rotmnist", "--train", "--from")
        .contains("  noether generate rotmnist --from datasets/mnist --train 12000");
  }
}
