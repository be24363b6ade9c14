package org.noether.simulation.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.Download.TransientException;

/**
 * One HTTP request for a file from a given byte on. Redirections are followed, but never from https
 * to http. What a later attempt may mend is a {@link TransientException}.
 */
final class HttpGet {
  /** The status 416: what was asked for is not there. */
  static final int RANGE_REFUSED = 416;

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MAX_REDIRECTIONS = 5;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int TEMPORARY_REDIRECT = 307;
  private static final int PERMANENT_REDIRECT = 308;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

  private HttpGet() {}

  /** Asks for a file from byte {@code begin} on, and follows redirections. */
  static HttpURLConnection open(URI url, long begin) throws IOException {
    URI at = url;
    for (int i = 0; i <= MAX_REDIRECTIONS; i++) {
      HttpURLConnection connection = request(at, begin);
      switch (status(connection)) {
        case HttpURLConnection.HTTP_MOVED_PERM,
            HttpURLConnection.HTTP_MOVED_TEMP,
            HttpURLConnection.HTTP_SEE_OTHER,
            TEMPORARY_REDIRECT,
            PERMANENT_REDIRECT -> {
          at = redirected(at, connection.getHeaderField("Location"));
          connection.disconnect();
        }
        default -> {
          return connection;
        }
      }
    }
    throw new IOException(url + ": it is redirected more than " + MAX_REDIRECTIONS + " times");
  }

  /** The status of the answer. */
  static int status(HttpURLConnection connection) throws IOException {
    try {
      return connection.getResponseCode();
    } catch (UnknownHostException e) {
      throw new IOException(
          "%s: there is no such host, or no network".formatted(connection.getURL()), e);
    } catch (IOException e) {
      throw new TransientException("no answer (" + e.getMessage() + ")", e);
    }
  }

  /** What a status other than success means. */
  static IOException refused(URI url, int status) {
    String answer = "the server answers with status " + status;
    return status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS
        ? new TransientException(answer)
        : new IOException(
            "%s: %s%s"
                .formatted(
                    url,
                    answer,
                    status == HttpURLConnection.HTTP_NOT_FOUND ? "; the file is not there" : ""));
  }

  /** Whether a partial answer begins at the byte asked for. */
  static boolean continuesAt(HttpURLConnection connection, long begin) {
    Matcher range =
        CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
    return range.matches() && Long.parseLong(range.group(1)) == begin;
  }

  /** The content of the answer. */
  static InputStream body(HttpURLConnection connection) throws IOException {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw new TransientException("the connection was cut (" + e.getMessage() + ")", e);
    }
  }

  /** Reads some of the content. */
  static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new TransientException("the connection was cut (" + e.getMessage() + ")", e);
    }
  }

  private static HttpURLConnection request(URI url, long begin) throws IOException {
    var connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("User-Agent", "noether");
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (begin > 0) {
      connection.setRequestProperty("Range", "bytes=" + begin + "-");
    }
    return connection;
  }

  private static URI redirected(URI from, @Nullable String location) throws IOException {
    if (location == null || location.isBlank()) {
      throw new IOException(from + ": it is redirected, but the server does not say where to");
    }
    try {
      URI to = from.resolve(location);
      String scheme = String.valueOf(to.getScheme());
      boolean safe = scheme.equals("https") || scheme.equals(from.getScheme());
      if (safe && to.getHost() != null && scheme.matches("https?")) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new IOException(
        "%s: it is redirected to '%s', which is not followed"
            .formatted(from, Printable.of(location)));
  }
}
