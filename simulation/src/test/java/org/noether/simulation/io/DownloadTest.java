package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final byte[] CONTENT = content();
  private static final int CUT = 70_000;

  @TempDir private Path folder;

  private final List<String> ranges = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  private static byte[] content() {
    var content = new byte[200_000];
    new Random(1).nextBytes(content);
    return content;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    serve("/good", exchange -> send(exchange, CONTENT.length));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** What a path of the server does. */
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Behaviour behaviour) {
    server.createContext(
        path,
        exchange -> {
          requests.incrementAndGet();
          ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
          try (exchange) {
            behaviour.answer(exchange);
          }
        });
  }

  /** Sends the content from the byte asked for, but ends the connection at byte {@code end}. */
  private static void send(HttpExchange exchange, int end) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int begin = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/*".formatted(begin, CONTENT.length - 1));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, CONTENT.length - begin);
    exchange.getResponseBody().write(CONTENT, begin, Math.max(0, end - begin));
    exchange.getResponseBody().flush();
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private DatasetManifest.Entry entry(String path, long bytes) throws IOException {
    Path original = Files.write(folder.resolve("original"), CONTENT);
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + path);
    return new DatasetManifest.Entry(
        "set", "sub/file.bin", url, Sha256.of(original), bytes, "licence", "citation");
  }

  private DatasetManifest.Entry entry(String path) throws IOException {
    return entry(path, CONTENT.length);
  }

  private boolean fetch(DatasetManifest.Entry entry) throws IOException {
    return Download.fetch(entry, folder, _ -> {}, Duration.ZERO);
  }

  private Path file() {
    return folder.resolve("sub/file.bin");
  }

  private Path part() {
    return folder.resolve("sub/file.bin.part");
  }

  @Test
  void fetchesOnce() throws IOException {
    var arrived = new ArrayList<Long>();

    assertThat(Download.fetch(entry("/good"), folder, arrived::add, Duration.ZERO)).isTrue();
    assertThat(fetch(entry("/good"))).isFalse();

    assertThat(requests).hasValue(1);
    assertThat(file()).hasBinaryContent(CONTENT);
    assertThat(part()).doesNotExist();
    assertThat(arrived).isSorted().endsWith((long) CONTENT.length);
  }

  @Test
  void anMd5IsEnoughAndTheServerTellsTheSize() throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT));
    DatasetManifest.Entry good = entry("/good", 0);
    var entry =
        new DatasetManifest.Entry("set", good.file(), good.url(), md5, 0, "licence", "citation");
    DatasetManifest.Entry sized = Download.sized(entry, folder);

    assertThat(sized.bytes()).isEqualTo(CONTENT.length);
    assertThat(sized.algorithm()).isEqualTo("MD5");
    assertThat(Download.sized(entry("/good"), folder)).isEqualTo(entry("/good"));
    assertThat(fetch(sized)).isTrue();
    assertThat(file()).hasBinaryContent(CONTENT);
    int before = requests.get();
    assertThat(Download.sized(entry, folder)).isEqualTo(sized);
    assertThat(fetch(sized)).isFalse();
    assertThat(requests).hasValue(before);

    Files.delete(file());
    var other =
        new DatasetManifest.Entry(
            "set", good.file(), good.url(), "0".repeat(32), sized.bytes(), "licence", "citation");
    assertThatThrownBy(() -> fetch(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has the MD5 " + md5 + " instead of 00000000");
    var missing =
        new DatasetManifest.Entry(
            "set", good.file(), good.url().resolve("/none"), md5, 0, "licence", "citation");
    assertThatThrownBy(() -> Download.sized(missing, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 404");
  }

  @Test
  void goesOnAfterACutConnection() throws IOException {
    serve("/cut", exchange -> send(exchange, Math.min(CUT * requests.get(), CONTENT.length)));

    assertThat(fetch(entry("/cut"))).isTrue();

    assertThat(file()).hasBinaryContent(CONTENT);
    assertThat(ranges).containsExactly("null", "bytes=70000-", "bytes=140000-");
  }

  @Test
  void aLaterCommandGoesOnWhereAnEarlierOneGaveUp() throws IOException {
    serve("/stuck", exchange -> send(exchange, CUT));

    assertThatThrownBy(() -> fetch(entry("/stuck")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "70000 of 200000 bytes are kept, and run the same command to resume there");
    assertThat(part()).hasSize(CUT);
    assertThat(file()).doesNotExist();
    ranges.clear();

    assertThat(fetch(entry("/good"))).isTrue();
    assertThat(ranges).containsExactly("bytes=70000-");
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainWhereTheServerCannotGoOn() throws IOException {
    serve(
        "/whole",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });
    Files.createDirectories(part().getParent());
    Files.write(part(), new byte[CUT]);

    assertThat(fetch(entry("/whole"))).isTrue();
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainWhereTheServerRefusesTheRangeOrGoesOnElsewhere() throws IOException {
    serve(
        "/odd",
        exchange -> {
          switch (requests.get()) {
            case 1 -> status(exchange, 416);
            case 2 -> send(exchange, CUT);
            case 3 -> {
              exchange.getResponseHeaders().set("Content-Range", "bytes 5-199999/200000");
              exchange.sendResponseHeaders(206, CONTENT.length - 5);
              exchange.getResponseBody().write(CONTENT, 5, CONTENT.length - 5);
            }
            default -> send(exchange, CONTENT.length);
          }
        });
    Files.createDirectories(part().getParent());
    Files.write(part(), new byte[CUT]);

    assertThat(fetch(entry("/odd"))).isTrue();

    assertThat(ranges).containsExactly("bytes=70000-", "null", "bytes=70000-", "null");
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @Test
  void whatWasKeptIsNotGivenUpForAnotherFile() throws IOException {
    byte[] kept = Arrays.copyOf(CONTENT, CUT);
    serve("/whole", exchange -> begin(exchange, 200, CONTENT.length + 1));
    serve(
        "/odd",
        exchange -> {
          boolean ranged = exchange.getRequestHeaders().containsKey("Range");
          exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/10");
          begin(exchange, ranged ? 206 : 200, ranged ? 5 : 10);
        });
    serve(
        "/long",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 70000-/*");
          exchange.sendResponseHeaders(206, 0);
          exchange.getResponseBody().write(CONTENT);
        });
    serve(
        "/rest",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 70000-/*");
          begin(exchange, 206, CONTENT.length);
        });
    Files.createDirectories(part().getParent());
    Files.write(part(), kept);

    for (String path : List.of("/whole", "/odd", "/long", "/rest")) {
      assertThatThrownBy(() -> fetch(entry(path)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the file there is another one");
      assertThat(part()).hasBinaryContent(kept);
    }
    ranges.clear();
    assertThat(fetch(entry("/good"))).isTrue();
    assertThat(ranges).containsExactly("bytes=70000-");
  }

  /** Announces a content and sends its first byte. */
  private static void begin(HttpExchange exchange, int status, long length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    exchange.getResponseBody().write(CONTENT, 0, 1);
    exchange.getResponseBody().flush();
  }

  @Test
  void anotherContentIsDeleted() throws IOException {
    byte[] other = CONTENT.clone();
    other[CUT] ^= 1;
    serve(
        "/other",
        exchange -> {
          exchange.sendResponseHeaders(200, other.length);
          exchange.getResponseBody().write(other);
        });

    assertThatThrownBy(() -> fetch(entry("/other")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what arrived has the SHA-256 ")
        .hasMessageContaining("instead of " + entry("/other").checksum());
    assertThat(part()).doesNotExist();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), Arrays.copyOf(CONTENT, CUT));

    assertThat(fetch(entry("/good"))).isTrue();
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 200_000})
  void moreThanExpectedIsRefusedWhetherAnnouncedOrNot(long announced) throws IOException {
    serve(
        "/long",
        exchange -> {
          exchange.sendResponseHeaders(200, announced);
          exchange.getResponseBody().write(CONTENT);
        });

    assertThatThrownBy(() -> fetch(entry("/long", 100_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the server has more than the 100000 bytes expected");
    assertThat(file()).doesNotExist();
    assertThat(requests).hasValue(1);
  }

  @Test
  void fewerThanExpectedIsRefusedAtOnceIfAnnounced() {
    assertThatThrownBy(() -> fetch(entry("/good", 300_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the server has fewer than the 300000 bytes expected");
    assertThat(requests).hasValue(1);
  }

  @Test
  void fewerThanExpectedIsGivenUpIfNotAnnounced() {
    serve(
        "/short",
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            status(exchange, 416);
          } else {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CONTENT);
          }
        });

    assertThatThrownBy(() -> fetch(entry("/short", 300_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run the same command to resume there");
    assertThat(requests).hasValue(5);
  }

  @Test
  void whatIsNotThereIsAskedForOnce() throws IOException {
    assertThatThrownBy(() -> fetch(entry("/none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/none: the server answers with status 404; the file is not there");
    assertThat(part()).doesNotExist();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws IOException {
    serve(
        "/busy",
        exchange -> {
          if (requests.get() < 4) {
            status(exchange, requests.get() == 1 ? 429 : 503);
          } else {
            send(exchange, CONTENT.length);
          }
        });

    assertThat(fetch(entry("/busy"))).isTrue();
    assertThat(requests).hasValue(4);
  }

  @Test
  void aServerThatStaysInTroubleIsGivenUp() throws IOException {
    serve("/down", exchange -> status(exchange, 500));

    assertThatThrownBy(() -> fetch(entry("/down")))
        .hasMessageContaining("the server answers with status 500; 0 of 200000 bytes are kept");
    assertThat(requests).hasValue(5);
  }

  @Test
  void redirectionsAreFollowed() throws IOException {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      serve("/moved" + status, exchange -> redirect(exchange, status, "/good"));
      Files.deleteIfExists(file());
      assertThat(fetch(entry("/moved" + status))).isTrue();
    }
    assertThat(file()).hasBinaryContent(CONTENT);
  }

  @Test
  void redirectionsInACircleAndToOtherSchemesAreNotFollowed() throws IOException {
    serve("/circle", exchange -> redirect(exchange, 302, "/circle"));
    serve("/file", exchange -> redirect(exchange, 302, "file:///etc/passwd"));
    serve("/nowhere", exchange -> status(exchange, 302));
    serve("/empty", exchange -> redirect(exchange, 301, ""));

    assertThatThrownBy(() -> fetch(entry("/circle"))).hasMessageContaining("more than 5 times");
    assertThatThrownBy(() -> fetch(entry("/file")))
        .hasMessageContaining("it is redirected to 'file:///etc/passwd', which is not followed");
    for (String path : List.of("/nowhere", "/empty")) {
      requests.set(0);
      assertThatThrownBy(() -> fetch(entry(path)))
          .hasMessage(
              entry(path).url() + ": it is redirected, but the server does not say where to");
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void twoAtATimeDoNotMix() throws IOException {
    Files.createDirectories(part().getParent());
    try (var _ = WriteLock.ofFile(file())) {
      assertThatThrownBy(() -> fetch(entry("/good")))
          .hasMessageContaining(file() + " is being written by this process already");
    }
  }

  @Test
  void linksInThePlaceOfItsFilesAreRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Files.createDirectories(part().getParent());
    for (Path link : List.of(part(), file())) {
      Files.createSymbolicLink(link, other);

      assertThatThrownBy(() -> fetch(entry("/good")))
          .hasMessageContaining("cannot write " + link + ": it is a symbolic link");
      Files.delete(link);
    }
    assertThat(other).hasContent("mine");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    DatasetManifest.Entry entry = entry("/good");
    server.stop(0);

    assertThatThrownBy(() -> fetch(entry)).hasMessageContaining("no answer (Connection refused)");
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    status(exchange, status);
  }
}
