package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.noether.simulation.image.ImageText;
import org.noether.simulation.io.Sha256;

/**
 * Small data, and commands that use them.
 *
 * @param folder where the data are
 * @param server gives a data set, slowly
 * @param threads on which it does
 */
record Inputs(Path folder, HttpServer server, ExecutorService threads) implements AutoCloseable {
  private static final int DOWNLOAD_BYTES = 200_000;
  private static final int PIECES = 20;

  /**
   * A command.
   *
   * @param name what it is called in messages
   * @param brief whether the ordinary build kills it too
   * @param start its words, given the folder that it writes to
   */
  record Command(String name, boolean brief, Function<Path, Object[]> start) {
    /** The words that begin it, or go on with what is there. */
    Object[] words(Path place) {
      Object[] words = start.apply(place);
      boolean begun = Files.exists(place.resolve("run/config.json"));
      return begun && words[0].equals("train")
          ? new Object[] {"train", words[1], "--resume", place.resolve("run")}
          : words;
    }
  }

  static Inputs in(Path folder) throws Exception {
    generate(folder, 2012, "6", "systems.h5");
    generate(folder, 2, "2", "two.h5");
    generate(folder, 2, "2,3", "mixed.h5");
    for (int i = 0; i < 10; i++) {
      ImageText.png(
          folder.resolve("pictures").resolve(i % 2 == 0 ? "black" : "white").resolve(i + ".png"),
          BufferedImage.TYPE_BYTE_GRAY,
          8,
          8,
          i % 2 == 0 ? 0x111111 : 0xffffff);
    }
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var inputs = new Inputs(folder, server, Executors.newCachedThreadPool());
    server.setExecutor(inputs.threads());
    inputs.serve();
    Path done = Files.createDirectories(folder.resolve("done"));
    assertThat(Program.run(Program.java("en", inputs.training(done)), done).code()).isZero();
    return inputs;
  }

  private static void generate(Path folder, int systems, String bodies, String name)
      throws Exception {
    Program.End end =
        Program.run(
            Program.java(
                "en",
                "generate",
                "springs",
                "--systems",
                systems,
                "--bodies",
                bodies,
                "--out",
                name),
            folder);
    assertThat(end.code()).as(end.output()).isZero();
  }

  private void serve() throws IOException {
    var content = new byte[DOWNLOAD_BYTES];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("content"), content);
    server.createContext("/file", exchange -> send(exchange, content));
    server.start();
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"datasets": [{"name": "set", "file": "file.bin", "url": "http://localhost:%d/file",
          "sha256": "%s", "bytes": %d, "licence": "none", "citation": "none"}]}
        """
            .formatted(server.getAddress().getPort(), Sha256.of(file), DOWNLOAD_BYTES));
  }

  /** Sends the content from the byte asked for, in pieces. */
  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int begin = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/*".formatted(begin, content.length - 1));
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - begin);
      for (int at = begin; at < content.length; at += content.length / PIECES) {
        int end = Math.min(content.length, at + content.length / PIECES);
        exchange.getResponseBody().write(content, at, end - at);
        exchange.getResponseBody().flush();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A run that has ended. */
  Path run() {
    return folder.resolve("done/run");
  }

  /** Trains a small perceptron. */
  Object[] training(Path place) {
    return words(
        "train springs --network FC --net_cfg {'k':48,'num_layers':2} --n_train 40 --n_val 5"
            + " --n_test 7 --bs 20 --num_epochs 25 --data",
        folder.resolve("systems.h5"),
        "--out",
        place.resolve("run"));
  }

  /** Downloads a file. */
  Object[] fetching(Path place) {
    return words("data fetch set --manifest", folder.resolve("manifest.json"), "--out", place);
  }

  /** Evaluates a copy of the run that has ended. */
  private Object[] evaluating(Path place) {
    Path copy = place.resolve("run");
    try {
      if (!Files.exists(copy)) {
        Files.createDirectory(copy);
        try (Stream<Path> files = Files.list(run())) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(file, copy.resolve(file.getFileName()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words("evaluate", copy, "--systems 20 --steps 300");
  }

  /** Trains a small network on molecules. */
  private static Object[] trainingOnMolecules(Path place) {
    return words(
        "train molec --task mu --k 8 --num_layers 2 --bs 5 --num_epochs 20 --data",
        molecules(),
        "--out",
        place.resolve("run"));
  }

  /** Predicts a property of the molecules that a network was trained on. */
  private Object[] predicting(Path place) {
    Path trained = folder.resolve("molec");
    try {
      if (!Files.exists(trained)) {
        Files.createDirectory(trained);
        Program.End end = Program.run(Program.java("en", trainingOnMolecules(trained)), trained);
        assertThat(end.code()).as(end.output()).isZero();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return words(
        "predict", trained.resolve("run"), molecules(), "--force --out", place.resolve("a.csv"));
  }

  /** All commands that write. */
  List<Command> commands() {
    return Stream.of(making(), learning(), comparing()).flatMap(List::stream).toList();
  }

  private List<Command> making() {
    return List.of(
        new Command(
            "generate",
            true,
            place -> words("generate springs --systems 3000 --force --out", place.resolve("a.h5"))),
        new Command("fetch", true, place -> fetching(place.resolve("data"))),
        new Command(
            "generate-shards",
            false,
            place ->
                words(
                    "generate pendulum --systems 9000 --shards 3 --out", place.resolve("a.json"))),
        new Command(
            "convert",
            false,
            place ->
                words(
                    "data convert",
                    folder.resolve("systems.h5"),
                    place.resolve("a.h5"),
                    "--compress --force")),
        new Command(
            "symmetry",
            false,
            place -> words("symmetry springs --force --csv", place.resolve("a.csv"))));
  }

  private List<Command> learning() {
    return List.of(
        new Command("train-springs", true, this::training),
        new Command("train-molec", false, Inputs::trainingOnMolecules),
        new Command(
            "train-img",
            false,
            place ->
                words(
                    "train img --net_cfg {'k':8} --bs 4 --num_epochs 5 --data",
                    folder.resolve("pictures"),
                    "--split {'train':8} --out",
                    place.resolve("run"))),
        new Command("evaluate", false, this::evaluating),
        new Command("predict", false, this::predicting),
        new Command(
            "rollout",
            false,
            place ->
                words(
                    "rollout",
                    run(),
                    "--system 0 --time 30 --force --out",
                    place.resolve("a.h5"),
                    "--plot",
                    place.resolve("a.png"),
                    "--csv",
                    place.resolve("a.csv"))));
  }

  private List<Command> comparing() {
    return List.of(
        new Command(
            "report",
            false,
            place -> words("report", run(), "--force --out", place.resolve("pages"))),
        new Command(
            "study",
            false,
            place ->
                words(
                    "study springs --num_epochs 150 --n_train 4 --networks FC --seeds 2 --data",
                    folder.resolve("systems.h5"),
                    "--out",
                    place.resolve("study"))),
        new Command(
            "reproduce",
            false,
            place ->
                words(
                    "reproduce pendulum --networks FC,HFC --num_epochs 1 --out",
                    place.resolve("study"))));
  }

  private static Path molecules() {
    return Stream.of("datasets/samples/molecules.extxyz", "../datasets/samples/molecules.extxyz")
        .map(Path::of)
        .filter(Files::exists)
        .map(Path::toAbsolutePath)
        .findFirst()
        .orElseThrow();
  }

  /** Joins words that are separated by spaces, and paths. */
  private static Object[] words(Object... parts) {
    List<Object> words = new ArrayList<>();
    for (Object part : parts) {
      words.addAll(part instanceof String text ? Arrays.asList(text.split(" ")) : List.of(part));
    }
    return words.toArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
