package org.noether.simulation.molecule;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Pickles;

/**
 * Opens files of molecules. The first bytes tell the format: a bzip2 archive, gzip, a cache of this
 * program, or text. A folder stands for the files {@code *.xyz} in it.
 */
public final class MoleculeFiles {
  private static final int SNIFFED_BYTES = 16;
  private static final int BUFFER_BYTES = 1 << 16;

  private MoleculeFiles() {}

  /**
   * Opens a file or a folder to read one molecule after the other.
   *
   * @param file the file or folder
   * @param bad what to do with molecules that cannot be read
   * @param progress receives how much was read, out of {@link #work(Path)}
   * @throws FormatException if it is clear at once that it holds no molecules
   * @throws IOException if it cannot be read
   */
  public static MoleculeReader open(Path file, BadMolecules bad, LongConsumer progress)
      throws IOException {
    if (Files.isDirectory(file)) {
      return new FolderReader(file, bad, progress);
    }
    requireRegular(file);
    Pickles.refuse(file);
    String source = file.toString();
    byte[] first = firstBytes(file);
    if (MoleculeCache.begins(first)) {
      return new CacheReader(MoleculeCache.read(file).molecules());
    }
    var packed = new CountingStream(Files.newInputStream(file), progress);
    var in = new BufferedInputStream(packed, BUFFER_BYTES);
    try {
      if (begins(first, 'B', 'Z', 'h')) {
        return new ArchiveReader(in, packed::count, source, bad);
      }
      if (begins(first, 0x1f, 0x8b)) {
        return new XyzReader(gunzip(in, packed, source), source, bad, ", gzip");
      }
      return new XyzReader(in, source, bad, "");
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * How much there is to read of a file, in the unit of the progress of {@link #open}: its bytes,
   * or the files of a folder.
   *
   * @throws IOException as {@link #open}
   */
  public static long work(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return FolderReader.files(file).size();
    }
    requireRegular(file);
    return Math.max(1, Files.size(file));
  }

  /**
   * Reads all molecules of a file or a folder.
   *
   * @throws FormatException if it holds none, or as {@link MoleculeReader#next()}
   * @throws IOException if it cannot be read
   */
  public static PackedMolecules readAll(Path file, BadMolecules bad, LongConsumer progress)
      throws IOException {
    try (MoleculeReader reader = open(file, bad, progress)) {
      var packer = new MoleculePacker(file.toString());
      for (var molecule = reader.next(); molecule != null; molecule = reader.next()) {
        packer.add(molecule);
      }
      return packer.pack();
    }
  }

  private static void requireRegular(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw FormatException.wholeFile(
          file.toString(), "it is a device or a pipe; name an ordinary file instead");
    }
  }

  private static byte[] firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SNIFFED_BYTES);
    }
  }

  private static boolean begins(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i == bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static InputStream gunzip(InputStream in, CountingStream packed, String source)
      throws IOException {
    try {
      return new UnpackingStream(new GZIPInputStream(in, BUFFER_BYTES), source, packed::count);
    } catch (IOException e) {
      throw FormatException.damaged(source, e);
    }
  }

  /** Counts the bytes that are read, and reports the count. */
  private static final class CountingStream extends FilterInputStream {
    private final LongConsumer progress;
    private long count;

    CountingStream(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      if (read > 0) {
        count += read;
        progress.accept(count);
      }
      return read;
    }
  }

  /** The molecules of a cache, one after the other. */
  private static final class CacheReader implements MoleculeReader {
    private final PackedMolecules molecules;
    private int read;

    CacheReader(PackedMolecules molecules) {
      this.molecules = molecules;
    }

    @Override
    public @Nullable Molecule next() {
      return read == molecules.size() ? null : molecules.molecule(read++);
    }

    @Override
    public String format() {
      return "cache of parsed molecules";
    }

    @Override
    public void close() {}
  }
}
