package org.noether.simulation.array;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;

/**
 * Arrays of NumPy: an NPZ archive, compressed or not, a file NPY, which is one array of its own
 * name, or a folder of such files.
 */
final class NumpyFile implements ArrayFile {
  private static final String EXTENSION = ".npy";
  private static final int MAX_ARRAYS = 10_000;

  private final Path file;
  private final @Nullable ZipFile archive;
  private final Map<String, NumpyArray.Content> contents;

  private NumpyFile(
      Path file, @Nullable ZipFile archive, Map<String, NumpyArray.Content> contents) {
    this.file = file;
    this.archive = archive;
    this.contents = contents;
  }

  /**
   * Opens an archive.
   *
   * @throws FormatException if it is none, or holds too many files
   */
  static NumpyFile archive(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      if (String.valueOf(e.getMessage()).contains("bad compression method")) {
        throw FormatException.wholeFile(
            file.toString(),
            "it is compressed by another method than deflate, which is not supported; write it with"
                + " numpy.savez_compressed");
      }
      throw FormatException.damaged(file.toString(), e);
    }
    var contents = new LinkedHashMap<String, NumpyArray.Content>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (entry.getName().endsWith(EXTENSION) && contents.size() < MAX_ARRAYS) {
        contents.put(name(entry.getName()), new Entry(zip, entry));
      }
    }
    return new NumpyFile(file, zip, contents);
  }

  /** Opens one file, or all of a folder. */
  static NumpyFile plain(Path file) throws IOException {
    var contents = new LinkedHashMap<String, NumpyArray.Content>();
    if (Files.isDirectory(file)) {
      try (var files = Files.list(file)) {
        files
            .filter(each -> each.toString().endsWith(EXTENSION))
            .limit(MAX_ARRAYS)
            .sorted()
            .forEach(each -> contents.put(name(each.getFileName().toString()), new Plain(each)));
      }
    } else {
      contents.put(name(file.getFileName().toString()), new Plain(file));
    }
    return new NumpyFile(file, null, contents);
  }

  /** Whether it has no array at all. */
  boolean isEmpty() {
    return contents.isEmpty();
  }

  private static String name(String fileName) {
    return fileName.endsWith(EXTENSION)
        ? fileName.substring(0, fileName.length() - EXTENSION.length())
        : fileName;
  }

  private record Entry(ZipFile zip, ZipEntry entry) implements NumpyArray.Content {
    @Override
    public InputStream open() throws IOException {
      return new Verified(zip.getInputStream(entry), entry.getCrc());
    }

    @Override
    public long bytes() {
      return entry.getSize();
    }
  }

  /** Compares the checksum at the end, which {@link ZipFile} does not. */
  private static final class Verified extends CheckedInputStream {
    private final long expected;

    Verified(InputStream in, long expected) {
      super(in, new CRC32());
      this.expected = expected;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      verify(value < 0);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      verify(count < 0);
      return count;
    }

    private void verify(boolean end) throws ZipException {
      if (end && getChecksum().getValue() != expected) {
        throw new ZipException("its checksum is wrong");
      }
    }
  }

  private record Plain(Path file) implements NumpyArray.Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public long bytes() throws IOException {
      return Files.size(file);
    }
  }

  @Override
  public List<String> names() throws IOException {
    return names(true);
  }

  @Override
  public List<String> others() throws IOException {
    return names(false);
  }

  private List<String> names(boolean numeric) throws IOException {
    var names = new ArrayList<String>();
    for (Map.Entry<String, NumpyArray.Content> content : contents.entrySet()) {
      if (NumpyArray.isNumeric(content.getValue()) == numeric) {
        names.add(content.getKey());
      }
    }
    return names;
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    NumpyArray.Content content = contents.get(name);
    if (content == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(NumpyArray.of(source(), name, content));
    } catch (ZipException | EOFException e) {
      throw FormatException.damaged(source(), e);
    }
  }

  @Override
  public Optional<Object> attribute(String name) {
    return Optional.empty();
  }

  @Override
  public String format() {
    return archive == null ? "NumPy (NPY)" : "NumPy (NPZ)";
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }
}
