package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure.Layout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {
  private static Figure figure(Layout layout) {
    double[] x = {1, 2, 3};
    return new Figure(
        "id",
        "Error & size <of> “springs”",
        "time",
        "relative change",
        layout,
        false,
        List.of(new Curve("a curve", x, new double[] {4, -5, 6}, 0, Look.SOLID)));
  }

  /** Parses a file without its document type, whose definition stands on another computer. */
  private static Document parse(byte[] svg) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  private static List<String> texts(Document document) {
    NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", "text");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void aFigureHasItsSizeAndTheColourOfItsCurve() throws Exception {
    byte[] svg = FigurePainter.svg(figure(Layout.WIDE), Theme.LIGHT);
    Element root = parse(svg).getDocumentElement();
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 640 380");
    assertThat(new String(svg, StandardCharsets.UTF_8)).contains("rgb(196,80,27)");
  }

  @Test
  void aMotionKeepsTheNamesOfItsPanels() throws Exception {
    double[][] path = {{0, 0, 1, 1}, {0.5, 0, 1, 0.5}};
    var motion =
        new Motion(
            "id",
            "A motion",
            new double[] {0, 1},
            new Motion.Panel("true motion", path),
            List.of(new Motion.Panel("HNet", path)));
    assertThat(texts(parse(MotionPainter.svg(motion, Theme.DARK))))
        .contains("A motion", "true motion", "HNet", "start", "end", "true end");
  }

  @Test
  void oneFigureGivesTheSameBytesAlways() {
    for (Layout layout : Layout.values()) {
      assertThat(FigurePainter.svg(figure(layout), Theme.LIGHT))
          .isEqualTo(FigurePainter.svg(figure(layout), Theme.LIGHT));
    }
  }
}
