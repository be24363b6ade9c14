package org.noether.reports.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.noether.simulation.io.AtomicFiles;

/** In a task: a folder whose files are kept by who started the task. */
public final class SentFolder {
  /** How much of a file is in a message. */
  static final int CHUNK_BYTES = 1 << 20;

  private final Path folder;
  private final Cluster.Link link;

  /** What was sent already, by name: when it was written, and its size. */
  private final Map<String, List<Object>> sent = new HashMap<>();

  /**
   * Takes a folder.
   *
   * @param folder where it is here
   * @param link the way to its keeper
   */
  public SentFolder(Path folder, Cluster.Link link) {
    this.folder = folder;
    this.link = link;
  }

  /** Gets all files that the keeper has. */
  public void fetch() throws IOException {
    var names = (Message.Names) link.ask(new Message.List());
    for (Map.Entry<String, Long> file : names.sizes().entrySet()) {
      Path path = folder.resolve(file.getKey());
      AtomicFiles.write(
          path,
          out -> {
            for (long from = 0; from < file.getValue(); ) {
              var bytes = (byte[]) link.ask(new Message.Read(file.getKey(), from));
              if (bytes.length == 0) {
                throw new IOException(file.getKey() + " changed while it was fetched");
              }
              out.write(bytes);
              from += bytes.length;
            }
          });
      sent.put(file.getKey(), state(path));
    }
  }

  /**
   * Sends the files that have changed.
   *
   * @param last the names of files that go after the others, in this order, because each says that
   *     those before it are there
   */
  public void send(List<String> last) throws IOException {
    var names = new ArrayList<>(names(folder));
    for (String name : last) {
      if (names.remove(name)) {
        names.add(name);
      }
    }
    for (String name : names) {
      List<Object> state = state(folder.resolve(name));
      if (!state.equals(sent.put(name, state))) {
        send(name, folder.resolve(name));
      }
    }
  }

  private void send(String name, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      long from = 0;
      byte[] bytes = in.readNBytes(CHUNK_BYTES);
      while (true) {
        byte[] next = bytes.length < CHUNK_BYTES ? new byte[0] : in.readNBytes(CHUNK_BYTES);
        link.ask(new Message.Write(name, from, bytes, next.length == 0));
        if (next.length == 0) {
          return;
        }
        from += bytes.length;
        bytes = next;
      }
    }
  }

  /** The files of a folder, without hidden ones: those are being written, or locks. */
  static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.matches("(.*/)?\\..*"))
          .sorted()
          .toList();
    }
  }

  /** The names and sizes of a folder's files. */
  static Message.Names listing(Path folder) throws IOException {
    var sizes = new TreeMap<String, Long>();
    for (String name : names(folder)) {
      sizes.put(name, Files.size(folder.resolve(name)));
    }
    return new Message.Names(sizes);
  }

  private static List<Object> state(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    return List.of(time, Files.size(file));
  }

  /** Sends a line for people. */
  public void print(String line) throws IOException {
    link.ask(new Message.Line(line));
  }

  /** Says how much of the work is done, and returns whether to stop. */
  public boolean stopAfter(double part) throws IOException {
    return (Boolean) link.ask(new Message.Done(part));
  }
}
