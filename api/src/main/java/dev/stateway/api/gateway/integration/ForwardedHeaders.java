package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Headers on their way to a backend and back: what is of one connection stays on it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">Connection</a>
 */
final class ForwardedHeaders {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private ForwardedHeaders() {}

  /** Those that a backend gets of a request, and who sent it. */
  static Map<String, List<String>> of(GatewayRequest request) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeAll(ofThisConnection(request.header("connection")));
    headers.keySet().removeAll(List.of("host", "content-length", "expect", "forwarded"));
    var source = request.context("identity.sourceIp").orElse("unknown");
    var host = request.firstHeader("host").orElse("");
    var scheme = request.context("scheme").orElse("http");
    var through = new ArrayList<>(headers.getOrDefault("x-forwarded-for", List.of()));
    through.add(source);
    headers.put("x-forwarded-for", List.of(String.join(", ", through)));
    headers.put("x-forwarded-host", List.of(host));
    headers.put("x-forwarded-proto", List.of(scheme));
    headers.put(
        "forwarded", List.of("for=" + node(source) + ";host=\"" + host + "\";proto=" + scheme));
    headers.put("via", List.of("1.1 stateway"));
    return headers;
  }

  private static String node(String address) {
    return address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
  }

  /** Those that the client gets of a backend's answer. */
  static Map<String, List<String>> ofAnswer(HttpHeaders answer) {
    var headers = new LinkedHashMap<String, List<String>>();
    answer.forEach(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers.keySet().removeAll(ofThisConnection(headers.getOrDefault("connection", List.of())));
    headers.remove("content-length");
    return headers;
  }

  private static Set<String> ofThisConnection(List<String> connection) {
    var names = new HashSet<>(OF_ONE_CONNECTION);
    for (var value : connection) {
      for (var name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
