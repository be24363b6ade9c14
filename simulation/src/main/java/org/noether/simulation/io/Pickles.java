package org.noether.simulation.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of Python's pickle, among them those of torch.save, which are not read. */
public final class Pickles {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int ZIP_NAME = 30;
  private static final int ZIP_NAME_LENGTH = 26;

  /** Of the first entry in the archives of torch.save, behind the name of a folder. */
  private static final String ENTRY = "/data.pkl";

  /** How a pickle begins, followed by the number of its protocol: Python 3 writes 2 to 5. */
  private static final int PROTOCOL = 0x80;

  private static final int FIRST_PROTOCOL = 2;
  private static final int LAST_PROTOCOL = 5;

  private Pickles() {}

  /**
   * Whether a file begins as a pickle, or as the archive that torch.save writes.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean recognises(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(ZIP_NAME);
      if (start.length < ZIP_NAME || !Arrays.equals(start, 0, ZIP.length, ZIP, 0, ZIP.length)) {
        return start.length > 1
            && Byte.toUnsignedInt(start[0]) == PROTOCOL
            && start[1] >= FIRST_PROTOCOL
            && start[1] <= LAST_PROTOCOL;
      }
      byte[] name = in.readNBytes(Byte.toUnsignedInt(start[ZIP_NAME_LENGTH]));
      return new String(name, StandardCharsets.UTF_8).endsWith(ENTRY);
    }
  }

  /**
   * Refuses such a file.
   *
   * @throws FormatException if it is one, saying how what it holds can be written otherwise
   */
  public static void refuse(Path file) throws IOException {
    if (recognises(file)) {
      throw FormatException.wholeFile(
          file.toString(),
          "it is a file of PyTorch's torch.save or of Python's pickle, which is not read, as it may"
              + " run programs; write arrays in Python with numpy.savez, and "
              + toSafetensors(file));
    }
  }

  /** What writes weights of such a file as safetensors, in words. */
  public static String toSafetensors(Path file, Path target) {
    return "weights with safetensors.torch.save_file(torch.load('%s', weights_only=True), '%s')"
        .formatted(file, target);
  }

  /** The same, to a file of the same name but for its end. */
  static String toSafetensors(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    return toSafetensors(file, file.resolveSibling(name + ".safetensors"));
  }
}
