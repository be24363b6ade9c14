#!/bin/sh
# java.net.http.HttpClient (JDK 25) loses information on two kinds of network error.
#
# Needs: a JDK 25, from JAVA_HOME or PATH; nothing else, no network beyond the loopback interface.
# Exit code: 0 if both behaviours are as stated, 1 if one has changed, 2 without a JDK 25.
#
# 1. A refused connection is reported as a ConnectException whose message is null, and so are those of its causes; the
#    innermost cause is a ClosedChannelException. java.net.Socket says "Connection refused".
#    Consequence: an error line made of getMessage() says "null". Name host and port yourself.
#
# 2. BodyHandlers.ofInputStream() can drop bytes of the body that have already arrived when the connection is cut: read()
#    throws as soon as an error is known, before it gives out the buffers that the subscriber received earlier.
#    Shown twice: with the public BodySubscribers.ofInputStream() alone, where five bytes delivered before onError are
#    never read (always), and with a local server that announces more bytes than it sends (a race, a few in a hundred; it
#    is counted, but does not decide the exit code). BodyHandlers.ofByteArrayConsumer() drops nothing in either case.
#    Consequence: a download that resumes where its file ends loses up to a buffer for each cut, but stays correct; code
#    that needs every byte should take a consumer or a subscriber of its own.
#
# Seen with Temurin 25 on Linux x86_64:
#    refused: HttpClient ConnectException: null <- ConnectException: null <- ClosedChannelException: null
#    refused: Socket     ConnectException: Connection refused
#    subscriber: ofInputStream gave 0 of 5 bytes, ofByteArrayConsumer 5 of 5
#    server: ofInputStream lost bytes in 27 of 400 cut connections, ofByteArrayConsumer in 0 of 400
# The Javadoc of java.net.http was not found to mention either. A trace without message, as in 1, can be seen in
# https://github.com/langchain4j/langchain4j/issues/4471. For 2, see HttpResponseInputStream.current() in the JDK's sources.
set -eu

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
version=$("$java" -version 2>&1 | sed -n '1s/.*version "\([^"]*\)".*/\1/p')
case "$version" in
  25 | 25.*) ;;
  *) echo "needs a JDK 25, found '$version'; set JAVA_HOME" >&2; exit 2 ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/Errors.java" <<'JAVA'
import java.io.IOException;
import java.io.InputStream;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpResponse.*;
import java.nio.ByteBuffer;
import java.util.*;
import java.util.concurrent.Flow;
import java.util.function.*;

class Errors {
  static final int SENT = 100_000;
  static final int CONNECTIONS = 400;
  static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] args) throws Exception {
    System.out.println("Java " + Runtime.version());
    boolean same = refused() & subscriber();
    System.out.printf(
        "server: ofInputStream lost bytes in %d of %d cut connections, ofByteArrayConsumer in %d of %d%n",
        lossy(Errors::readStream), CONNECTIONS, lossy(Errors::consume), CONNECTIONS);
    System.out.println(same ? "as stated" : "CHANGED");
    System.exit(same ? 0 : 1);
  }

  /** Connects to a port that nothing listens on. */
  static boolean refused() throws Exception {
    int port;
    try (var server = new ServerSocket(0, 1, LOCAL)) {
      port = server.getLocalPort();
    }
    boolean same = false;
    try {
      CLIENT.send(request(port), BodyHandlers.discarding());
    } catch (ConnectException e) {
      same = e.getMessage() == null;
      var chain = new StringJoiner(" <- ");
      for (Throwable t = e; t != null; t = t.getCause()) {
        chain.add(t.getClass().getSimpleName() + ": " + t.getMessage());
      }
      System.out.println("refused: HttpClient " + chain);
    }
    try (var socket = new Socket(LOCAL, port)) {
      return false;
    } catch (ConnectException e) {
      System.out.println("refused: Socket     ConnectException: " + e.getMessage());
      return same && e.getMessage() != null;
    }
  }

  /** Delivers five bytes and then an error to the subscribers of the JDK. */
  static boolean subscriber() throws Exception {
    var stream = BodySubscribers.ofInputStream();
    cut(stream);
    int read = count(stream.getBody().toCompletableFuture().join());
    int[] consumed = {0};
    cut(BodySubscribers.ofByteArrayConsumer(b -> consumed[0] += b.map(x -> x.length).orElse(0)));
    System.out.printf(
        "subscriber: ofInputStream gave %d of 5 bytes, ofByteArrayConsumer %d of 5%n", read, consumed[0]);
    return read == 0 && consumed[0] == 5;
  }

  static void cut(BodySubscriber<?> subscriber) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          public void request(long n) {}
          public void cancel() {}
        });
    subscriber.onNext(List.of(ByteBuffer.wrap("bytes".getBytes())));
    subscriber.onError(new IOException("cut"));
  }

  /** Returns in how many connections the client saw fewer bytes than the server had sent. */
  static int lossy(ToIntFunction<HttpRequest> client) throws Exception {
    int lossy = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      try (var server = new ServerSocket(0, 1, LOCAL)) {
        Thread thread = Thread.ofPlatform().start(() -> answer(server));
        lossy += client.applyAsInt(request(server.getLocalPort())) < SENT ? 1 : 0;
        thread.join();
      }
    }
    return lossy;
  }

  /** Announces twice the bytes that are sent, and closes. */
  static void answer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      var request = new Scanner(socket.getInputStream());
      while (!request.nextLine().isEmpty()) {}
      var out = socket.getOutputStream();
      out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + 2 * SENT + "\r\n\r\n").getBytes());
      out.write(new byte[SENT]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static int readStream(HttpRequest request) {
    try {
      return count(CLIENT.send(request, BodyHandlers.ofInputStream()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int consume(HttpRequest request) {
    int[] consumed = {0};
    try {
      CLIENT.send(
          request,
          BodyHandlers.ofByteArrayConsumer(b -> consumed[0] += b.map(x -> x.length).orElse(0)));
    } catch (IOException | InterruptedException e) {
      return consumed[0];
    }
    throw new IllegalStateException("the body was cut, but no error was reported");
  }

  /** Reads until an error, and returns the number of bytes. */
  static int count(InputStream body) {
    int count = 0;
    try (body) {
      byte[] buffer = new byte[8192];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        count += n;
      }
    } catch (IOException e) {
      return count;
    }
    throw new IllegalStateException("the body was cut, but no error was reported");
  }

  static HttpRequest request(int port) {
    return HttpRequest.newBuilder(
            URI.create("http://" + LOCAL.getHostAddress() + ":" + port + "/"))
        .build();
  }
}
JAVA
"$java" "$folder/Errors.java"
