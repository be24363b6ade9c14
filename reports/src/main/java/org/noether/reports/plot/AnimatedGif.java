package org.noether.reports.plot;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as an animated GIF that repeats for ever. After the first, a frame holds only the
 * rectangle that differs from the one before, and in it only the pixels that do. The same frames
 * give the same bytes.
 */
final class AnimatedGif implements AutoCloseable {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  /** Block 1 of Netscape's extension: the number of repetitions, of which 0 is without end. */
  private static final byte[] REPEAT_FOR_EVER = {1, 0, 0};

  private final Palette palette;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes);
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private byte @Nullable [] shown;

  AnimatedGif(Palette palette) throws IOException {
    this.palette = palette;
    writer.setOutput(stream);
    writer.prepareWriteSequence(null);
  }

  /**
   * Adds a frame.
   *
   * @param frame as large as the others
   * @param hundredths how long it is shown, in hundredths of a second
   */
  void add(BufferedImage frame, int hundredths) throws IOException {
    byte[] indices = palette.indices(frame);
    byte[] before = shown == null ? new byte[indices.length] : shown;
    Rectangle changed = changed(before, indices, frame.getWidth());
    var part =
        new BufferedImage(
            changed.width, changed.height, BufferedImage.TYPE_BYTE_INDEXED, palette.colourModel());
    byte[] pixels = ((DataBufferByte) part.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < changed.height; y++) {
      for (int x = 0; x < changed.width; x++) {
        int i = (changed.y + y) * frame.getWidth() + changed.x + x;
        pixels[y * changed.width + x] =
            indices[i] == before[i] ? (byte) Palette.TRANSPARENT : indices[i];
      }
    }
    writer.writeToSequence(new IIOImage(part, null, metadata(part, changed, hundredths)), null);
    shown = indices;
  }

  /** Ends the animation and returns it. */
  byte[] finish() throws IOException {
    writer.endWriteSequence();
    stream.flush();
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    writer.dispose();
    stream.close();
  }

  /** The smallest rectangle that holds all that changed; one pixel if nothing did. */
  private static Rectangle changed(byte[] before, byte[] after, int width) {
    int first = Arrays.mismatch(before, after);
    if (first < 0) {
      return new Rectangle(0, 0, 1, 1);
    }
    int left = width;
    int right = 0;
    int bottom = 0;
    for (int i = first; i < after.length; i++) {
      if (before[i] != after[i]) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        bottom = i / width;
      }
    }
    int top = first / width;
    return new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  private IIOMetadata metadata(BufferedImage part, Rectangle where, int hundredths)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(part), writer.getDefaultWriteParam());
    var root = new IIOMetadataNode(FORMAT);
    node(
        root,
        "ImageDescriptor",
        "imageLeftPosition",
        where.x,
        "imageTopPosition",
        where.y,
        "imageWidth",
        where.width,
        "imageHeight",
        where.height,
        "interlaceFlag",
        "FALSE");
    node(
        root,
        "GraphicControlExtension",
        "disposalMethod",
        "doNotDispose",
        "userInputFlag",
        "FALSE",
        "transparentColorFlag",
        "TRUE",
        "delayTime",
        hundredths,
        "transparentColorIndex",
        Palette.TRANSPARENT);
    if (shown == null) {
      IIOMetadataNode extension =
          node(
              node(root, "ApplicationExtensions"),
              "ApplicationExtension",
              "applicationID",
              "NETSCAPE",
              "authenticationCode",
              "2.0");
      extension.setUserObject(REPEAT_FOR_EVER);
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  private static IIOMetadataNode node(IIOMetadataNode parent, String name, Object... attributes) {
    var node = new IIOMetadataNode(name);
    for (int i = 0; i < attributes.length; i += 2) {
      node.setAttribute((String) attributes[i], String.valueOf(attributes[i + 1]));
    }
    parent.appendChild(node);
    return node;
  }
}
