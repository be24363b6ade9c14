package org.noether.learning.task.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.noether.learning.group.GroupSpec;
import org.noether.simulation.image.LabelledImages;

/** Small images of bars and crosses to train on, with a network of two layers and 8 channels. */
public final class TinyImages {
  /** The classes: a bar along the rows, one along the columns, and both. */
  static final List<String> CLASSES = List.of("across", "cross", "down");

  /** Images to test with, of each class. */
  static final int TEST_EACH = 6;

  private TinyImages() {}

  /** Writes PNG files by class, of which there are so many to learn from. */
  public static Path write(Path folder, int side, int trainEach) throws IOException {
    Path images = folder.resolve("images" + side);
    var random = new Random(11);
    for (String part : List.of("train", "test")) {
      for (String name : CLASSES) {
        Path into = Files.createDirectories(images.resolve(part).resolve(name));
        int count = part.equals("train") ? trainEach : TEST_EACH;
        for (int i = 0; i < count; i++) {
          var file = into.resolve("%03d.png".formatted(i)).toFile();
          ImageIO.write(draw(name, side, random), "png", file);
        }
      }
    }
    return images;
  }

  private static BufferedImage draw(String name, int side, Random random) {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    int middle = side / 2 + random.nextInt(3) - 1;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        boolean across = row == middle && !name.equals("down");
        boolean down = column == middle && !name.equals("across");
        int grey = random.nextInt(100) + (across || down ? 120 : 0);
        image.getRaster().setSample(column, row, 0, grey);
      }
    }
    return image;
  }

  /** Images of noise, less than white so that also a rotated one is. */
  static LabelledImages noise(int side, int count, long seed) {
    var random = new Random(seed);
    float[] pixels = new float[count * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0.9f * random.nextFloat();
    }
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % CLASSES.size());
    return new LabelledImages(1, side, side, pixels, labels);
  }

  /** Returns a configuration that learns in batches of 6, with some options of the network more. */
  public static ImageConfig config(
      Path images, String backend, int epochs, Map<String, Object> options) {
    return config(images.toString(), 1, 0, backend, epochs, options);
  }

  /** As {@link #config(Path, String, int, Map)}, with a split. */
  static ImageConfig config(
      String data,
      double train,
      double val,
      String backend,
      int epochs,
      Map<String, Object> options) {
    Map<String, Object> netCfg = new HashMap<>();
    netCfg.put("k", 8);
    netCfg.put("num_layers", 2);
    netCfg.put("total_ds", .3);
    netCfg.put("nbhd", 5);
    netCfg.put("fill", .15);
    netCfg.putAll(options);
    return new ImageConfig(
        "ImgLieResnet", netCfg, data, train, val, false, true, 1e-2, 6, epochs, 5, backend);
  }

  /** A group, and two lifts if there are several. */
  static Map<String, Object> group(String name) {
    boolean dimension = List.of("Trivial", "T", "Tx", "Ty").contains(name);
    var spec = new GroupSpec(name, List.of(dimension ? (Object) 2 : (Object) 0.2));
    return Map.of("group", spec, "liftsamples", name.equals("SE2") ? 2 : 1);
  }
}
