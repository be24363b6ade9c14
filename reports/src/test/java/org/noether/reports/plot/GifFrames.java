package org.noether.reports.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;

/**
 * An animated GIF as a viewer shows it.
 *
 * @param frames what is seen
 * @param parts what each frame replaces
 * @param delays for how many hundredths of a second each is seen
 * @param extensions the application extensions, with their content
 */
record GifFrames(
    List<BufferedImage> frames,
    List<BufferedImage> parts,
    List<Integer> delays,
    List<String> extensions) {

  static GifFrames read(byte[] gif) throws IOException {
    var read =
        new GifFrames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(stream);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        read.add(
            reader.read(i),
            (Element) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0"));
      }
    } finally {
      reader.dispose();
    }
    return read;
  }

  private void add(BufferedImage part, Element metadata) {
    var canvas = frames.isEmpty() ? part : frames.getLast();
    var frame =
        new BufferedImage(canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
    var graphics = frame.createGraphics();
    if (!frames.isEmpty()) {
      graphics.drawImage(frames.getLast(), 0, 0, null);
    }
    Element where = child(metadata, "ImageDescriptor");
    graphics.drawImage(
        part, number(where, "imageLeftPosition"), number(where, "imageTopPosition"), null);
    graphics.dispose();
    frames.add(frame);
    parts.add(part);
    delays.add(number(child(metadata, "GraphicControlExtension"), "delayTime"));
    var found = metadata.getElementsByTagName("ApplicationExtension");
    for (int i = 0; i < found.getLength(); i++) {
      var extension = (IIOMetadataNode) found.item(i);
      byte[] content = (byte[]) extension.getUserObject();
      extensions.add(
          extension.getAttribute("applicationID")
              + extension.getAttribute("authenticationCode")
              + " "
              + Arrays.toString(content));
    }
  }

  private static Element child(Element parent, String name) {
    return (Element) parent.getElementsByTagName(name).item(0);
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
