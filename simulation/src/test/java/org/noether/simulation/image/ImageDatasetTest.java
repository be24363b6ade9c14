package org.noether.simulation.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDatasetTest {
  private static final String TEST = "mnist_all_rotation_normalized_float_test.amat";

  @TempDir private Path folder;

  private void refused(Path place, String where, String reason) {
    assertThatThrownBy(() -> ImageDataset.load(place))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(where)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  private static LabelledImages digits(int count) {
    return FontDigits.make(count, 1, 5).train();
  }

  @ParameterizedTest
  @CsvSource({"-,''", "-,.gz", ".,.gz"})
  void readsMnist(String dash, String packed) throws IOException {
    ImageDataset mnist = ImageDataset.load(ImageText.mnist(folder, 23, 11, dash, packed));

    assertThat(mnist.train().size()).isEqualTo(23);
    assertThat(mnist.test().size()).isEqualTo(11);
    assertThat(mnist.classes()).hasSize(10).startsWith("0", "1");
    assertThat(mnist.train().labels()).startsWith(0, 1, 2).endsWith(0, 1, 2);
    assertThat(mnist.train().pixelsEach()).isEqualTo(784);
    assertThat(mnist.train().pixels()[784 + 5]).isEqualTo(20 / 255f);
    assertThat(mnist.test().pixels()[5]).isEqualTo(22 / 255f);
    assertThat(ImageDataset.loadKnown(folder)).isPresent();
    assertThat(mnist.attributes().keySet()).containsExactly("description", "test", "train");
  }

  @Test
  void aLoneIdxFileHasNoLabels() throws IOException {
    ImageText.mnist(folder, 3, 2, "-", ".gz");
    LabelledImages images = ImageFiles.readUnlabelled(folder.resolve("t10k-images-idx3-ubyte.gz"));
    assertThat(images.labels()).containsExactly(-1, -1);
    assertThat(images.pixels()).hasSize(2 * 784);
  }

  @Test
  void refusesBadIdx() throws IOException {
    ImageText.mnist(folder, 3, 2, "-", "");
    Path images = folder.resolve("train-images-idx3-ubyte");
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    byte[] good = Files.readAllBytes(images);
    var three = new byte[3 * 784];

    Files.write(images, ImageText.idx(0x801, new int[] {3}, three));
    refused(folder, images + ", byte 0: ", "00000801 begins no such file");
    Files.write(images, Arrays.copyOf(good, good.length - 1));
    refused(folder, images + ", byte 2367: ", "not the 2352 bytes announced");
    Files.write(images, Arrays.copyOf(good, good.length + 1));
    refused(folder, images + ", byte 2368: ", "not the 2352 bytes announced");
    Files.write(images, ImageText.idx(0x803, new int[] {-3, 28, 28}, three));
    refused(folder, images + ", byte 4: ", "a length of -3 cannot be");
    Files.write(images, ImageText.idx(0x803, new int[] {3, 1 << 30, 1 << 30}, three));
    refused(folder, images + ", byte 8: ", "a length of 1073741824 cannot be");
    Files.write(images, Arrays.copyOf(good, 7));
    refused(folder, images + ": ", "cut off");
    Files.write(images, good);
    Files.write(labels, ImageText.idx(0x801, new int[] {3}, new byte[] {1, 2, 10}));
    refused(folder, labels + ", byte 10: ", "label 10 is no digit");
    Files.write(labels, ImageText.idx(0x801, new int[] {2}, new byte[] {1, 2}));
    refused(folder, labels + ", byte 4: ", "2 labels for 3 images");
    Files.delete(labels);
    refused(folder, folder + ": ", "it lacks MNIST's file train-labels");
  }

  @Test
  void refusesIdxWhosePackingIsDamaged() throws IOException {
    ImageText.mnist(folder, 3, 2, "-", ".gz");
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] packed = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(packed, packed.length / 2));
    refused(folder, images + ": ", "cut off");
  }

  @Test
  void readsAmatFromAFolderAndFromAZip() throws IOException {
    LabelledImages train = digits(12);
    String lines = ImageText.amat(train);
    String other = lines.replace("e+00", "E0").replace(" \n", "\r\n");
    Files.writeString(folder.resolve(AmatFiles.TRAIN), lines);
    Files.writeString(folder.resolve(TEST), other);
    Path zip =
        ImageText.zip(
            folder.resolve("rot.zip"),
            Map.of("readme.txt", "text", "rot/" + AmatFiles.TRAIN, lines, "rot/" + TEST, other));

    for (Path place : new Path[] {folder, zip}) {
      ImageDataset read = ImageDataset.load(place);
      for (LabelledImages part : new LabelledImages[] {read.train(), read.test()}) {
        assertThat(part.labels()).containsExactly(train.labels());
        // Eight digits are written.
        assertThat(part.pixels()).containsExactly(train.pixels(), within(1e-7f));
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short|784 numbers are not 784 pixels and a label",
        "long|786 numbers are not 784 pixels and a label",
        "blank|0 numbers are not 784 pixels and a label",
        "10|label 10.0 is no digit",
        "1.5|label 1.5 is no digit",
        "nan|'NaN' is not a number",
        "pixel NaN|'NaN' is not a number",
        "pixel 1.01|pixel 0 is 1.01, not in [0, 1]",
        "pixel -0.1|pixel 0 is -0.1, not in [0, 1]",
        "pixel x|'x' is not a number",
        "pixel 0x1p-1|'0x1p-1' is not a number",
        "endless|this line is longer than the 65536 bytes allowed",
      })
  void refusesBadAmat(String kind, String reason) throws IOException {
    String zeros = "0 ".repeat(783);
    String bad =
        switch (kind) {
          case "short" -> zeros + "5";
          case "long" -> zeros + "0 0 5";
          case "blank" -> "";
          case "nan" -> zeros + "0 NaN";
          case "endless" -> "0".repeat(70_000);
          default ->
              kind.startsWith("pixel ")
                  ? kind.substring(6) + " " + zeros + "5"
                  : zeros + "0 " + kind;
        };
    String good = ImageText.amat(digits(1));
    String lines = good + bad + "\n" + good;
    Files.writeString(folder.resolve(AmatFiles.TRAIN), lines);
    Files.writeString(folder.resolve(TEST), good);
    refused(folder, folder.resolve(AmatFiles.TRAIN) + ", line 2: ", reason);

    Path zip = ImageText.zip(folder.resolve("z.zip"), Map.of(AmatFiles.TRAIN, lines, TEST, good));
    refused(zip, zip + "!" + AmatFiles.TRAIN + ", line 2: ", reason);
  }

  @ParameterizedTest
  @CsvSource({
    "../out.amat",
    "a/../../out",
    "/etc/passwd",
    "C:\\\\out",
    "..\\out",
    "a\\..\\..\\out"
  })
  void refusesZipsThatLeaveTheFolder(String name) throws IOException {
    Path zip = ImageText.zip(folder.resolve("z.zip"), Map.of(name, ""));
    refused(zip, zip + "!" + name + ": ", "it leaves the folder");
  }

  @Test
  void refusesZipsThatLackAnEntryOrAreDamaged() throws IOException {
    String good = ImageText.amat(digits(40));
    Path zip = folder.resolve("z.zip");
    ImageText.zip(zip, Map.of(AmatFiles.TRAIN, good));
    refused(zip, zip + ": ", "it lacks " + TEST);
    ImageText.zip(zip, Map.of(AmatFiles.TRAIN, "", TEST, good));
    refused(zip, zip + "!" + AmatFiles.TRAIN + ": ", "it is empty");

    ImageText.zip(zip, Map.of(AmatFiles.TRAIN, good, TEST, good));
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, 3 * bytes.length / 4));
    refused(zip, zip + ": ", "it is damaged or was cut off");
    for (int at = bytes.length / 8; at < bytes.length / 2; at += bytes.length / 8) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(zip, damaged);
      refused(zip, zip.toString(), "");
    }
  }

  @Test
  void aZipOfEndlessDataStopsAtTheFirstLine() throws IOException {
    Path zip =
        ImageText.zip(folder.resolve("z.zip"), Map.of(AmatFiles.TRAIN, "\n".repeat(1 << 26)));
    assertThat(Files.size(zip)).isLessThan(100_000);
    refused(zip, zip + "!" + AmatFiles.TRAIN + ", line 1: ", "0 numbers");
  }

  @Test
  void generatedFilesAreReadBackAndRepeat() throws IOException {
    ImageDataset mnist = ImageDataset.load(ImageText.mnist(folder, 30, 20, "-", ""));
    Path first = folder.resolve("a.h5");
    Path second = folder.resolve("b.h5");
    var told = new long[1];
    RotatedMnist.write(mnist, 20, 25, 3, first, done -> told[0] = done);
    RotatedMnist.write(mnist, 20, 25, 3, second, _ -> {});
    assertThat(told[0]).isEqualTo(45);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    RotatedMnist.write(mnist, 20, 25, 4, second, _ -> {});
    assertThat(Files.mismatch(first, second)).isNotEqualTo(-1);

    ImageDataset read = ImageDataset.load(first);
    LabelledImages all = ImageFiles.readUnlabelled(first);
    assertThat(all.labels()).startsWith(read.train().labels()).endsWith(read.test().labels());
    assertThat(all.pixels()).startsWith(read.train().pixels()).endsWith(read.test().pixels());
    assertThat(all.size()).isEqualTo(45);
    assertThat(read.train().size()).isEqualTo(20);
    assertThat(read.test().size()).isEqualTo(25);
    assertThat(read.description())
        .isEqualTo("MNIST rotated by angles uniform in [0, 2 pi), seed 3");
    try (var hdf = new HdfFile(first)) {
      var source = (int[]) hdf.getDatasetByPath("source").getData();
      var angles = (double[]) hdf.getDatasetByPath("angles").getData();
      assertThat(hdf.getAttribute("version").getData()).asString().startsWith("Noether ");
      assertThat(hdf.getAttribute("seed").getData()).isEqualTo(3L);
      assertThat(source).doesNotHaveDuplicates();
      assertThat(IntStream.of(source).limit(20)).allMatch(index -> index < 30);
      assertThat(IntStream.of(source)).anyMatch(index -> index >= 30);
      assertThat(DoubleStream.of(angles)).allMatch(angle -> angle >= 0 && angle < 2 * Math.PI);
      float[] turned = new float[784];
      for (int i = 0; i < 45; i++) {
        LabelledImages from = source[i] < 30 ? mnist.train() : mnist.test();
        LabelledImages to = i < 20 ? read.train() : read.test();
        int index = source[i] % 30;
        int row = i < 20 ? i : i - 20;
        Rotation.rotate(from.pixels(), index * 784, turned, 0, 1, 28, 28, angles[i]);
        assertThat(Arrays.copyOfRange(to.pixels(), row * 784, (row + 1) * 784)).isEqualTo(turned);
        assertThat(to.labels()[row]).isEqualTo(from.labels()[index]);
      }
    }
  }

  @Test
  void imagesToGenerateMustBeThere() throws IOException {
    ImageDataset mnist = ImageDataset.load(ImageText.mnist(folder, 30, 20, "-", ""));
    Path out = folder.resolve("a.h5");
    for (int[] bad : new int[][] {{31, 1}, {30, 21}, {0, 1}, {1, 0}}) {
      assertThatThrownBy(() -> RotatedMnist.write(mnist, bad[0], bad[1], 0, out, _ -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be drawn from 30 and 20");
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesBadHdf5() throws IOException {
    ImageDataset mnist = ImageDataset.load(ImageText.mnist(folder, 30, 20, "-", ""));
    Path file = folder.resolve("a.h5");
    RotatedMnist.write(mnist, 20, 25, 3, file, _ -> {});
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    refused(file, file + ": ", "");
    try (var hdf = HdfFile.write(file)) {
      hdf.putAttribute("train", 1);
      hdf.putAttribute("description", "other");
      hdf.putDataset("images", new float[3][2][2]);
      hdf.putDataset("labels", new int[] {1, 2, 10});
    }
    refused(file, file + ": ", "a label of 10 is no class");
    try (var hdf = HdfFile.write(file)) {
      hdf.putDataset("images", new double[3][2][2]);
      hdf.putDataset("labels", new int[] {1, 2, 3});
    }
    refused(file, file + ": ", "or how many are to train");
    for (int train : new int[] {-1, 0, 3, Integer.MAX_VALUE}) {
      try (var hdf = HdfFile.write(file)) {
        hdf.putAttribute("train", train);
        hdf.putDataset("images", new float[3][2][2]);
        hdf.putDataset("labels", new double[] {1, 2, 2.5});
      }
      refused(file, file + ": ", "or how many are to train");
    }
    try (var hdf = HdfFile.write(file)) {
      hdf.putAttribute("train", 2);
      hdf.putDataset("images", new float[3][2][2]);
      hdf.putDataset("labels", new double[] {1, 2, 2.5});
    }
    refused(file, file + ": ", "a label of 2.5 is no class");
    try (var hdf = HdfFile.write(file)) {
      hdf.putDataset("zs", new double[3][2][2]);
    }
    refused(file, file + ": ", "images");
  }

  @Test
  void readsFoldersOfPngByClass() throws IOException {
    for (int i = 0; i < 10; i++) {
      String name = (i % 2 == 0 ? "zebra" : "ant") + "/" + i + ".png";
      ImageText.png(folder.resolve(name), BufferedImage.TYPE_INT_RGB, 5, 3, 0x102030 + i);
    }
    ImageDataset read = ImageDataset.load(folder);
    assertThat(read.classes()).containsExactly("ant", "zebra");
    assertThat(read.train().size()).isEqualTo(8);
    assertThat(read.test().size()).isEqualTo(2);
    assertThat(read.train().channels()).isEqualTo(3);
    assertThat(read.train().height()).isEqualTo(3);
    assertThat(read.train().width()).isEqualTo(5);
    var blues = new TreeSet<Integer>();
    for (LabelledImages part : new LabelledImages[] {read.train(), read.test()}) {
      for (int i = 0; i < part.size(); i++) {
        float[] pixels = Arrays.copyOfRange(part.pixels(), i * 45, (i + 1) * 45);
        assertThat(Arrays.copyOf(pixels, 15)).containsOnly(0x10 / 255f);
        assertThat(Arrays.copyOfRange(pixels, 15, 30)).containsOnly(0x20 / 255f);
        int blue = Math.round(255 * pixels[44]) - 0x30;
        assertThat(part.labels()[i]).isEqualTo(blue % 2 == 0 ? 1 : 0);
        blues.add(blue);
      }
    }
    assertThat(blues).hasSize(10);
    assertThat(ImageDataset.load(folder).train().pixels()).isEqualTo(read.train().pixels());
  }

  @Test
  void readsFoldersToTrainAndToTest() throws IOException {
    for (String name : new String[] {"train/a/1", "train/b/2", "test/a/3", "test/b/4"}) {
      Path file = folder.resolve(name + ".png");
      ImageText.png(file, BufferedImage.TYPE_BYTE_GRAY, 4, 4, 0xffffff);
    }
    ImageDataset read = ImageDataset.load(folder);
    assertThat(read.train().channels()).isEqualTo(1);
    assertThat(read.train().labels()).containsExactly(0, 1);
    assertThat(read.test().pixels()).hasSize(32).containsOnly(1);

    Files.move(folder.resolve("test/b"), folder.resolve("test/c"));
    refused(folder, folder.resolve("test") + ": ", "its classes are not those of");
  }

  @ParameterizedTest
  @CsvSource({
    "BYTE_GRAY,1",
    "USHORT_GRAY,1",
    "BYTE_BINARY,1",
    "BYTE_INDEXED,3",
    "INT_RGB,3",
    "INT_ARGB,3"
  })
  void readsEveryKindOfPng(String type, int channels) throws Exception {
    int code = BufferedImage.class.getField("TYPE_" + type).getInt(null);
    Path file = ImageText.png(folder.resolve("p.png"), code, 20, 7, 0xffffffff);
    LabelledImages image = ImageFiles.readUnlabelled(file);
    assertThat(image.channels()).isEqualTo(channels);
    assertThat(image.width()).isEqualTo(20);
    assertThat(image.height()).isEqualTo(7);
    assertThat(image.labels()).containsExactly(-1);
    assertThat(image.pixels()).containsOnly(1);
  }

  @Test
  void greyKeepsItsValues() throws IOException {
    var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, i);
    }
    Path file = folder.resolve("p.png");
    ImageIO.write(grey, "png", file.toFile());
    float[] pixels = ImageFiles.readUnlabelled(file).pixels();
    for (int i = 0; i < 256; i++) {
      assertThat(pixels[i]).isEqualTo(i / 255f);
    }
  }

  @Test
  void readsInterlacedPng() throws IOException {
    var grey = new BufferedImage(13, 9, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(12, 8, 0, 51);
    Path file = folder.resolve("p.png");
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var options = writer.getDefaultWriteParam();
    options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(grey, null, null), options);
    }
    assertThat(Files.readAllBytes(file)[28]).isEqualTo((byte) 1);
    assertThat(ImageFiles.readUnlabelled(file).pixels()).endsWith(0, 0.2f);
  }

  /** The bytes of a PNG file whose header says another size, with the right checksum or not. */
  private static byte[] lying(byte[] png, int width, int height, boolean checksum) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height);
    var crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    return checksum ? bytes.putInt(29, (int) crc.getValue()).array() : bytes.array();
  }

  @Test
  void refusesPngThatLieAboutTheirSize() throws IOException {
    Path file =
        ImageText.png(folder.resolve("p.png"), BufferedImage.TYPE_BYTE_GRAY, 28, 28, 0x333333);
    byte[] good = Files.readAllBytes(file);
    for (int[] size :
        new int[][] {{28, 27}, {27, 28}, {28, 29}, {29, 28}, {2048, 2048}, {4096, 1}, {0, 28}}) {
      for (boolean checksum : new boolean[] {false, true}) {
        Files.write(file, lying(good, size[0], size[1], checksum));
        assertThatThrownBy(() -> ImageFiles.readUnlabelled(file))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(file + ", byte 16: ")
            .hasMessageContaining(size[0] + " x " + size[1]);
      }
    }
    for (int length : new int[] {1, 8, 20, 40, good.length - 20}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> ImageFiles.readUnlabelled(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString());
    }
    Files.writeString(file, "no picture");
    assertThatThrownBy(() -> ImageFiles.readUnlabelled(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", byte 0: 6e6f2070 begins no such file");
  }

  @Test
  void refusesBadFoldersOfPng() throws IOException {
    int grey = BufferedImage.TYPE_BYTE_GRAY;
    ImageText.png(folder.resolve("a/1.png"), grey, 4, 4, 0);
    refused(folder, folder + ": ", "there is one class; two are the least");
    Path b = Files.createDirectory(folder.resolve("b"));
    refused(folder, b + ": ", "no image (*.png) in it");
    Path other = ImageText.png(b.resolve("2.png"), grey, 4, 5, 0);
    refused(folder, other + ", byte 16: ", "its size is 4 x 5, not 4 x 4");
    ImageText.png(other, BufferedImage.TYPE_INT_RGB, 4, 4, 0);
    refused(folder, other + ", byte 16: ", "its size is 4 x 4 x 3, not 4 x 4");
    ImageText.png(other, grey, 4, 4, 0);
    refused(folder, folder + ": ", "images to train or to test are missing");
    Files.writeString(other, "no picture");
    refused(folder, other.toString(), "");
  }

  @Test
  void whatHoldsNoImagesIsRefused() throws IOException {
    assertThatThrownBy(() -> ImageDataset.load(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    Path text = Files.writeString(folder.resolve("a.xyz"), "1\n\nH 0 0 0\n");
    assertThat(ImageDataset.loadKnown(text)).isEmpty();
    assertThat(ImageDataset.loadKnown(folder)).isEmpty();
    refused(text, text + ": ", "neither MNIST, rotated MNIST");
  }

  @Test
  void fontsDrawDigitsThatRepeatAndDiffer() {
    ImageDataset digits = FontDigits.make(200, 50, 7);
    assertThat(digits.description()).contains("drawn with Java's fonts", "no handwriting");
    assertThat(digits.train().labels()).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
    assertThat(digits.train().pixels()).isEqualTo(FontDigits.make(200, 50, 7).train().pixels());
    assertThat(digits.train().pixels()).isNotEqualTo(FontDigits.make(200, 50, 8).train().pixels());
    for (int i = 0; i < 200; i++) {
      double ink = 0;
      for (int p = 0; p < 784; p++) {
        ink += digits.train().pixels()[i * 784 + p];
      }
      // A thin 1 covers some 15 pixels, a bold 8 under 200.
      assertThat(ink).isBetween(10.0, 300.0);
    }
  }
}
