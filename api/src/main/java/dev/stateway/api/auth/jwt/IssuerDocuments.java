package dev.stateway.api.auth.jwt;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks an issuer for its discovery document, its key set and more: within a time, up to a size, at
 * no other place than it was told. Blocks.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery</a>
 */
public final class IssuerDocuments implements AutoCloseable {
  /** API Gateway's limit. */
  private static final long LARGEST = 150_000;

  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** The text of the issuer's key set. */
  String keySet(JwtIssuer issuer) throws IOException {
    var deadline = deadline(issuer);
    var keys = issuer.keys();
    return get(keys == null ? discover(issuer, deadline) : keys, deadline);
  }

  /**
   * The discovery document, which is the issuer's own.
   *
   * @throws IOException it is not to be had, or is another issuer's
   */
  public JsonNode discovery(JwtIssuer issuer) throws IOException {
    return discovery(issuer, deadline(issuer));
  }

  private static long deadline(JwtIssuer issuer) {
    return System.nanoTime() + issuer.timing().patience().toNanos();
  }

  private JsonNode discovery(JwtIssuer issuer, long deadline) throws IOException {
    var base = issuer.issuer().replaceFirst("/$", "");
    var place = uri(base + "/.well-known/openid-configuration");
    try {
      var document = JsonText.parse(get(place, deadline));
      if (!document.path("issuer").asString("").equals(issuer.issuer())) {
        throw new IOException(place + " is the document of another issuer");
      }
      return document;
    } catch (JacksonException _) {
      throw new IOException(place + " is not JSON");
    }
  }

  private URI discover(JwtIssuer issuer, long deadline) throws IOException {
    return endpoint(issuer, discovery(issuer, deadline), "jwks_uri");
  }

  /**
   * A place that the discovery document names.
   *
   * @throws IOException it names none, or one without TLS where the issuer has it
   */
  public static URI endpoint(JwtIssuer issuer, JsonNode document, String member)
      throws IOException {
    var place = uri(document.path(member).asString(""));
    if (place.getHost() == null) {
      throw new IOException(issuer.issuer() + " names no " + member);
    }
    if (issuer.issuer().startsWith("https:") && !"https".equals(place.getScheme())) {
      throw new IOException(
          issuer.issuer() + " names a " + member + " that is not served over TLS");
    }
    return place;
  }

  private static URI uri(String text) throws IOException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IOException(text + " is not a URL");
    }
  }

  private String get(URI place, long deadline) throws IOException {
    var left = Duration.ofNanos(deadline - System.nanoTime());
    if (!left.isPositive()) {
      throw new IOException("there was no time left to ask " + place);
    }
    var answer = send(place, left);
    if (answer.statusCode() != OK) {
      throw new IOException(place + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpResponse<String> send(URI place, Duration left) throws IOException {
    try {
      return send(HttpRequest.newBuilder(place).header("Accept", "application/json").build(), left);
    } catch (IllegalArgumentException e) {
      throw new IOException(place + " cannot be read", e);
    }
  }

  /**
   * What the issuer answers, whatever its status.
   *
   * @throws IOException it does not in time, or too much
   */
  public HttpResponse<String> send(HttpRequest request, Duration left) throws IOException {
    var place = request.uri();
    try {
      var body =
          HttpResponse.BodyHandlers.limiting(
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST);
      var answer = http.sendAsync(request, body);
      try {
        return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        answer.cancel(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | IllegalArgumentException e) {
      throw new IOException(place + " cannot be read", e);
    } catch (TimeoutException e) {
      throw new IOException(place + " does not answer in time", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
