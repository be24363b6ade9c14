package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Browser;
import org.noether.reports.table.Interval;
import org.noether.simulation.image.ImageText;

/** The commands on images from training to the report, on digits drawn with fonts. */
class ImageTrainingTest {
  private static final Path SAMPLE = DocumentationPage.ROOT.resolve("datasets/samples/digits");
  private static final String TINY =
      "train img --net_config {'k':8,'num_layers':1,'total_ds':.1,'fill':1/15,'nbhd':9} --bs 10 ";

  @TempDir private static Path folder;

  private static Outcome trained = new Outcome(-1, "", "");

  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words =
        Arrays.stream(args)
            .flatMap(arg -> Stream.of(String.valueOf(arg).split(" ")))
            .toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static Path trained() {
    return folder.resolve("run");
  }

  @BeforeAll
  static void train() {
    trained =
        run(
            TINY + "--data fonts --split {'train':30} --small_test --num_epochs=2 --out",
            trained(),
            "--trainer_config {'log_suffix':'mnist'} --device cuda --save=True",
            "--dataset MnistRotDataset");
  }

  @Test
  void trainingTellsTheErrorAndWhatItWasLearnedFrom() {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("note: --device cuda", "note: --save", "note: --dataset", "'log_suffix'")
        .contains("T: epoch 2 of 2");
    // Of three minibatches to learn from, a tenth and one more to test: ten images.
    assertThat(trained.out())
        .containsPattern(
            "test error \\S+ % of 10 images \\(weights of epoch 2 of 2\\), learned from 30");
  }

  @Test
  void aFinishedRunIsResumedToItself() throws IOException {
    Path predictions = trained().resolve("predictions.safetensors");
    byte[] before = Files.readAllBytes(predictions);
    Files.delete(predictions);
    Outcome outcome = run("train img --resume", trained());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(trained.out().lines().findFirst().orElseThrow());
    assertThat(predictions).binaryContent().isEqualTo(before);
  }

  @Test
  void filesOfImagesArePredicted() throws IOException {
    Path one = SAMPLE.resolve("1/1.png");
    Path several =
        ImageText.mnist(folder.resolve("mnist"), 3, 1, "-", ".gz")
            .resolve("train-images-idx3-ubyte.gz");
    Outcome outcome = run("predict", trained(), one, several);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines())
        .hasSize(5)
        .first()
        .asString()
        .matches("file +image +class +probability");
    assertThat(outcome.out().lines().skip(1))
        .allMatch(line -> line.matches("\\S+ +[1-3] +[0-9] +(1\\.000|0\\.[1-9]\\d{3})"));

    Path csv = folder.resolve("predictions.csv");
    assertThat(run("predict", trained(), several, "--out", csv).code()).isZero();
    assertThat(Files.readAllLines(csv))
        .hasSize(4)
        .startsWith("file,image,class,probability")
        .element(3)
        .asString()
        .startsWith(several + ",3,");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    Path file = ImageText.png(folder.resolve("small.png"), BufferedImage.TYPE_BYTE_GRAY, 6, 4, 0);
    Outcome outcome = run("predict", trained(), file);
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err())
        .isEqualTo(
            "noether predict: %s: images of 4 x 6 pixels with 1 channels; the network takes 28 x 28 with 1\n"
                .formatted(file));
  }

  @Test
  void badOptionsAreOneLine() {
    assertThat(run(TINY + "--data fonts --split {'tarin':3}").err())
        .isEqualTo("noether train img: --split has train and val, not tarin\n");
    assertThat(run(TINY + "--data", folder.resolve("none")).err().lines()).hasSize(1);
    assertThat(run(TINY + "--data fonts --network ImgResnet").err().lines())
        .singleElement()
        .asString()
        .contains("no network 'ImgResnet'", "ImgLieResnet");
    assertThat(run("reproduce rotmnist --groups T3 --data fonts").err())
        .contains("--groups", "'T3'", "T2");
    assertThat(run("evaluate", trained()).err())
        .contains("images, which do not move", "noether report " + trained());
  }

  @Test
  void theReportShowsErrorsAndMistakes() throws IOException {
    Path out = folder.resolve("pages");
    Outcome outcome = run("report", trained(), "--out", out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .containsPattern(
            "\\| T\\(2\\) \\| k=8, 30 images, 2 epochs, \\S+ s \\| [0-9,]+ \\| 1 \\| \\S+ % \\|"
                + " \\S+ to \\S+ \\| 1.50 % \\|")
        .contains("the test set chooses nothing", "of the last")
        .contains("| true | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |")
        .contains("figures/turned.png", "figures/loss.png", "figures/error.png")
        .contains("figures/wrong-1.png", "with true → predicted class")
        .contains("--split \"{'train':30,'val':0}\" --data fonts --small_test");
    assertThat(ImageIO.read(out.resolve("figures/wrong-1.png").toFile()).getWidth())
        .isEqualTo(1296);
    assertThat(out.resolve("figures/turned.png")).isNotEmptyFile();
    assertThat(out.resolve("figures/wrong-1.svg"))
        .content()
        .contains("xlink:href=\"data:image/png;base64,");
  }

  @Test
  void nothingOfTheReportIsCut() throws Exception {
    Browser browser = Browser.demand(folder);
    Path out = folder.resolve("whole-pages");
    assertThat(run("report", trained(), "--out", out).code()).isZero();
    browser.assertNothingIsCut("images", out.resolve("report.html"));
  }

  @Test
  void theTablesHaveTheRunsNumbers() throws IOException {
    Path out = folder.resolve("numbers");
    assertThat(run("report", trained(), "--out", out).code()).isZero();
    String text = Files.readString(out.resolve("report.md"));
    int[][] counts =
        text.lines()
            .filter(line -> line.matches("\\| [0-9] \\|.*"))
            .map(
                line -> Stream.of(line.split("\\D+")).skip(2).mapToInt(Integer::parseInt).toArray())
            .toArray(int[][]::new);
    int wrong = 10;
    for (int i = 0; i < 10; i++) {
      // The ten test images are one of each digit.
      assertThat(Arrays.stream(counts[i]).sum()).isEqualTo(1);
      wrong -= counts[i][i];
    }
    assertThat(trained.out())
        .contains(String.format(Locale.ROOT, "test error %.4g %%", 10.0 * wrong));
    assertThat(text)
        .contains(
            "| %s %% | %s | 1.50 %% |"
                .formatted(Numbers.significant(10.0 * wrong, 3), Interval.ofShare(wrong, 10)));
  }

  @Test
  void aReproductionIsNotMadeTwice() throws IOException {
    Path data = folder.resolve("pictures");
    for (int i = 0; i < 10; i++) {
      Path file = data.resolve(i % 2 == 0 ? "black" : "white").resolve(i + ".png");
      ImageText.png(file, BufferedImage.TYPE_BYTE_GRAY, 8, 8, i % 2 == 0 ? 0x111111 : 0xffffff);
    }
    Path out = folder.resolve("rotmnist");
    String line =
        "reproduce rotmnist --groups T2 --budget 1s --overrun --data " + data + " --out " + out;
    Outcome first = run(line);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("T2-seed0: test error ", "T2-no-aug-seed0: test error ");
    assertThat(first.out())
        .containsPattern("T\\(2\\) +k=32, 8 images, .* 1.50 %\n")
        .containsPattern("T\\(2\\), no aug +k=32, 8 images, .* to \\S+ +not in the paper\n");
    assertThat(run(line).err()).contains("T2-seed0: already finished").doesNotContain("epoch");
    assertThat(out.resolve("report.md"))
        .content()
        .contains(
            "./noether reproduce rotmnist --data " + data + " --groups T2 --budget 1s --overrun")
        .contains("--aug False");
  }
}
