package org.noether.cluster;

import static org.assertj.core.api.Assertions.fail;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.noether.reports.cli.Main;

/** Spark's own cluster: a master and two workers of one processor each, on the loopback address. */
final class StandaloneCluster implements Closeable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So that executors have the class path of this test, and two find room. */
  private static final Map<String, String> SETTINGS =
      Map.of("spark.executor.extraClassPath", classPath(), "spark.executor.memory", "700m");

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a cluster whose executors have the class path of this test. */
  static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var cluster = new StandaloneCluster(folder, port);
    // Where Spark's scripts expect Spark's jars.
    Files.createDirectories(folder.resolve("jars"));
    SETTINGS.forEach(System::setProperty);
    cluster.start("master.Master", "--port", "" + port, "--webui-port", "0");
    cluster.awaitMaster();
    cluster.startWorker();
    cluster.startWorker();
    return cluster;
  }

  String master() {
    return "spark://" + HOST + ":" + port;
  }

  private void startWorker() throws IOException {
    String work = folder.resolve("work" + processes.size()).toString();
    start(
        "worker.Worker",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--webui-port",
        "0",
        "--work-dir",
        work,
        master());
  }

  /**
   * Kills a worker and its executors, as a machine that loses its power, once a condition is met,
   * and starts another.
   *
   * @return the thread that does so
   */
  Thread replaceWorkerWhen(BooleanSupplier condition) {
    return Thread.ofVirtual()
        .start(() -> {
          SparkRuns.await(condition);
          kill();
          try {
            startWorker();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void kill() {
    Process worker = processes.removeLast();
    Stream.concat(worker.descendants(), Stream.of(worker.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void start(String type, String... arguments) throws IOException {
    List<String> command = java("-Xmx128m");
    command.addAll(List.of("org.apache.spark.deploy." + type, "--host", HOST));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log" + processes.size()).toFile());
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    processes.add(builder.start());
  }

  /** The words that start the program {@code noether} as a driver of this cluster. */
  List<String> driver() {
    List<String> command = java("-Xmx512m");
    SETTINGS.forEach((name, value) -> command.add(1, "-D%s=%s".formatted(name, value)));
    command.add(Main.class.getName());
    return command;
  }

  /** The words that start Java, without those of its main class. */
  private static List<String> java(String memory) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + System.getProperty("noether.spark.options"),
            memory,
            "-cp",
            classPath()));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }

  private void awaitMaster() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !processes.getFirst().isAlive()) {
          fail("Spark's master did not start", e);
        }
        Thread.sleep(100);
      }
    }
  }

  @Override
  public void close() {
    while (!processes.isEmpty()) {
      kill();
    }
    SETTINGS.keySet().forEach(System::clearProperty);
  }
}
