package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsException;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.Sha256;
import org.noether.simulation.io.TensorData;

/**
 * Parsed molecules in a safetensors file: {@code offsets}, {@code charges}, {@code positions},
 * {@code gdb_indices} and one {@code property.NAME} each, as in {@link PackedMolecules}. It names
 * the SHA-256 of the file that it was parsed from (for a folder, that of where it is and of its
 * files' names, sizes and times), and carries a checksum of its own.
 */
public final class MoleculeCache {
  private static final String FORMAT = "noether-molecules-1";
  private static final String PROPERTY = "property.";
  private static final int NAME_DIGITS = 16;

  /**
   * What a cache holds.
   *
   * @param molecules the molecules
   * @param sha256 the checksum of what they were read from, in hexadecimal
   */
  public record Content(PackedMolecules molecules, String sha256) {}

  private MoleculeCache() {}

  /**
   * All molecules of a file or folder: from the cache if there is one, or else parsed and then
   * cached. A cache that is damaged or cannot be read, or that belongs to another file, is
   * replaced. A file with bad molecules, or of which something is ignored, is not cached, so that
   * it is reported each time, nor is one that changed while it was read.
   *
   * @param file what {@link MoleculeFiles} can open
   * @param caches folder of the caches, which are named after the SHA-256
   * @param bad what to do with molecules that cannot be read
   * @param progress as in {@link MoleculeFiles#open}, if there is something to parse
   * @param notices receives a message about each cache that is not used or cannot be written
   * @throws FormatException as {@link MoleculeFiles#readAll}
   * @throws IOException if the file cannot be read
   */
  public static PackedMolecules load(
      Path file, Path caches, BadMolecules bad, LongConsumer progress, Consumer<String> notices)
      throws IOException {
    if (isCache(file)) {
      return read(file).molecules();
    }
    String stamp = stamp(file);
    String sha256 = Files.isDirectory(file) ? stamp : Sha256.of(file);
    Path cache = caches.resolve("molecules-" + sha256.substring(0, NAME_DIGITS) + ".safetensors");
    if (Files.exists(cache)) {
      try {
        Content content = read(cache);
        if (content.sha256().equals(sha256)) {
          return content.molecules();
        }
        notices.accept(cache + " was made from another file than " + file + "; reading that again");
      } catch (FormatException | SafetensorsException e) {
        notices.accept(e.getMessage() + "; reading " + file + " again");
      } catch (IOException e) {
        notices.accept("%s cannot be read (%s); reading %s again".formatted(cache, e, file));
      }
    }
    PackedMolecules molecules = MoleculeFiles.readAll(file, bad, progress);
    if (isChanged(file, stamp)) {
      notices.accept(file + " was changed while it was read; going on without a cache");
    } else if (bad.count() == 0 && bad.ignored().isEmpty()) {
      try {
        write(cache, new Content(molecules, sha256));
      } catch (IOException e) {
        notices.accept(e.getMessage() + "; going on without a cache");
      }
    }
    return molecules;
  }

  /**
   * Writes a cache, replacing {@code file} atomically.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Content content) throws IOException {
    PackedMolecules packed = content.molecules();
    int atoms = packed.charges().length;
    var tensors = new LinkedHashMap<String, TensorData>();
    tensors.put("offsets", TensorData.of(packed.offsets(), packed.size() + 1));
    tensors.put("charges", TensorData.of(packed.charges(), atoms));
    tensors.put("positions", TensorData.of(packed.positions(), atoms, 3));
    tensors.put("gdb_indices", TensorData.of(packed.gdbIndices(), packed.size()));
    packed
        .properties()
        .forEach(
            (name, values) -> tensors.put(PROPERTY + name, TensorData.of(values, values.length)));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", FORMAT);
    metadata.put("source_sha256", content.sha256());
    metadata.put("crc32c", checksum(tensors));
    Safetensors.write(file, new SafetensorsFile(tensors, metadata));
  }

  /**
   * Reads a cache.
   *
   * @throws SafetensorsException if the file is not safetensors, or larger than any cache
   * @throws FormatException if it is not a cache of molecules, or was damaged
   * @throws IOException if the file cannot be read
   */
  public static Content read(Path file) throws IOException {
    SafetensorsFile stored = Safetensors.read(file, Limits.CACHE_BYTES);
    Map<String, String> metadata = stored.metadata();
    String sha256 = metadata.get("source_sha256");
    if (!FORMAT.equals(metadata.get("format")) || sha256 == null) {
      throw FormatException.wholeFile(
          file.toString(), "it is a safetensors file, but not one of parsed molecules");
    }
    if (!checksum(stored.tensors()).equals(metadata.get("crc32c"))) {
      throw FormatException.wholeFile(
          file.toString(), "it is damaged: its checksum is another one");
    }
    try {
      var properties = new LinkedHashMap<String, double[]>();
      stored
          .tensors()
          .forEach((name, tensor) -> {
            if (name.startsWith(PROPERTY)) {
              properties.put(name.substring(PROPERTY.length()), reals(tensor));
            }
          });
      return new Content(
          new PackedMolecules(
              stored.tensor("offsets").ints(),
              stored.tensor("charges").ints(),
              reals(stored.tensor("positions")),
              stored.tensor("gdb_indices").ints(),
              properties),
          sha256);
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw FormatException.wholeFile(file.toString(), "it is damaged: " + e.getMessage());
    }
  }

  /** Whether a file with these first bytes is safetensors, which no text or archive begins like. */
  static boolean begins(byte[] first) {
    int length = Long.BYTES;
    return first.length > length && first[length] == '{' && first[length - 1] == 0;
  }

  private static boolean isCache(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      return begins(in.readNBytes(Long.BYTES + 1));
    }
  }

  private static boolean isChanged(Path source, String stamp) {
    try {
      return !stamp.equals(stamp(source));
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * What changes with a source: the size and time of modification of a file; for a folder, whose
   * files are too many to be read each time, a checksum of its path and their names, sizes and
   * times.
   */
  private static String stamp(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return sizeAndTime(source);
    }
    var text = new StringBuilder(source.toRealPath() + "\n");
    for (Path file : FolderReader.files(source)) {
      text.append(file.getFileName() + "\n" + sizeAndTime(file) + "\n");
    }
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sizeAndTime(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() + " " + attributes.lastModifiedTime();
  }

  private static double[] reals(TensorData tensor) {
    if (tensor.dtype() != DType.F64) {
      throw new IllegalArgumentException("numbers of type " + tensor.dtype() + " instead of F64");
    }
    return tensor.doubles();
  }

  private static String checksum(Map<String, TensorData> tensors) {
    var crc = new CRC32C();
    tensors.forEach((name, tensor) -> {
      crc.update(name.getBytes(StandardCharsets.UTF_8));
      tensor.addTo(crc);
    });
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
