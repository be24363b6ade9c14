package org.noether.simulation.array;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfBrokenLinkException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.ReadableFiles;

/**
 * An HDF5 file. Arrays are named by their paths, without the first slash; links are followed. They
 * may be stored contiguous, compact or in chunks, compressed by gzip or LZF, with the shuffle and
 * the Fletcher32 filter.
 */
public final class Hdf5File implements ArrayFile {
  private static final int MAX_NODES = 10_000;

  /** Drivers of HDF5 that spread a file over several, by what stands in its beginning. */
  private static final Map<String, String> DRIVERS =
      Map.of("NCSAfami", "family", "NCSAmult", "split or multi");

  private static final int DRIVER_WITHIN = 1024;

  private final Path file;
  private final HdfFile hdf;
  private final Hdf5Tree tree;

  private Hdf5File(Path file, HdfFile hdf) {
    this.file = file;
    this.hdf = hdf;
    tree = new Hdf5Tree(hdf);
  }

  /**
   * Opens a file.
   *
   * @throws FormatException if it is not HDF5, or was cut off
   * @throws IOException if it cannot be read
   */
  public static Hdf5File open(Path file) throws IOException {
    demandOneFile(file);
    HdfFile hdf = guarded(file.toString(), () -> new HdfFile(file.toAbsolutePath()));
    try {
      var opened = new Hdf5File(file, hdf);
      opened.demandWhole();
      return opened;
    } catch (IOException e) {
      hdf.close();
      throw e;
    }
  }

  private static void demandOneFile(Path file) throws IOException {
    ReadableFiles.requireFile(file);
    try (var in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(DRIVER_WITHIN), StandardCharsets.ISO_8859_1);
      for (Map.Entry<String, String> driver : DRIVERS.entrySet()) {
        if (start.contains(driver.getKey())) {
          throw FormatException.wholeFile(
              file.toString(), Hdf5Refusals.severalFiles(driver.getValue()));
        }
      }
    }
  }

  private void demandWhole() throws IOException {
    long expected =
        guarded(source(), () -> hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress());
    long size = Files.size(file);
    if (size < expected) {
      throw FormatException.wholeFile(
          source(),
          "it has %d bytes where %d were written; it was cut off".formatted(size, expected));
    }
  }

  /**
   * What it holds.
   *
   * @param groups the paths of groups and where they are
   * @param numbers the paths of arrays of numbers
   * @param others those of other datasets and of links to nothing
   */
  private record Contents(Map<String, Long> groups, List<String> numbers, List<String> others) {}

  @Override
  public List<String> names() throws IOException {
    return contents().numbers();
  }

  @Override
  public List<String> others() throws IOException {
    return contents().others();
  }

  /** The paths of its groups, of which the first, empty, is that of the file itself. */
  List<String> groups() throws IOException {
    return List.copyOf(contents().groups().keySet());
  }

  private Contents contents() throws IOException {
    return guarded(
        source(),
        () -> {
          var contents = new Contents(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
          add(tree.root(), "", contents, new HashSet<>());
          return contents;
        });
  }

  /** Adds what a group that was not met before holds; what cannot be read may be numbers. */
  private void add(Hdf5Tree.Found group, String path, Contents contents, Set<Long> met) {
    if (!met.add(group.address())) {
      return;
    }
    contents.groups().put(path.replaceFirst("/$", ""), group.address());
    for (Map.Entry<String, Hdf5Tree.Child> child : tree.children(group).entrySet()) {
      if (contents.numbers().size() + contents.others().size() >= MAX_NODES
          || met.size() == MAX_NODES) {
        return;
      }
      String name = path + child.getKey();
      try {
        Hdf5Tree.Found found = child.getValue().object().get();
        if (found != null && found.node() instanceof Dataset dataset) {
          (Hdf5Types.isNumeric(dataset) ? contents.numbers() : contents.others()).add(name);
        } else if (found != null && found.node() == null && !child.getValue().isLink()) {
          add(found, name + "/", contents, met);
        }
      } catch (HdfBrokenLinkException e) {
        contents.others().add(name);
      } catch (RuntimeException e) {
        // Perhaps numbers: reading them tells why they cannot be read.
        (Hdf5Refusals.isOfOtherTypes(e) ? contents.others() : contents.numbers()).add(name);
      }
    }
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    if (!(resolve(name) instanceof Dataset dataset)) {
      return Optional.empty();
    }
    long[] shape = guarded(source(), dataset::getDimensionsAsLong);
    return Optional.of(new Hdf5Array(source(), name, dataset, shape));
  }

  /** What is said of the group or dataset of a path that exists; of the file itself for none. */
  Hdf5Attributes attributes(String path) throws IOException {
    return guarded(
        source(),
        () -> {
          Hdf5Tree.Found found = Objects.requireNonNull(tree.find(path));
          Node node = found.node() == null ? tree.group(found.address()) : found.node();
          return new Hdf5Attributes(node.getAttributes());
        });
  }

  /** The object of a path that exists; the file itself for none. */
  Node node(String name) throws IOException {
    return name.isEmpty() ? hdf : Objects.requireNonNull(resolve(name));
  }

  private @Nullable Node resolve(String name) throws IOException {
    Hdf5Tree.Found found =
        Hdf5File.<Hdf5Tree.@Nullable Found>guarded(source() + ", " + name, () -> tree.find(name));
    return found == null ? null : found.node();
  }

  @Override
  public Optional<Object> attribute(String name) throws IOException {
    return attribute("", name);
  }

  /**
   * What is said of the object of a path that exists.
   *
   * @throws FormatException if it is neither a number nor a text
   */
  Optional<Object> attribute(String object, String name) throws IOException {
    Node node = node(object);
    var attribute = guarded(source(), () -> node.getAttributes().get(name));
    Object value = attribute == null ? null : guarded(source(), attribute::getData);
    while (value != null && value.getClass().isArray() && Array.getLength(value) == 1) {
      value = Array.get(value, 0);
    }
    if (value != null && !(value instanceof Number) && !(value instanceof String)) {
      throw FormatException.wholeFile(
          source(), "its attribute %s is neither a number nor a text".formatted(name));
    }
    return Optional.ofNullable(value instanceof String text ? text.strip() : value);
  }

  @Override
  public String format() {
    return "HDF5";
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() {
    hdf.close();
  }

  /**
   * Does what uses jHDF, which on a damaged file fails in many ways besides its own exceptions.
   *
   * @throws FormatException in place of what is not an {@link IOException}
   */
  static <T extends @Nullable Object> T guarded(String source, Supplier<T> read)
      throws FormatException {
    try {
      return read.get();
    } catch (StackOverflowError e) {
      throw FormatException.wholeFile(source, "its links lead in a circle");
    } catch (OutOfMemoryError e) {
      throw FormatException.wholeFile(
          source,
          "it states sizes that do not fit into memory; it is damaged, or Java needs more with"
              + " -Xmx");
    } catch (RuntimeException e) {
      throw Hdf5Refusals.of(source, e);
    }
  }
}
