package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.noether.reports.cli.Main;

/** The program {@code noether} in a process of its own. */
final class Program {
  private static final int MINUTES = 10;

  private Program() {}

  /** How a process ended, and what it printed. */
  record End(int code, String output) {}

  /** The words that start the program in a language, before those of its command line. */
  static List<String> java(String language, Object... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Xshare:auto",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Arrays.stream(words).map(String::valueOf).forEach(command::add);
    return command;
  }

  /** Writes a script that starts the program. */
  static void writeScript(Path file) throws IOException {
    String words =
        java("en").stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Files.writeString(file, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Starts a process in a folder; what it prints goes to a file. */
  static Process start(List<String> command, Path folder, Path output) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Waits for the end of a process. */
  static End end(Process process, Path output) throws IOException, InterruptedException {
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("ends within %d minutes", MINUTES).isTrue();
    return new End(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Runs a process to its end. */
  static End run(List<String> command, Path folder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("noether", ".log");
    try {
      return end(start(command, folder, output), output);
    } finally {
      Files.delete(output);
    }
  }
}
