package org.noether.reports.plot;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Stream;
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

  AnimatedGif(Theme theme) throws IOException {
    palette = new Palette(theme);
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
        "imageLeftPosition=%d imageTopPosition=%d imageWidth=%d imageHeight=%d interlaceFlag=FALSE"
            .formatted(where.x, where.y, where.width, where.height));
    node(
        root,
        "GraphicControlExtension",
        "disposalMethod=doNotDispose userInputFlag=FALSE transparentColorFlag=TRUE delayTime=%d transparentColorIndex=%d"
            .formatted(hundredths, Palette.TRANSPARENT));
    if (shown == null) {
      node(
              node(root, "ApplicationExtensions", ""),
              "ApplicationExtension",
              "applicationID=NETSCAPE authenticationCode=2.0")
          .setUserObject(REPEAT_FOR_EVER);
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  /** Appends a node with attributes that are given as {@code name=value}, separated by blanks. */
  private static IIOMetadataNode node(IIOMetadataNode parent, String name, String attributes) {
    var node = new IIOMetadataNode(name);
    for (var tokens = new StringTokenizer(attributes, " ="); tokens.hasMoreTokens(); ) {
      node.setAttribute(tokens.nextToken(), tokens.nextToken());
    }
    parent.appendChild(node);
    return node;
  }

  /**
   * At most 256 colours: those of a theme and its bodies, each in shades towards the background as
   * antialiasing and fading make them, and one that is transparent.
   */
  private static final class Palette {
    /** The index of no colour. */
    static final int TRANSPARENT = 0;

    private static final int SIZE = 256;

    private final List<Color> colours = new ArrayList<>();
    private final Map<Integer, Integer> nearest = new HashMap<>();

    Palette(Theme theme) {
      List<Color> full =
          Stream.concat(Stream.of(theme.ink(), theme.muted(), theme.grid()), Theme.BODIES.stream())
              .toList();
      colours.add(theme.background());
      colours.add(theme.background());
      int shades = (SIZE - colours.size()) / full.size();
      for (Color colour : full) {
        for (int i = 1; i <= shades; i++) {
          colours.add(theme.towards(colour, i / (double) shades));
        }
      }
    }

    /** The colours as images know them. */
    IndexColorModel colourModel() {
      int[] rgb = colours.stream().mapToInt(Color::getRGB).toArray();
      return new IndexColorModel(8, rgb.length, rgb, 0, false, TRANSPARENT, DataBuffer.TYPE_BYTE);
    }

    /** The indices of the colours nearest to an image's, row by row. */
    byte[] indices(BufferedImage image) {
      int[] rgb =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      var indices = new byte[rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        indices[i] =
            i > 0 && rgb[i] == rgb[i - 1]
                ? indices[i - 1]
                : (byte) (int) nearest.computeIfAbsent(rgb[i], this::nearest);
      }
      return indices;
    }

    private int nearest(int rgb) {
      var wanted = new Color(rgb);
      int best = TRANSPARENT + 1;
      for (int i = best + 1; i < colours.size(); i++) {
        if (distance(wanted, colours.get(i)) < distance(wanted, colours.get(best))) {
          best = i;
        }
      }
      return best;
    }

    private static int distance(Color a, Color b) {
      int red = a.getRed() - b.getRed();
      int green = a.getGreen() - b.getGreen();
      int blue = a.getBlue() - b.getBlue();
      return red * red + green * green + blue * blue;
    }
  }
}
