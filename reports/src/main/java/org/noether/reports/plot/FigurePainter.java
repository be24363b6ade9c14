package org.noether.reports.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

  /** The part of a figure's width that a title always has, as a divisor. */
  private static final int LEAST_ROOM = 3;

  private static final float TITLE_STEP = 0.25f;

  /**
   * XChart looks for the place of a title by widths of whole pixels, and draws it by exact ones.
   */
  private static final FontRenderContext WHOLE = new FontRenderContext(null, true, false);

  private static final FontRenderContext FRACTIONAL = new FontRenderContext(null, true, true);
  private static final int NAMES_ON_A_LINE = 4;
  private static final int LETTERS_ON_A_LINE = 70;

  private static final int LETTERS_OF_A_NARROW_NAME = 20;

  /** The points that a line of a legend takes where they stand below each other. */
  private static final int NAME_HEIGHT = 22;

  /** Axes of less than two decades have labels between the powers of ten. */
  private static final double FEW_LABELS = 100;

  /** Of more decades than this, only every second or third power of ten has a label. */
  private static final double MOST_DECADES = 8;

  /** Below a number by so little that the label below this is another one. */
  private static final double CLEAR = 0.99;

  /** Axes of more than three decades have no grid. */
  private static final double MANY_LINES = 1000;

  /** The powers of ten that are written out, if all of an axis is between them, or nearly so. */
  private static final double PLAIN_FROM = 0.01;

  private static final double PLAIN_TO = 100;

  /** The opacity of areas, of 255, and of their edges. */
  private static final int PALE = 36;

  private static final Color TRANSPARENT = new Color(0, 0, 0, 0);

  private static final Set<Curve.Look> WITH_DOTS =
      EnumSet.of(Curve.Look.JOINED, Curve.Look.DOTS, Curve.Look.POINTS);

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

  /** Lays a figure out. */
  static XYChart chart(Figure figure, Theme theme) {
    var chart =
        new XYChartBuilder()
            .width(figure.layout().width)
            .height(height(figure))
            .title(figure.title())
            .xAxisTitle(Numbers.titled(figure.xLabel(), power(figure, true)))
            .yAxisTitle(Numbers.titled(figure.yLabel(), power(figure, false)))
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
    fitTitle(chart, figure);
    return chart;
  }

  /**
   * XChart puts ticks on equally spaced data; a slightly longer axis makes it choose round numbers.
   */
  private static void freeTicks(XYChart chart, Figure figure) {
    var x = extent(figure, true);
    double width = x.getMax() - x.getMin();
    var styler = chart.getStyler();
    if (figure.logarithmicX() && x.getCount() > 0) {
      boolean labelled = Numbers.labels(x.getMin(), x.getMax()) > 1;
      styler
          .setXAxisMin(labelled ? x.getMin() : Numbers.labelBelow(CLEAR * x.getMin()))
          .setXAxisMax(labelled ? x.getMax() * 1.02 : Numbers.labelAbove(x.getMax()))
          .setXAxisLogarithmicDecadeOnly(x.getMax() >= FEW_LABELS * x.getMin());
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
        .setChartTitleFont(title(figure.layout()))
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(8)
        .setLegendVisible(figure.layout() == Layout.WIDE || figure.layout() == Layout.NARROW)
        .setLegendPosition(
            namesAtTheRight(figure) ? LegendPosition.OutsideE : LegendPosition.OutsideS)
        .setLegendLayout(listsNames(figure) ? LegendLayout.Vertical : LegendLayout.Horizontal)
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

  /** Writes the numbers of an axis; those of both have one style. */
  static Function<Double, String> labels(Figure figure, boolean abscissa) {
    if (isLinear(figure, abscissa)) {
      int power = power(figure, abscissa);
      boolean whole = abscissa && isWhole(figure);
      return x -> whole && x != Math.rint(x) ? "" : Numbers.onLinearAxis(x, power);
    }
    var shown = extent(figure, abscissa);
    boolean plain = isPlain(figure, true) && isPlain(figure, false);
    int step = (int) Math.ceil(Math.log10(shown.getMax() / shown.getMin()) / MOST_DECADES);
    return x -> Numbers.onLogarithmicAxis(x, plain, Math.max(1, step));
  }

  /** Whether an axis is not logarithmic, or has numbers that need no power of ten. */
  private static boolean isPlain(Figure figure, boolean abscissa) {
    var shown = extent(figure, abscissa);
    return isLinear(figure, abscissa)
        || (shown.getMin() >= 0.5 * PLAIN_FROM && shown.getMax() <= 2 * PLAIN_TO);
  }

  private static boolean isLinear(Figure figure, boolean abscissa) {
    return !(abscissa ? figure.logarithmicX() : figure.logarithmic());
  }

  /** The power of ten in which an axis counts. */
  private static int power(Figure figure, boolean abscissa) {
    var shown = extent(figure, abscissa);
    return isLinear(figure, abscissa) && shown.getCount() > 0
        ? Numbers.powerOfLinearAxis(Math.max(Math.abs(shown.getMin()), Math.abs(shown.getMax())))
        : 0;
  }

  /** Whether the abscissae are numbers of something, such as epochs. */
  private static boolean isWhole(Figure figure) {
    return figure.curves().stream()
        .flatMapToDouble(curve -> Arrays.stream(curve.x()))
        .allMatch(x -> x == Math.rint(x));
  }

  private static int height(Figure figure) {
    return figure.layout().height
        + (figure.layout() == Layout.NARROW ? NAME_HEIGHT * lines(names(figure)) : 0);
  }

  private static int lines(List<String> names) {
    return names.stream().mapToInt(name -> (int) name.lines().count()).sum();
  }

  private static boolean namesAtTheRight(Figure figure) {
    return figure.layout() == Layout.WIDE && listsNames(figure);
  }

  /** Whether the names of the curves stand below each other: they take more than one line. */
  private static boolean listsNames(Figure figure) {
    List<String> names = names(figure);
    return figure.layout() == Layout.NARROW
        || names.size() > NAMES_ON_A_LINE
        || names.stream().mapToInt(String::length).sum() > LETTERS_ON_A_LINE;
  }

  private static List<String> names(Figure figure) {
    return figure.curves().stream()
        .filter(curve -> !curve.legend().isEmpty())
        .map(curve -> name(figure, curve))
        .toList();
  }

  /** The name of a curve in the legend, of which XChart cuts what is longer than half a figure. */
  private static String name(Figure figure, Curve curve) {
    String name = curve.legend();
    return figure.layout() == Layout.NARROW && name.length() > LETTERS_OF_A_NARROW_NAME
        ? name.replaceFirst(" ", "\n")
        : name;
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
            curve.legend().isEmpty() ? "series " + number : name(figure, curve),
            Arrays.stream(shown).mapToDouble(i -> curve.x()[i]).toArray(),
            Arrays.stream(shown).mapToDouble(i -> curve.y()[i]).toArray());
    Color colour = theme.series(curve.colour());
    series.setShowInLegend(!curve.legend().isEmpty());
    series.setMarker(
        WITH_DOTS.contains(curve.look()) || shown.length == 1
            ? SeriesMarkers.CIRCLE
            : SeriesMarkers.NONE);
    series.setMarkerColor(colour);
    Color background = theme.background();
    switch (curve.look()) {
      case SOLID, JOINED -> series.setLineColor(colour).setLineStyle(stroke(2, null));
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

  /** Panels have titles in which the longest names of networks fit. */
  private static Font title(Layout layout) {
    return font(Font.BOLD, layout == Layout.SQUARE ? 10 : 12);
  }

  /**
   * Makes the title smaller where it would reach beyond the picture. It stands above the middle of
   * the plot, which labels and legend move away from that of the picture.
   */
  private static void fitTitle(XYChart chart, Figure figure) {
    Font font = title(figure.layout());
    var x = extent(figure, true);
    int width = figure.layout().width;
    if (width(figure.title(), font, FRACTIONAL) < (float) width / LEAST_ROOM || x.getCount() == 0) {
      return;
    }
    paint(chart);
    double middle =
        (chart.getScreenXFromChart(x.getMin()) + chart.getScreenXFromChart(x.getMax())) / 2;
    for (float size = font.getSize2D(); size > TITLE_STEP; size -= TITLE_STEP) {
      Font smaller = font.deriveFont(size);
      double left = middle - width(figure.title(), smaller, WHOLE) / 2;
      double right = left + width(figure.title(), smaller, FRACTIONAL);
      if (left >= PADDING && right <= width - PADDING) {
        chart.getStyler().setChartTitleFont(smaller);
        return;
      }
    }
  }

  private static double width(String text, Font font, FontRenderContext metrics) {
    return text.isEmpty() ? 0 : new TextLayout(text, font, metrics).getBounds().getWidth();
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
    boolean linear = isLinear(figure, abscissa);
    return figure.curves().stream()
        .flatMapToDouble(c -> Arrays.stream(abscissa ? c.x() : c.y()))
        .filter(value -> Double.isFinite(value) && (value > 0 || linear))
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
