import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file below some folders: {@code java Format.java
 * check|apply FOLDER...}. It runs on the JDK the project is compiled with, because the formatter
 * parses with the compiler of the Java it runs on.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) {
    String mode = args[0];
    List<String> files =
        Arrays.stream(args).skip(1).flatMap(folder -> javaFilesBelow(Path.of(folder))).toList();
    List<String> options =
        switch (mode) {
          case "check" -> List.of("--dry-run", "--set-exit-if-changed");
          case "apply" -> List.of("--replace");
          default -> throw new IllegalArgumentException("-Dformat=" + mode + ": check or apply");
        };
    String[] arguments = Stream.concat(options.stream(), files.stream()).toArray(String[]::new);
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    if (formatter.run(System.out, System.out, arguments) != 0) {
      System.out.println(
          "The files named above are not as google-java-format would write them."
              + " To format them: ./mvnw -q -N verify -Dformat=apply");
      System.exit(1);
    }
  }

  private static Stream<String> javaFilesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .map(Path::toString)
          .filter(path -> path.endsWith(".java"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
