package org.noether.simulation.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.noether.simulation.registry.Spelling;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public data sets that can be downloaded, as {@code datasets/manifest.json} lists them.
 *
 * @param files all files of all data sets
 */
public record DatasetManifest(List<Entry> files) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MD5_DIGITS = 32;
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One file of a data set.
   *
   * @param name the data set
   * @param file where the file goes, relative to the folder of data sets
   * @param url where it comes from
   * @param checksum its SHA-256, or MD5 where only that is published, in lower-case hexadecimal
   * @param bytes its size, 0 where none is published
   * @param licence under which terms it may be used
   * @param citation what to cite when it was used
   */
  public record Entry(
      String name,
      String file,
      URI url,
      String checksum,
      long bytes,
      String licence,
      String citation) {
    /** The name of the kind of checksum. */
    public String algorithm() {
      return checksum.length() == MD5_DIGITS ? "MD5" : "SHA-256";
    }

    /** Whether a file is there and has the checksum. */
    boolean matches(Path file) throws IOException {
      return Files.isRegularFile(file) && Sha256.of(file, algorithm()).equals(checksum);
    }

    Entry withBytes(long size) {
      return new Entry(name, file, url, checksum, size, licence, citation);
    }
  }

  /** Copies the list. */
  public DatasetManifest {
    files = List.copyOf(files);
  }

  /** The manifest of this version of Noether. */
  public static DatasetManifest builtIn() {
    try (InputStream in =
        Objects.requireNonNull(DatasetManifest.class.getResourceAsStream("manifest.json"))) {
      return parse("manifest.json", in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("this build's list of data sets cannot be read", e);
    }
  }

  /**
   * Reads a manifest from a file.
   *
   * @throws IOException if it cannot be read, or is not as {@code datasets/README.md} describes;
   *     the message names the file and the entry
   */
  public static DatasetManifest read(Path file) throws IOException {
    ReadableFiles.requireFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES);
      return parse(file.toString(), content);
    }
  }

  /**
   * The files of one data set, whose name may be in any case.
   *
   * @throws IllegalArgumentException if there are none
   */
  public List<Entry> of(String name) {
    String known =
        Spelling.known(name, names())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "unknown data set '%s'; known: %s%s"
                        .formatted(
                            name,
                            Printable.of(String.join(", ", names())),
                            Printable.of(Spelling.suggestion(name, names())))));
    return files.stream().filter(entry -> entry.name().equals(known)).toList();
  }

  /** The names of the data sets. */
  public List<String> names() {
    return files.stream().map(Entry::name).distinct().toList();
  }

  private static DatasetManifest parse(String source, byte[] content) throws IOException {
    try {
      var entries = new ArrayList<Entry>();
      for (JsonNode node : JSON.readTree(content).path("datasets")) {
        entries.add(new Parser(source, entries.size() + 1, node).entry());
      }
      return new DatasetManifest(entries);
    } catch (JacksonException e) {
      throw new IOException(
          source + ": not valid JSON: " + Printable.of(e.getOriginalMessage()), e);
    }
  }

  /** One entry while it is read. */
  private record Parser(String source, int number, JsonNode node) {
    Entry entry() throws IOException {
      String file = text("file");
      boolean md5 = node.has("md5");
      String checksum = text(md5 ? "md5" : "sha256");
      if (!staysInside(file)) {
        throw refuse("file '" + file + "' leaves the folder of data sets");
      }
      int digits = md5 ? MD5_DIGITS : 64;
      if (!checksum.matches("[0-9a-f]{%d}".formatted(digits))) {
        throw refuse(
            "%s is not %d lower-case hexadecimal digits".formatted(md5 ? "md5" : "sha256", digits));
      }
      JsonNode bytes = node.path("bytes");
      boolean unknown = md5 && bytes.isMissingNode();
      if (!unknown
          && (!bytes.isIntegralNumber() || !bytes.canConvertToLong() || bytes.longValue() < 1)) {
        throw refuse("bytes is not a size");
      }
      return new Entry(
          text("name"),
          file,
          url(text("url")),
          checksum,
          unknown ? 0 : bytes.longValue(),
          text("licence"),
          text("citation"));
    }

    private static boolean staysInside(String file) {
      try {
        Path path = Path.of(file).normalize();
        return !path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty();
      } catch (InvalidPathException e) {
        return false;
      }
    }

    private URI url(String text) throws IOException {
      try {
        URI url = URI.create(text);
        if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
          return url;
        }
      } catch (IllegalArgumentException e) {
        // Reported below.
      }
      throw refuse("url '" + text + "' is not an address beginning with http:// or https://");
    }

    private String text(String field) throws IOException {
      JsonNode value = node.path(field);
      if (!value.isString() || value.stringValue().isBlank()) {
        throw refuse(field + " is missing");
      }
      return value.stringValue();
    }

    private IOException refuse(String reason) {
      return new IOException("%s, data set %d: %s".formatted(source, number, Printable.of(reason)));
    }
  }
}
