package org.noether.reports.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.image.ImageConfig;
import org.noether.reports.console.OptionNames;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.image.RotMnistComparison.Group;
import org.noether.simulation.image.ImageText;
import picocli.CommandLine;

class ImageOptionsTest {
  private static final String PAPER =
      "--num_epochs=500 --bs 25 --lr 3e-3 --split {'train':12000} --aug=True --net_config ";

  @TempDir private Path folder;

  private static ImageConfig config(String line) throws IOException {
    ImageOptions options = new ImageCommands().options();
    new CommandLine(options)
        .parseArgs(OptionNames.normalise((line + " --data images").strip().split(" +")));
    return options.config("cpu", new PrintWriter(new StringWriter()));
  }

  /** What the five commands of the paper's repository say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Trivial(2)|Trivial|2",
        "T(2)|T|2",
        "SO2(.2)|SO2|.2",
        "RxSO2(.3)|RxSO2|.3",
        "SE2(.2)|SE2|.2"
      })
  void thePapersCommandsMeanWhatTheyMeant(String written, String name, String argument)
      throws IOException {
    Number typed = argument.equals("2") ? (Number) 2L : (Number) Double.valueOf(argument);
    Map<String, Object> netCfg =
        Map.of(
            "k",
            128L,
            "total_ds",
            .1,
            "fill",
            1 / 15.,
            "nbhd",
            25L,
            "group",
            new GroupSpec(name, List.of(typed)));
    assertThat(
            config(PAPER + "{'k':128,'total_ds':.1,'fill':1/15,'nbhd':25,'group':" + written + "}"))
        .isEqualTo(
            new ImageConfig(
                "ImgLieResnet", netCfg, "images", 12000, 0, false, true, 3e-3, 25, 500, 0, "cpu"));
  }

  @Test
  void sizesOfPartsAreOptions() throws IOException {
    ImageConfig config = config("--n_val 20 --n_test 30 --split {'train':100}");
    assertThat(config.train()).isEqualTo(100);
    assertThat(config.val()).isEqualTo(20);
    assertThat(config.nTest()).hasValue(30);
    assertThat(config("").nTest()).isEmpty();
    assertThatThrownBy(() -> config("--n_val 20 --split {'val':10}"))
        .hasMessage("--n_val and --split both say how many images validate");
    assertThatThrownBy(() -> config("--n_val 1")).hasMessage("--n_val must be at least 2");
    assertThatThrownBy(() -> config("--n_test 0")).hasMessageContaining("n_test");
    assertThatThrownBy(() -> config("--n_test 5 --small_test")).hasMessageContaining("small_test");
  }

  @Test
  void theFullComparisonHasThePapersSettings() throws IOException {
    var plan = RotMnistComparison.plan(List.of(), "images", 1, true);
    assertThat(plan)
        .extracting(PlannedRun::name)
        .containsExactly(
            "Trivial-seed0",
            "T2-seed0",
            "T2-no-aug-seed0",
            "SO2-seed0",
            "RxSO2-seed0",
            "SE2-seed0");
    assertThat(plan.getLast().config())
        .isEqualTo(config(PAPER + "{'k':128,'total_ds':.1,'fill':1/15,'nbhd':25,'group':SE2(.2)}"));
    assertThat(plan.get(2).config().aug()).isFalse();
  }

  @Test
  void theUsualComparisonIsNarrow() {
    var plan = RotMnistComparison.plan(List.of(), "images", 2, false);
    assertThat(plan).hasSize(8);
    assertThat(plan).allSatisfy(run -> assertThat(run.config().netCfg()).containsEntry("k", 32L));
    assertThat(RotMnistComparison.plan(List.of(Group.SO2), "images", 1, false))
        .extracting(PlannedRun::name)
        .containsExactly("SO2-seed0");
  }

  @Test
  void optionsHaveTheReferencesDefaults() throws IOException {
    assertThat(config("")).isEqualTo(ImageConfig.defaults("images"));
    ImageConfig other =
        config("--split {'train':10000,'val':2000} --small_test --aug False --seed 3");
    assertThat(other.train()).isEqualTo(10000);
    assertThat(other.val()).isEqualTo(2000);
    assertThat(other.smallTest()).isTrue();
    assertThat(other.aug()).isFalse();
    assertThat(other.seed()).isEqualTo(3);
    assertThat(config("--aug --small_test=False").aug()).isTrue();
    assertThat(config("--split {'train':1/2}").train()).isEqualTo(.5);
  }

  @Test
  void benchmarksNeedNoData() throws IOException {
    ImageOptions options = new ImageCommands().benchmarkOptions();
    new CommandLine(options).parseArgs("--bs", "25");
    assertThat(options.config("cpu", new PrintWriter(new StringWriter())).data())
        .isEqualTo("fonts");
  }

  @Test
  void aSplitThatIsNoneIsRefused() {
    assertThatThrownBy(() -> config("--split {'train':10,'valid':5}"))
        .hasMessage("--split has train and val, not train, valid");
    assertThatThrownBy(() -> config("--split {'train':'all'}"))
        .hasMessage("--split: 'train' is not a number");
    assertThatThrownBy(() -> config("--split {'train':0}"))
        .hasMessageContaining("split 'train' = 0.0: it must be positive");
  }

  @Test
  void rotatedMnistIsTakenWhereItIs() throws IOException {
    Path variable = Files.createDirectories(folder.resolve("variable"));
    Path datasets = Files.createDirectories(folder.resolve("datasets"));
    var err = new PrintWriter(new StringWriter());

    assertThatThrownBy(() -> ImageSource.find(variable.toString(), datasets, err))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("noether data fetch rotmnist")
        .hasMessageContaining("noether data fetch mnist")
        .hasMessageContaining("--data FOLDER")
        .hasMessageContaining("--data fonts");
    Path made = Files.createFile(datasets.resolve("rotmnist-12000-50000-seed0.h5"));
    assertThat(ImageSource.find(null, datasets, err)).isEqualTo(made);
    Path official = Files.createDirectories(datasets.resolve("rotmnist"));
    Path text =
        Files.createFile(official.resolve("mnist_all_rotation_normalized_float_train_valid.amat"));
    assertThat(ImageSource.find(variable.toString(), datasets, err)).isEqualTo(made);
    Files.delete(made);
    assertThat(ImageSource.find(variable.toString(), datasets, err)).isEqualTo(official);
    Files.delete(text);
    Path zip = Files.createFile(variable.resolve("mnist_rotation_new.zip"));
    assertThat(ImageSource.find(variable.toString(), datasets, err)).isEqualTo(zip);
  }

  @Test
  void mnistIsRotatedWhereThereIsNoRotatedOne() throws IOException {
    Path mnist = ImageText.mnist(folder.resolve("mnist"), 30, 20, "-", ".gz");
    Path datasets = folder.resolve("datasets");
    var err = new StringWriter();
    assertThatThrownBy(() -> ImageSource.find(folder.toString(), datasets, new PrintWriter(err)))
        .hasMessage("12000 images to train and 50000 to test cannot be drawn from 30 and 20");
    assertThat(err.toString())
        .isEqualTo(
            "note: rotating the images of %s once, into %s%n"
                .formatted(mnist, datasets.resolve("rotmnist-12000-50000-seed0.h5")));
    assertThat(datasets).doesNotExist();
  }
}
