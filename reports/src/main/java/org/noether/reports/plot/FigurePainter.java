package org.noether.reports.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.noether.reports.plot.Figure.Layout;

/** Draws figures off screen with XChart. The same figure gives the same bytes. */
public final class FigurePainter {
  private static final int PIXELS_PER_POINT = 2;
  private static final int PADDING = 6;

  /** The width of the labels and the name of an ordinate, at most. */
  private static final int ORDINATE = 60;

  private static final FontRenderContext FRACTIONAL = new FontRenderContext(null, true, true);
  private static final int NAMES_ON_A_LINE = 4;
  private static final int LETTERS_ON_A_LINE = 70;

  /** Axes of less than two decades have labels between the powers of ten. */
  private static final double FEW_LABELS = 100;

  /** Axes of more than three decades have no grid. */
  private static final double MANY_LINES = 1000;

  /** The powers of ten that are written out, if all of an axis is between them, or nearly so. */
  private static final double PLAIN_FROM = 0.01;

  private static final double PLAIN_TO = 100;

  /** The opacity of areas, of 255, and of their edges. */
  private static final int PALE = 36;

  private static final Color TRANSPARENT = new Color(0, 0, 0, 0);

  private static final float[] DASHES = {5, 4};

  private FigurePainter() {}

  /**
   * Draws a figure.
   *
   * @param figure what to draw
   * @param theme its colours
   * @return a PNG image, two pixels to the point
   */
  public static byte[] png(Figure figure, Theme theme) {
    return png(paint(chart(figure, theme)));
  }

  /**
   * Draws a figure to be printed at any size.
   *
   * @param figure what to draw
   * @param theme its colours
   * @return an SVG file
   */
  public static byte[] svg(Figure figure, Theme theme) {
    return svg(List.of(figure), theme);
  }

  /**
   * Draws figures side by side.
   *
   * @param figures what to draw, from left to right
   * @param theme their colours
   * @return a PNG image, two pixels to the point
   */
  public static byte[] png(List<Figure> figures, Theme theme) {
    var images = figures.stream().map(figure -> paint(chart(figure, theme))).toList();
    int width = images.stream().mapToInt(BufferedImage::getWidth).sum();
    int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    var whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = whole.createGraphics();
    graphics.setColor(theme.background());
    graphics.fillRect(0, 0, width, height);
    int x = 0;
    for (BufferedImage image : images) {
      graphics.drawImage(image, x, 0, null);
      x += image.getWidth();
    }
    graphics.dispose();
    return png(IndexedImage.of(whole));
  }

  /**
   * Draws figures side by side, to be printed at any size.
   *
   * @param figures what to draw, from left to right
   * @param theme their colours
   * @return an SVG file
   */
  public static byte[] svg(List<Figure> figures, Theme theme) {
    var charts = figures.stream().map(figure -> chart(figure, theme)).toList();
    int width = charts.stream().mapToInt(XYChart::getWidth).sum();
    int height = charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
    return Svg.of(
        width,
        height,
        graphics -> {
          for (XYChart chart : charts) {
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
            graphics.translate(chart.getWidth(), 0);
          }
        });
  }

  /** An image in the PNG format. */
  static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException("a PNG image could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Begins to draw on an image: antialiased, in points. */
  static Graphics2D graphics(BufferedImage image, double pixelsPerPoint) {
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(pixelsPerPoint, pixelsPerPoint);
    return graphics;
  }

  private static XYChart chart(Figure figure, Theme theme) {
    var chart =
        new XYChartBuilder()
            .width(figure.layout().width)
            .height(figure.layout().height)
            .title(figure.title())
            .xAxisTitle(figure.xLabel())
            .yAxisTitle(figure.yLabel())
            .build();
    style(chart, figure, theme);
    int number = 0;
    for (Curve curve : figure.curves()) {
      addCurve(chart, figure, curve, theme, number++);
    }
    freeTicks(chart, figure);
    if (figure.layout() == Layout.SQUARE) {
      paint(chart);
      equaliseAspect(chart, figure);
    }
    return chart;
  }

  /**
   * XChart puts ticks on equally spaced data; a slightly longer axis makes it choose round numbers.
   */
  private static void freeTicks(XYChart chart, Figure figure) {
    var x = extent(figure, true);
    double width = x.getMax() - x.getMin();
    var styler = chart.getStyler();
    if (figure.logarithmicX()) {
      styler.setXAxisMin(x.getMin()).setXAxisMax(x.getMax() * 1.02);
      styler.setXAxisLogarithmicDecadeOnly(x.getMax() >= FEW_LABELS * x.getMin());
    } else if (width > 0 && width < Double.POSITIVE_INFINITY) {
      styler.setXAxisMin(x.getMin()).setXAxisMax(x.getMax() + 0.004 * width);
    }
    var y = extent(figure, false);
    // XChart draws nine lines a decade.
    styler.setPlotGridHorizontalLinesVisible(
        !figure.logarithmic() || y.getCount() == 0 || y.getMax() < MANY_LINES * y.getMin());
    if (figure.frame().isPresent()) {
      styler.setYAxisMin(y.getMin()).setYAxisMax(y.getMax());
    }
    if (figure.logarithmic() && y.getCount() > 0 && y.getMax() < FEW_LABELS * y.getMin()) {
      styler.setYAxisLogarithmicDecadeOnly(false);
      styler
          .setYAxisMin(Numbers.labelBelow(y.getMin()))
          .setYAxisMax(Numbers.labelAbove(y.getMax()));
    }
  }

  private static void style(XYChart chart, Figure figure, Theme theme) {
    var styler = chart.getStyler();
    styler
        .setChartBackgroundColor(theme.background())
        .setChartFontColor(theme.ink())
        .setChartPadding(PADDING)
        .setChartTitleFont(titleFont(figure))
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(8)
        .setLegendVisible(figure.layout() == Layout.WIDE)
        .setLegendPosition(manyNames(figure) ? LegendPosition.OutsideE : LegendPosition.OutsideS)
        .setLegendLayout(manyNames(figure) ? LegendLayout.Vertical : LegendLayout.Horizontal)
        .setLegendFont(font(Font.PLAIN, 12))
        .setLegendBorderColor(theme.background())
        .setLegendBackgroundColor(theme.background())
        .setLegendSeriesLineLength(22)
        .setPlotBackgroundColor(theme.background())
        .setPlotBorderVisible(false)
        .setPlotContentSize(0.98);
    styler
        .setAxisTitleFont(font(Font.PLAIN, 12))
        .setAxisTickLabelsFont(font(Font.PLAIN, 12))
        .setAxisTickLabelsColor(theme.muted())
        .setAxisTickMarksColor(theme.grid())
        .setAxisTickMarkLength(4)
        .setPlotGridLinesColor(theme.grid())
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridVerticalLinesVisible(figure.layout() == Layout.SQUARE)
        .setXAxisTickMarkSpacingHint(figure.layout() == Layout.WIDE ? 75 : 50)
        .setYAxisTickMarkSpacingHint(50)
        .setXAxisLogarithmic(figure.logarithmicX())
        .setXAxisLogarithmicDecadeOnly(true)
        .setYAxisLogarithmic(figure.logarithmic())
        .setYAxisLogarithmicDecadeOnly(true)
        .setMarkerSize(
            figure.curves().stream().anyMatch(c -> c.look() == Curve.Look.POINTS) ? 3 : 6);
    styler.setXAxisTickLabelsFormattingFunction(labels(figure, true));
    styler.setYAxisTickLabelsFormattingFunction(labels(figure, false));
  }

  /** Writes the numbers of an axis, all in one style. */
  private static Function<Double, String> labels(Figure figure, boolean abscissa) {
    if (!(abscissa ? figure.logarithmicX() : figure.logarithmic())) {
      return Numbers::onLinearAxis;
    }
    var shown = extent(figure, abscissa);
    boolean plain = shown.getMin() >= 0.5 * PLAIN_FROM && shown.getMax() <= 2 * PLAIN_TO;
    return x -> Numbers.onLogarithmicAxis(x, plain);
  }

  /** Whether the names of the curves take more than one line. */
  private static boolean manyNames(Figure figure) {
    var names = figure.curves().stream().map(Curve::name).filter(name -> !name.isEmpty()).toList();
    return names.size() > NAMES_ON_A_LINE
        || names.stream().mapToInt(String::length).sum() > LETTERS_ON_A_LINE;
  }

  private static void addCurve(XYChart chart, Figure figure, Curve curve, Theme theme, int number) {
    int[] shown =
        IntStream.range(0, curve.x().length)
            .filter(i -> Double.isFinite(curve.x()[i]) && Double.isFinite(curve.y()[i]))
            .filter(i -> !figure.logarithmic() || curve.y()[i] > 0)
            .toArray();
    if (shown.length == 0) {
      return;
    }
    var series =
        chart.addSeries(
            curve.name().isEmpty() ? "series " + number : curve.name(),
            Arrays.stream(shown).mapToDouble(i -> curve.x()[i]).toArray(),
            Arrays.stream(shown).mapToDouble(i -> curve.y()[i]).toArray());
    Color colour = theme.series(curve.colour());
    series.setShowInLegend(!curve.name().isEmpty());
    series.setMarker(
        curve.look() == Curve.Look.DOTS || curve.look() == Curve.Look.POINTS || shown.length == 1
            ? SeriesMarkers.CIRCLE
            : SeriesMarkers.NONE);
    series.setMarkerColor(colour);
    Color background = theme.background();
    switch (curve.look()) {
      case SOLID -> series.setLineColor(colour).setLineStyle(stroke(2, null));
      case DASHED -> series.setLineColor(colour).setLineStyle(stroke(1.4f, DASHES));
      case BAR -> series.setLineColor(colour).setLineStyle(stroke(1.4f, null));
      case BAND -> {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE));
        series.setLineColor(TRANSPARENT);
      }
      case MARK -> series.setLineColor(theme.muted()).setLineStyle(stroke(1, DASHES));
      case FAINT -> series.setLineColor(mixed(colour, background)).setLineStyle(stroke(1, null));
      case TRUTH ->
          series.setLineColor(mixed(theme.muted(), background)).setLineStyle(stroke(4, null));
      case DOTS, POINTS -> series.setLineColor(background).setLineStyle(new BasicStroke(0));
    }
  }

  /**
   * Halfway between two colours; XChart draws a line in pieces, which would show if translucent.
   */
  private static Color mixed(Color a, Color b) {
    return new Color(
        (a.getRed() + b.getRed()) / 2,
        (a.getGreen() + b.getGreen()) / 2,
        (a.getBlue() + b.getBlue()) / 2);
  }

  /** Smaller where the title is wider than the plot, above whose middle it stands. */
  private static Font titleFont(Figure figure) {
    Font font = font(Font.BOLD, 12);
    double width = font.getStringBounds(figure.title(), FRACTIONAL).getWidth();
    double room = figure.layout().width - 2.0 * PADDING - ORDINATE;
    return width <= room ? font : font.deriveFont((float) (font.getSize() * room / width));
  }

  static BasicStroke stroke(float width, float @Nullable [] dash) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Widens the range of the axis with the longer unit, about the middle of the data. */
  private static void equaliseAspect(XYChart chart, Figure figure) {
    var x = extent(figure, true);
    var y = extent(figure, false);
    double width = x.getMax() - x.getMin();
    double height = y.getMax() - y.getMin();
    if (!(width > 0 && height > 0)) {
      return;
    }
    double pointsPerX =
        Math.abs(chart.getScreenXFromChart(x.getMax()) - chart.getScreenXFromChart(x.getMin()))
            / width;
    double pointsPerY =
        Math.abs(chart.getScreenYFromChart(y.getMax()) - chart.getScreenYFromChart(y.getMin()))
            / height;
    double halfX = width / 2 * Math.max(1, pointsPerX / pointsPerY);
    double halfY = height / 2 * Math.max(1, pointsPerY / pointsPerX);
    double middleX = (x.getMax() + x.getMin()) / 2;
    double middleY = (y.getMax() + y.getMin()) / 2;
    chart.getStyler().setXAxisMin(middleX - halfX).setXAxisMax(middleX + halfX);
    chart.getStyler().setYAxisMin(middleY - halfY).setYAxisMax(middleY + halfY);
  }

  private static DoubleSummaryStatistics extent(Figure figure, boolean abscissa) {
    if (figure.frame().isPresent()) {
      Figure.Frame frame = figure.frame().get();
      double middle = abscissa ? frame.x() : frame.y();
      return DoubleStream.of(middle - frame.half(), middle + frame.half()).summaryStatistics();
    }
    boolean logarithmic = abscissa ? figure.logarithmicX() : figure.logarithmic();
    return figure.curves().stream()
        .flatMapToDouble(c -> Arrays.stream(abscissa ? c.x() : c.y()))
        .filter(value -> Double.isFinite(value) && (value > 0 || !logarithmic))
        .summaryStatistics();
  }

  private static BufferedImage paint(XYChart chart) {
    int width = chart.getWidth() * PIXELS_PER_POINT;
    int height = chart.getHeight() * PIXELS_PER_POINT;
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = graphics(image, PIXELS_PER_POINT);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    return image;
  }
}
