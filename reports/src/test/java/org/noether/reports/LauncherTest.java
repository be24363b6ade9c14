package org.noether.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code noether}, copied to a project folder of its own with a built jar beside it,
 * and started with JDKs whose {@code java} prints its arguments.
 */
class LauncherTest {
  private static final String NO_SUCH_JDK = "999";

  @TempDir Path temp;
  private Path project;
  private final Map<String, String> environment = new HashMap<>();

  private record Result(int exitCode, String output, String errors) {}

  @BeforeEach
  void installLauncher() throws IOException {
    Path launcher = Path.of("noether").toAbsolutePath();
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: the launcher needs a POSIX shell");
    project = Files.createDirectories(temp.resolve("a project"));
    Files.copy(launcher, project.resolve("noether"));
    requireJdk("25");
    write(project.resolve("target/noether/noether.jar"), "");
    write(project.resolve("target/noether.stamp"), "");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", temp.toString());
  }

  @Test
  void passesArgumentsUnchanged() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    String[] arguments = {
      "train", "--net_cfg", "{'group':T(2),\"k\": 384}", "", "a  b", "*", "$HOME", "\\n", "`x`"
    };

    Result result = launch(temp, arguments);

    assertThat(result.exitCode()).isZero();
    assertThat(result.output().lines())
        .containsSubsequence(
            Stream.concat(
                    Stream.of(
                        "-jar", project.toRealPath().resolve("target/noether/noether.jar") + ""),
                    Arrays.stream(arguments))
                .toList());
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void addsJarsOfTheUser() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put("NOETHER_CLASSPATH", "my group.jar:other.jar");

    Result result = launch(temp, "devices");

    assertThat(result.output())
        .endsWith(
            "-cp\n%s:my group.jar:other.jar\norg.noether.reports.cli.Main\ndevices\n"
                .formatted(project.toRealPath().resolve("target/noether/noether.jar")));
  }

  /** Neither sources nor a build are there, nor tools besides the coreutils. */
  @Test
  void startsAnUnpackedArchiveAsItIs() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put("TORNADOVM_HOME", "/no such sdk");
    Path archive = temp.resolve("an archive");
    Files.createDirectories(archive);
    Files.copy(project.resolve("noether"), archive.resolve("noether"));
    write(archive.resolve("lib/release"), "java=25\ncommit=0123456789ab\n");
    write(archive.resolve("lib/noether.jar"), "");

    Result result = run(temp, List.of("sh", archive.resolve("noether") + "", "devices"));

    assertThat(result.output())
        .startsWith("-Dnoether.commit=0123456789ab\n")
        .endsWith("-jar\n%s/lib/noether.jar\ndevices\n".formatted(archive.toRealPath()));
    assertThat(result.errors()).startsWith("note: this archive lacks the backend").hasLineCount(1);
    Result refused =
        run(temp, List.of("sh", archive.resolve("noether") + "", "generate", "--master", "local"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("this archive lacks the module for --master");
    assertThat(archive.resolve("target")).doesNotExist();
  }

  @Test
  void givesJavaTheArgumentsOfAnSdkWhereADeviceOfItIsAskedFor() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put("TORNADOVM_HOME", sdk().toString());
    environment.put("NOETHER_CLASSPATH", "mine.jar");
    Path app = project.toRealPath().resolve("target/noether-tornado");

    for (List<String> device :
        List.of(List.of("--device", "tornado:0:1"), List.of("--device=cuda"))) {
      Result result =
          launch(temp, Stream.concat(Stream.of("train"), device.stream()).toArray(String[]::new));

      assertThat(result.errors()).isEmpty();
      assertThat(result.output())
          .contains(
              "@%s.args\n-cp\n%s/noether.jar:%s/tornado.jar:mine.jar\n".formatted(app, app, app))
          .endsWith("Main\ntrain\n" + String.join("\n", device) + "\n");
    }
    assertThat(Files.readString(Path.of(app + ".args")))
        .isEqualTo(
            """
            --enable-preview
            --module-path %s/modules
            --add-modules ALL-SYSTEM,tornado.drivers.cuda
            --enable-native-access=tornado.drivers.cuda
            """
                .formatted(sdk()));
    assertThat(launch(temp, "train", "--device", "cpu").output()).doesNotContain("noether-tornado");
    assertThat(launch(temp, "train", "tornado").output()).doesNotContain("noether-tornado");
  }

  @Test
  void givesThemForARunThatWasTrainedOnADeviceUnlessAnotherIsAskedFor() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put("TORNADOVM_HOME", sdk().toString());
    write(temp.resolve("a run/config.json"), "{\n  \"backend\" : \"tornado:0:0\",\n}\n");
    write(temp.resolve("other/config.json"), "{\n  \"backend\" : \"cpu\",\n}\n");

    assertThat(launch(temp, "evaluate", "a run").output()).contains("noether-tornado");
    assertThat(launch(temp, "train", "--resume=a run").output()).contains("noether-tornado");
    assertThat(launch(temp, "evaluate", "a run", "--device", "cpu").output())
        .doesNotContain("noether-tornado");
    assertThat(launch(temp, "evaluate", "other").output()).doesNotContain("noether-tornado");
  }

  @Test
  void leavesItToJavaToSayThatThereIsNoSdk() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());

    assertThat(launch(temp, "train", "--device", "tornado").output())
        .contains("-jar\n")
        .endsWith("train\n--device\ntornado\n");
  }

  @Test
  void refusesAFolderThatIsNoSdk() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put("TORNADOVM_HOME", "/no such sdk");

    Result result = launch(temp, "devices");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .hasLineCount(1)
        .contains("/no such sdk", "tornado-argfile.template");
  }

  /** An SDK, and a build of the launcher for it. */
  private Path sdk() throws IOException {
    Path app = project.resolve("target/noether-tornado");
    write(app.resolve("noether.jar"), "");
    write(app.resolveSibling("noether-tornado.stamp"), "");
    Path sdk = temp.resolve("sdk");
    write(
        sdk.resolve("tornado-argfile.template"),
        """
        --enable-preview
        -XX:+UseParallelGC
        --module-path .:${TORNADOVM_HOME}/modules
        --add-modules ALL-SYSTEM,tornado.drivers.cuda
        """);
    return sdk;
  }

  @Test
  void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25").toString());
    Path folder = Files.createDirectories(temp.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("inner"), Path.of("../a project/noether"));
    Files.createSymbolicLink(folder.resolve("outer"), folder.resolve("inner"));

    Result result = run(folder, List.of("sh", "./outer", "devices"));

    assertThat(result.output()).endsWith("noether.jar\ndevices\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void returnsTheExitCodeOfJava() throws Exception {
    Path jdk = jdk("jdk", "25");
    executable(jdk.resolve("bin/java"), "exit 2");
    environment.put("JAVA_HOME", jdk.toString());

    assertThat(launch(temp).exitCode()).isEqualTo(2);
  }

  @Test
  void passesOverAnOlderJavaHomeForTheJdkOnPath() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
    Path jdk = jdk("new", "26-ea");
    executable(jdk.resolve("bin/java"), "echo new");
    environment.put("PATH", jdk.resolve("bin") + ":/usr/bin:/bin");

    assertThat(launch(temp).output()).isEqualTo("new\n");
  }

  @Test
  void findsAJdkInTheHomeFolder() throws Exception {
    requireJdk(NO_SUCH_JDK);
    jdk(".sdkman/candidates/java/999-tem", NO_SUCH_JDK + ".0.1");

    assertThat(launch(temp, "devices").output()).endsWith("devices\n");
  }

  @Test
  void saysWhatIsMissingWhereItLookedAndWhatToDo() throws Exception {
    requireJdk(NO_SUCH_JDK);
    Path old = jdk("old", "17.0.9");
    environment.put("JAVA_HOME", old.toString());

    Result result = launch(temp, "devices");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .startsWith("noether: needs a JDK 999 or newer, and found none.\n")
        .contains("JAVA_HOME (" + old + ")", "/usr/lib/jvm", old + ": JDK 17", "Install one");
  }

  @Test
  void buildsWhenASourceIsNewerAndShowsWhyABuildFailed() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25").toString());
    Path source = project.resolve("learning/src/main/java/Some.java");
    write(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));
    executable(project.resolve("mvnw"), "echo '[INFO] starts'; echo '[ERROR] bad source'; exit 1");

    Result result = launch(temp, "devices");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .contains("Building Noether", "the build failed", "[ERROR] bad source")
        .contains(project.toRealPath().resolve("target/noether-build.log").toString())
        .doesNotContain("[INFO]");
    assertThat(launch(temp, "devices").errors()).doesNotContain("Waiting");
  }

  @Test
  void runsWhatItHasBuilt() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "25").toString());
    Files.delete(project.resolve("target/noether.stamp"));
    Files.createDirectories(project.resolve("reports/target/launcher/lib"));
    executable(
        project.resolve("mvnw"),
        "cd \"${0%/*}/reports/target/launcher\"",
        "echo $JAVA_HOME > reports-1.jar; echo > lib/other-1.jar");

    Result first = launch(temp, "devices");
    Result second = launch(temp, "devices");

    assertThat(first.errors()).isEqualTo("Building Noether (first use, about a minute)…\n");
    assertThat(second.errors()).isEmpty();
    assertThat(List.of(first.output(), second.output()))
        .allMatch(output -> output.endsWith("noether.jar\ndevices\n"));
    assertThat(project.resolve("target/noether/noether.jar"))
        .hasContent(environment.get("JAVA_HOME"));
    assertThat(project.resolve("target/noether/other-1.jar")).exists();
  }

  @Test
  void startsTogetherBuildOnceAlsoWhereAFormerLockNamesALivingProcess() throws Exception {
    prepareSlowBuild();
    write(project.resolve("target/noether-build.lock"), ProcessHandle.current().pid() + "\n");

    List<Process> starts = Stream.generate(() -> start("together")).limit(5).toList();

    for (Process start : starts) {
      assertThat(start.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(start.exitValue()).isZero();
    }
    assertThat(project.resolve("builds")).hasContent("begin\nend\n");
    assertThat(temp.resolve("together")).content().contains("Waiting for the build that process ");
  }

  @Test
  void waitsForTheBuildOfALauncherThatWasKilled() throws Exception {
    prepareSlowBuild();
    Process killed = start("killed");
    while (!Files.exists(project.resolve("builds"))) {
      assertThat(killed.isAlive()).isTrue();
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor();

    Result result = launch(temp, "devices");

    assertThat(result.errors())
        .startsWith("Waiting for the build that process %d has begun".formatted(killed.pid()));
    assertThat(result.exitCode()).isZero();
    assertThat(project.resolve("builds")).hasContent("begin\nend\nbegin\nend\n");
  }

  /** Lets a build be necessary, take a second, and log its begin and end. */
  private void prepareSlowBuild() throws IOException {
    environment.put("JAVA_HOME", jdk("jdk", "25").toString());
    Files.delete(project.resolve("target/noether.stamp"));
    Files.createDirectories(project.resolve("reports/target/launcher/lib"));
    executable(
        project.resolve("mvnw"),
        "cd \"${0%/*}\"",
        "echo begin >> builds; sleep 1; echo end >> builds",
        "echo > reports/target/launcher/reports-1.jar",
        "echo > reports/target/launcher/lib/other-1.jar");
  }

  private Process start(String output) {
    ProcessBuilder builder = new ProcessBuilder("sh", project.resolve("noether") + "", "devices");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(temp.resolve(output).toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result launch(Path folder, String... arguments) throws Exception {
    Stream<String> command = Stream.of("sh", project.resolve("noether").toString());
    return run(folder, Stream.concat(command, Arrays.stream(arguments)).toList());
  }

  private Result run(Path folder, List<String> command) throws Exception {
    Path output = temp.resolve("output");
    Path errors = temp.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /** Makes a JDK below the temporary folder whose {@code java} prints its arguments, one a line. */
  private Path jdk(String name, String version) throws IOException {
    Path jdk = temp.resolve(name);
    write(jdk.resolve("release"), "IMPLEMENTOR=\"Noether\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    executable(jdk.resolve("bin/javac"), "exit 1");
    return jdk;
  }

  private void requireJdk(String version) throws IOException {
    String property = "<maven.compiler.release>" + version + "</maven.compiler.release>\n";
    write(project.resolve("pom.xml"), property);
    Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
  }

  private static void executable(Path file, String... lines) throws IOException {
    write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }
}
