package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure.Layout;

class FigurePainterTest {
  private static final double[] X = {0, 1, 2, 3};

  private static Figure figure(boolean logarithmic, double... y) {
    return new Figure(
        "id",
        "A title",
        "x",
        "y",
        Layout.WIDE,
        logarithmic,
        List.of(new Curve("a curve", X, y, 0, Look.SOLID)));
  }

  private static BufferedImage image(Figure figure, Theme theme) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(FigurePainter.png(figure, theme)));
  }

  private static long pixels(BufferedImage image, int rgb) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == (rgb & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void theCurveIsDrawnInTheColourOfItsSeriesAndTheme() throws IOException {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      BufferedImage image = image(figure(false, 1, 3, 2, 4), theme);
      assertThat(pixels(image, theme.series(0).getRGB())).isGreaterThan(500);
      assertThat(pixels(image, theme.background().getRGB())).isGreaterThan(100_000);
    }
  }

  @Test
  void oneFigureGivesTheSameBytesAlways() {
    Figure figure = figure(true, 1e-3, 1e-2, 1e-1, 1);
    assertThat(FigurePainter.png(figure, Theme.LIGHT))
        .isEqualTo(FigurePainter.png(figure, Theme.LIGHT));
  }

  @Test
  void whatALogarithmCannotShowIsLeftOut() throws IOException {
    BufferedImage image =
        image(figure(true, 0, -1, Double.NaN, Double.POSITIVE_INFINITY), Theme.LIGHT);
    assertThat(pixels(image, Theme.LIGHT.series(0).getRGB())).isZero();
  }

  /** Names that were cut off would reach the edges. */
  @Test
  void longNamesKeepClearOfTheEdges() throws IOException {
    List<Curve> curves =
        IntStream.range(0, 4)
            .mapToObj(i ->
                new Curve(
                    "MolecLieResNet Trivial(3), k=64 #" + i,
                    X,
                    new double[] {i, i + 1, i, i + 2},
                    i,
                    Look.SOLID))
            .toList();
    BufferedImage image =
        image(new Figure("id", "A title", "x", "y", Layout.WIDE, false, curves), Theme.LIGHT);

    assertEdgesAreClear(image);
  }

  /** XChart cuts names in a legend that are longer than almost half the figure. */
  @Test
  void narrowFiguresWriteLongNamesInTwoLines() throws IOException {
    var curve =
        new Curve("HLieResNet Trivial(2), k=32", X, new double[] {1, 2, 3, 4}, 0, Look.SOLID);
    Figure wide = new Figure("id", "A title", "x", "y", Layout.WIDE, false, List.of(curve));
    Figure narrow = wide.narrow();

    assertThat(FigurePainter.chart(wide, Theme.LIGHT).getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactly("HLieResNet Trivial(2), k=32");
    assertThat(FigurePainter.chart(narrow, Theme.LIGHT).getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactly("HLieResNet\nTrivial(2), k=32");
    assertThat(image(narrow, Theme.LIGHT).getWidth()).isEqualTo(2 * 320);
    assertEdgesAreClear(image(narrow, Theme.LIGHT));
    assertThat(narrow.narrow()).isSameAs(narrow);
  }

  /** Short and wide labels beside the plot, and a legend at its right, move the title's middle. */
  @Test
  void longTitlesKeepClearOfTheEdges() throws IOException {
    for (Layout layout : Layout.values()) {
      for (double unit : new double[] {1, 0.01, 1.2345e-7}) {
        var curves =
            IntStream.range(0, 5)
                .mapToObj(i ->
                    new Curve(
                        "MolecLieResNet #" + i,
                        X,
                        new double[] {-unit, 2 * unit, -3 * unit, 4 * unit},
                        i,
                        Look.SOLID))
                .toList();
        String title = "MolecLieResNet Trivial(3), k=1536 ".repeat(4);
        assertEdgesAreClear(
            image(new Figure("id", title, "x", "y", layout, false, curves), Theme.LIGHT));
      }
    }
  }

  /** The file names bands and single runs, which the legend leaves out. */
  @Test
  void theNumbersNameEveryCurve() {
    var figure = figure(false, 1, 2, 3, 4);
    var band = new Curve("a band", X, new double[] {1, 2, 2, 1}, 0, Look.BAND).unlisted();
    var run = new Curve("a run", X, new double[] {5, 6, 7, 8}, 0, Look.FAINT).listedAs("runs");
    assertThat(figure.with(List.of(band, run)).csv())
        .isEqualTo(
            """
            curve,x,y
            "a band",0.0,1.0
            "a band",1.0,2.0
            "a band",2.0,2.0
            "a band",3.0,1.0
            "a run",0.0,5.0
            "a run",1.0,6.0
            "a run",2.0,7.0
            "a run",3.0,8.0
            """);
    assertThat(
            FigurePainter.chart(figure.with(List.of(band, run)), Theme.LIGHT).getSeriesCollection())
        .filteredOn(XYSeries::isShowInLegend)
        .extracting(XYSeries::getName)
        .containsExactly("runs");
  }

  @Test
  void logarithmicAxesHaveLabelsHoweverShortTheyAre() {
    var curve = new Curve("a curve", new double[] {60, 90}, new double[] {12, 18}, 0, Look.SOLID);
    var figure = new Figure("id", "A title", "x", "y", Layout.WIDE, true, true, List.of(curve));
    var styler = FigurePainter.chart(figure, Theme.LIGHT).getStyler();
    assertThat(List.of(styler.getXAxisMin(), styler.getXAxisMax())).containsExactly(50.0, 100.0);
    assertThat(List.of(styler.getYAxisMin(), styler.getYAxisMax())).containsExactly(10.0, 20.0);
  }

  @Test
  void axesOfNumbersOfThingsHaveWholeNumbers() {
    var epochs = FigurePainter.labels(figure(false, 1, 2, 3, 4), true);
    assertThat(epochs.apply(2.0)).isEqualTo("2");
    assertThat(epochs.apply(1.5)).isEmpty();
    assertThat(FigurePainter.labels(figure(false, 1, 2, 3, 4), false).apply(1.5)).isEqualTo("1.5");
  }

  @Test
  void axesOfManyDecadesLeaveLabelsOut() {
    var labels = FigurePainter.labels(figure(true, 1e-9, 1, 2, 1e3), false);
    assertThat(labels.apply(1e-2)).isEqualTo("10⁻²");
    assertThat(labels.apply(1e-3)).isEmpty();
  }

  @Test
  void bothLogarithmicAxesHaveOneStyleOfNumbers() {
    var curve = new Curve("a curve", new double[] {0.1, 10}, new double[] {1e-6, 1}, 0, Look.SOLID);
    var figure = new Figure("id", "A title", "x", "y", Layout.WIDE, true, true, List.of(curve));
    assertThat(FigurePainter.labels(figure, true).apply(0.1)).isEqualTo("10⁻¹");
    assertThat(FigurePainter.labels(figure, false).apply(0.1)).isEqualTo("10⁻¹");
  }

  @Test
  void linearAxesOfLargeNumbersNameTheirPowerInTheTitle() {
    var figure = figure(false, 48_000, -103_000, 20_000, 0);
    var chart = FigurePainter.chart(figure, Theme.LIGHT);
    assertThat(chart.getYAxisTitle()).isEqualTo("y, 10³");
    assertThat(chart.getXAxisTitle()).isEqualTo("x");
    assertThat(FigurePainter.labels(figure, false).apply(-60_000.0)).isEqualTo("−60");
  }

  private static void assertEdgesAreClear(BufferedImage image) {
    int background = Theme.LIGHT.background().getRGB();
    for (int y = 0; y < image.getHeight(); y++) {
      assertThat(image.getRGB(0, y)).isEqualTo(background);
      assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(background);
    }
  }

  /** A circle's extent in pixels shows the lengths of the units; 3 % covers the lines' width. */
  @Test
  void aCircleIsRoundWhereTheAspectIsEqual() throws IOException {
    double[] angles = IntStream.rangeClosed(0, 90).mapToDouble(i -> i * Math.PI / 45).toArray();
    var circle =
        new Curve(
            "circle",
            Arrays.stream(angles).map(a -> 3 + Math.cos(a)).toArray(),
            Arrays.stream(angles).map(Math::sin).toArray(),
            0,
            Look.SOLID);
    BufferedImage image =
        image(
            new Figure("id", "A circle", "x", "y", Layout.SQUARE, false, List.of(circle)),
            Theme.LIGHT);
    int left = image.getWidth();
    int right = 0;
    int top = image.getHeight();
    int bottom = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == (Theme.LIGHT.series(0).getRGB() & 0xffffff)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    assertThat((right - left) / (double) (bottom - top)).isBetween(0.97, 1.03);
  }
}
