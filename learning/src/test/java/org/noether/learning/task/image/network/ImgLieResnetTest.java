package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.backend.Backends;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.tensor.Shape;

class ImgLieResnetTest {
  /** The options of the paper's experiments, but for the group. */
  private static final Map<String, Object> PAPER =
      Map.of("k", 128, "total_ds", .1, "fill", 1.0 / 15, "nbhd", 25);

  private static final GroupSpec SE2 = new GroupSpec("SE2", List.of(0.2));

  private static ImgLieResnet digits(Map<String, Object> options) {
    return ImgLieResnet.create(ImgLieResnet.NAME, options, 1, 28, 28, 10);
  }

  private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
    Map<String, Object> more = new HashMap<>(options);
    more.put(name, value);
    return more;
  }

  private static List<ConvolutionOptions> options(ImgLieResnet network) {
    return network.net().convolutions().stream().map(LieConv::options).toList();
  }

  private static List<Integer> widths(ImgLieResnet network) {
    return network.parameters().stream()
        .filter(each -> each.name().matches("net\\.0\\.module\\.bias|net\\.\\d+\\.net\\.8.*bias"))
        .map(each -> each.shape().extent(0))
        .toList();
  }

  private static List<Integer> kept(ImgLieResnet network) {
    return network.choices().stream()
        .filter(choice -> choice.name().startsWith("kept."))
        .map(choice -> choice.shape().size())
        .toList();
  }

  @Test
  void thePapersNetworkGrowsAsPointsAreLeftOut() {
    ImgLieResnet network = digits(PAPER);
    double part = Math.pow(.1, 1.0 / 6);

    assertThat(network.points()).isEqualTo(648);
    assertThat(widths(network))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 6)
                .mapToObj(i -> (int) (128 / Math.pow(part, i / 2.0)))
                .toList())
        .containsExactly(128, 155, 187, 227, 275, 334, 404);
    assertThat(kept(network)).containsExactly(441, 300, 204, 139, 95, 65);
    for (int i = 0; i < 6; i++) {
      ConvolutionOptions options = options(network).get(i);
      assertThat(options.fill()).isCloseTo(1.0 / 15 / Math.pow(part, i), within(1e-15));
      assertThat(options.dsFrac()).isEqualTo(part);
      assertThat(options.nbhd()).isEqualTo(25);
      assertThat(options.mean()).isTrue();
      assertThat(options.bn()).isTrue();
      assertThat(options.knn()).isFalse();
    }
  }

  @Test
  void defaultsAreTheReferences() {
    ImgLieResnet network = digits(Map.of());

    assertThat(network.group().name()).isEqualTo(digits(Map.of("group", t2())).group().name());
    assertThat(network.net().liftSamples()).isOne();
    assertThat(network.exchanged()).isFalse();
    assertThat(network.net().convolutions()).hasSize(6);
    // 64 to the power of i / 12 is 2 to the power of i / 2.
    assertThat(widths(network)).containsExactly(256, 362, 512, 724, 1024, 1448, 2048);
    assertThat(kept(network)).containsExactly(324, 162, 81, 40, 20, 10);
    assertThat(options(network)).extracting(ConvolutionOptions::nbhd).containsOnly(12);
    assertThat(options(network))
        .as("a ball cannot hold more than all")
        .extracting(ConvolutionOptions::fill)
        .containsExactly(1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1.0);
  }

  private static GroupSpec t2() {
    return new GroupSpec("T", List.of(2));
  }

  @Test
  void widthsStayWhereTheyShouldNotGrow() {
    ImgLieResnet network = digits(with(PAPER, "increase_channels", false));

    assertThat(widths(network)).containsOnly(128).hasSize(7);
    assertThat(kept(network)).containsExactly(441, 300, 204, 139, 95, 65);
  }

  @Test
  void choicesAreBuffersOfTheNetwork() {
    ImgLieResnet network = digits(with(with(PAPER, "group", SE2), "liftsamples", 2));

    assertThat(network.points()).isEqualTo(2 * 648);
    assertThat(network.choices())
        .extracting(NamedBuffer::name)
        .containsExactly("lifts", "kept.0", "kept.1", "kept.2", "kept.3", "kept.4", "kept.5");
    assertThat(network.choices().getFirst().shape()).isEqualTo(Shape.of(648, 2, 1));
    assertThat(network.buffers()).containsAll(network.choices());
    assertThat(digits(Map.of("total_ds", 1)).choices()).as("nothing is left to chance").isEmpty();
  }

  @Test
  void partsHaveTheReferencesNames() {
    ImgLieResnet network =
        ImgLieResnet.create(
            ImgLieResnet.NAME, Map.of("k", 8, "num_layers", 1, "total_ds", .5), 3, 6, 6, 4);

    assertThat(network.parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "net.0.module.weight",
            "net.0.module.bias",
            "net.1.conv.weightnet.0.module.weight",
            "net.1.conv.weightnet.0.module.bias",
            "net.1.conv.weightnet.1.weight",
            "net.1.conv.weightnet.1.bias",
            "net.1.conv.weightnet.3.module.weight",
            "net.1.conv.weightnet.3.module.bias",
            "net.1.conv.weightnet.4.weight",
            "net.1.conv.weightnet.4.bias",
            "net.1.conv.weightnet.6.module.weight",
            "net.1.conv.weightnet.6.module.bias",
            "net.1.conv.weightnet.7.weight",
            "net.1.conv.weightnet.7.bias",
            "net.1.conv.linear.weight",
            "net.1.conv.linear.bias",
            "net.1.net.0.weight",
            "net.1.net.0.bias",
            "net.1.net.2.module.weight",
            "net.1.net.2.module.bias",
            "net.1.net.3.weight",
            "net.1.net.3.bias",
            "net.1.net.6.weight",
            "net.1.net.6.bias",
            "net.1.net.8.module.weight",
            "net.1.net.8.module.bias",
            "net.2.weight",
            "net.2.bias",
            "net.4.module.weight",
            "net.4.module.bias");
    assertThat(network.buffers())
        .extracting(NamedBuffer::name)
        .contains("net.1.conv.r", "net.1.net.0.running_mean", "net.2.running_var", "kept.0")
        .doesNotHaveDuplicates();
    assertThat(network.parameters().getFirst().shape()).isEqualTo(Shape.of(8, 3));
    assertThat(network.parameters().getLast().shape()).isEqualTo(Shape.of(4));
  }

  @Test
  void liftsNormalisePixelsAndRepeatThem() {
    ImgLieResnet network =
        ImgLieResnet.create(
            ImgLieResnet.NAME, Map.of("k", 8, "group", SE2, "liftsamples", 2), 3, 6, 4, 4);
    float[] pixels = new float[5 + 3 * 24];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / 100f;
    }
    double[] values = new double[7 + network.points() * 3];

    network.lift(pixels, 5, .25, 2, values, 7);

    for (int point = 0; point < network.points(); point++) {
      int pixel = network.disc().pixels().get(point / 2);
      for (int c = 0; c < 3; c++) {
        assertThat(values[7 + 3 * point + c]).isEqualTo((pixels[5 + 24 * c + pixel] - .25) / 2);
      }
    }
  }

  /** The same seed gives the same choices, each of points that are there, none twice. */
  @Test
  void drawsChoicesOfPointsThatAreThere() {
    ImgLieResnet network =
        ImgLieResnet.create(
            ImgLieResnet.NAME,
            Map.of("k", 8, "num_layers", 2, "total_ds", .2, "group", SE2, "liftsamples", 2),
            1,
            10,
            10,
            4);
    var backend = Backends.choose("reference").backend();

    List<double[]> choices = ImageCloud.draw(network, backend, new Random(1));

    assertThat(ImageCloud.draw(network, backend, new Random(1))).containsExactlyElementsOf(choices);
    assertThat(choices).hasSize(3);
    for (double lift : choices.getFirst()) {
      assertThat(lift).isBetween(0.0, 1.0).isEqualTo((float) lift);
    }
    int points = network.points();
    for (int i = 1; i < 3; i++) {
      double[] kept = choices.get(i);
      assertThat(kept).hasSize(network.choices().get(i).shape().size()).doesNotHaveDuplicates();
      for (double point : kept) {
        assertThat(point).isBetween(0.0, points - 1.0).isEqualTo(Math.rint(point));
      }
      points = kept.length;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layers | 2 | ImgLieResnet has no option 'layers'",
        "totl_ds | 0.1 | did you mean 'total_ds'",
        "chin | 3 | chin=3, but the number of channels of the images is 1",
        "num_targets | 4 | num_targets=4, but the number of classes is 10",
        "total_ds | 0 | total_ds",
        "total_ds | 2 | total_ds",
        "fill | -1 | fill",
        "nbhd | 0 | nbhd",
        "num_layers | 0 | num_layers",
        "k | 3 | k",
        "liftsamples | 2 | one element only",
      })
  void refusesWrongOptions(String option, double value, String message) {
    Object given = value == Math.rint(value) ? (Object) (int) value : (Object) value;

    assertThatThrownBy(() -> digits(Map.of(option, given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOtherNetworksAndGroupsOfSpace() {
    assertThatThrownBy(() -> ImgLieResnet.create("ImgLieResnets", Map.of(), 1, 28, 28, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no network 'ImgLieResnets'; known: ImgLieResnet")
        .hasMessageContaining("did you mean 'ImgLieResnet'");
    assertThatThrownBy(() -> digits(Map.of("group", new GroupSpec("SO3", List.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acts on 3 dimensions");
  }

  @Test
  void refusesImagesOfTooManyPoints() {
    Map<String, Object> se2 = Map.of("k", 8, "group", SE2, "liftsamples", 2);

    assertThat(ImgLieResnet.create(ImgLieResnet.NAME, Map.of("k", 8), 1, 64, 64, 2).points())
        .isLessThanOrEqualTo(ImgLieResnet.MOST_POINTS);
    assertThatThrownBy(() -> ImgLieResnet.create(ImgLieResnet.NAME, se2, 1, 64, 64, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 x 64")
        .hasMessageContaining("make them smaller");
    assertThatThrownBy(() -> ImgLieResnet.create(ImgLieResnet.NAME, Map.of(), 1, 1000, 1000, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make them smaller");
    // One row: the number of its pixels is moderate, but not that of the square about it.
    assertThatThrownBy(() -> ImgLieResnet.create(ImgLieResnet.NAME, Map.of(), 1, 1, 5000, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make them smaller");
  }
}
