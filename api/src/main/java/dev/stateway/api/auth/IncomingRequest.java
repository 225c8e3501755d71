package dev.stateway.api.auth;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What of a request its authentication looks at, as it was received: nothing decoded or normalised.
 *
 * @param method the HTTP method
 * @param rawPath the path of the request line
 * @param rawQuery what follows the question mark; empty for none
 * @param headers all values by lower-case name, in the order received
 * @param bodyHash SHA-256 of the body, in lower-case hexadecimal digits
 * @param secure whether it came over TLS
 * @param sourceIp the address it came from; empty where there is none
 */
public record IncomingRequest(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, List<String>> headers,
    String bodyHash,
    boolean secure,
    String sourceIp) {
  public IncomingRequest {
    var copy = new LinkedHashMap<String, List<String>>();
    headers.forEach((name, values) ->
        copy.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).addAll(values));
    copy.replaceAll((_, values) -> List.copyOf(values));
    headers = Collections.unmodifiableMap(copy);
  }

  /** In place of one, where Stateway itself acts for a role. */
  public static IncomingRequest ofStateway() {
    return new IncomingRequest("", "", "", Map.of(), "", true, "");
  }

  /** A request of which this is the whole body. */
  public static IncomingRequest of(ServerRequest request, byte[] body) {
    return of(request.exchange().getRequest(), body);
  }

  /** A request of which this is the whole body. */
  public static IncomingRequest of(ServerHttpRequest request, byte[] body) {
    var headers = new LinkedHashMap<String, List<String>>();
    request.getHeaders().forEach(headers::put);
    var uri = request.getURI();
    return new IncomingRequest(
        request.getMethod().name(),
        uri.getRawPath(),
        Optional.ofNullable(uri.getRawQuery()).orElse(""),
        headers,
        sha256(body),
        request.getSslInfo() != null,
        Optional.ofNullable(request.getRemoteAddress()).map(IncomingRequest::address).orElse(""));
  }

  private static String address(InetSocketAddress remote) {
    return remote.getAddress() == null ? "" : remote.getAddress().getHostAddress();
  }

  /** The first value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }

  /**
   * What conditions can ask of it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties">Properties
   *     of the network</a>
   */
  public Map<String, List<String>> conditionKeys() {
    var keys = new LinkedHashMap<String, List<String>>();
    keys.put("aws:SecureTransport", List.of(Boolean.toString(secure)));
    if (!sourceIp.isEmpty()) {
      keys.put("aws:SourceIp", List.of(sourceIp));
    }
    header("user-agent").ifPresent(agent -> keys.put("aws:UserAgent", List.of(agent)));
    header("referer").ifPresent(referer -> keys.put("aws:Referer", List.of(referer)));
    return keys;
  }

  /** SHA-256 in lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
