package dev.stateway.api.http.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request must be: of a known version and method, with one host, of one length,
 * and with a path that means the same to everybody.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">HTTP/1.1</a>
 */
final class HeadRules {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._~-]+)(:[0-9]{1,5})?");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern DOT = Pattern.compile("%2[eE]");
  private static final Pattern BAD_CHARACTER =
      Pattern.compile("[\\x00-\\x20\\x7f-\\uffff\\\\^`{|}<>\"]|%00|%0[aAdD]");
  private static final int MOST_HEADERS = 300;

  private HeadRules() {}

  /**
   * Why a request is not let in.
   *
   * @param status the answer's
   * @param message what is wrong
   */
  record Refusal(int status, String message) {}

  /** Why this one is not let in; absent if it is. */
  static @Nullable Refusal check(HttpRequest request) {
    var version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return new Refusal(400, "HTTP Version Not Supported");
    }
    var method = request.method().name();
    if (!METHODS.contains(method)) {
      return new Refusal(405, "Method Not Allowed");
    }
    if (request.headers().size() > MOST_HEADERS) {
      return new Refusal(431, "Request Header Fields Too Large");
    }
    var length = length(request, version);
    if (length != null) {
      return length;
    }
    var host = host(request, version);
    return host != null ? host : target(request);
  }

  private static @Nullable Refusal length(HttpRequest request, HttpVersion version) {
    var codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()) {
      if (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked")) {
        return new Refusal(400, "There is no transfer coding but chunked");
      }
      if (version.equals(HttpVersion.HTTP_1_0)
          || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
        return new Refusal(400, "The length of the body is not clear");
      }
    }
    for (var expected : request.headers().getAll(HttpHeaderNames.EXPECT)) {
      if (!expected.strip().equalsIgnoreCase("100-continue")) {
        return new Refusal(417, "Expectation Failed");
      }
    }
    return null;
  }

  private static @Nullable Refusal host(HttpRequest request, HttpVersion version) {
    var hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_0)) {
      return null;
    }
    if (hosts.size() != 1) {
      return new Refusal(400, "A request has one Host header");
    }
    return HOST.matcher(hosts.getFirst()).matches()
        ? null
        : new Refusal(400, "The Host header is not valid");
  }

  private static @Nullable Refusal target(HttpRequest request) {
    var target = request.uri();
    if (!target.startsWith("/")) {
      // A proxy's form: it may only name the host that the request is for.
      var host = String.valueOf(request.headers().get(HttpHeaderNames.HOST));
      var origin = target.toLowerCase(Locale.ROOT);
      var own = "http://" + host.toLowerCase(Locale.ROOT) + "/";
      if (!origin.startsWith(own)) {
        return new Refusal(400, "The request target must be a path");
      }
      target = target.substring(own.length() - 1);
      request.setUri(target);
    }
    var query = target.indexOf('?');
    var path = query < 0 ? target : target.substring(0, query);
    if (BAD_ESCAPE.matcher(target).find() || BAD_CHARACTER.matcher(path).find()) {
      return new Refusal(400, "The request target is not valid");
    }
    return hasDotSegment(path) ? new Refusal(400, "The path has dot segments") : null;
  }

  private static boolean hasDotSegment(String path) {
    for (var segment : DOT.matcher(path).replaceAll(".").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
