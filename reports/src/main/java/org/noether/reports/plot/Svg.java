package org.noether.reports.plot;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Scalable vector graphics (W3C SVG 1.1), written by Batik. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";

  private Svg() {}

  /**
   * Returns a drawing as a file. What is drawn as a string stays text in the font of the viewer.
   *
   * @param width in points
   * @param height in points
   * @param drawing draws it
   */
  static byte[] of(int width, int height, Consumer<Graphics2D> drawing) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setImageHandler(new Embedding());
    var graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    drawing.accept(graphics);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 %d %d".formatted(width, height));
    var bytes = new ByteArrayOutputStream();
    try (var writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      graphics.stream(root, writer);
    } catch (IOException e) {
      throw new IllegalStateException("an SVG file could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Writes images into the file; Batik's own writer of PNG is in a library of its own. */
  private static final class Embedding extends DefaultImageHandler {
    @Override
    protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
      byte[] png = FigurePainter.png((BufferedImage) image);
      element.setAttributeNS(
          XLINK, "xlink:href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    }
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("an SVG document could not be made", e);
    }
  }
}
