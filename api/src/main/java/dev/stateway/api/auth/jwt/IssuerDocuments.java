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

/**
 * Fetches an issuer's discovery document and key set: within a time, up to a size, from no other
 * place than it was told.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery</a>
 */
final class IssuerDocuments implements AutoCloseable {
  /** API Gateway's limit. */
  private static final long LARGEST = 150_000;

  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** The text of the issuer's key set. */
  String keySet(JwtIssuer issuer) throws IOException {
    var deadline = System.nanoTime() + issuer.timing().patience().toNanos();
    var keys = issuer.keys();
    return get(keys == null ? discover(issuer, deadline) : keys, deadline);
  }

  private URI discover(JwtIssuer issuer, long deadline) throws IOException {
    var base = issuer.issuer().replaceFirst("/$", "");
    var place = uri(base + "/.well-known/openid-configuration");
    try {
      var document = JsonText.parse(get(place, deadline));
      if (!document.path("issuer").asString("").equals(issuer.issuer())) {
        throw new IOException(place + " is the document of another issuer");
      }
      var keys = uri(document.path("jwks_uri").asString(""));
      if ("https".equals(place.getScheme()) && !"https".equals(keys.getScheme())) {
        throw new IOException(place + " names a key set that is not served over TLS");
      }
      return keys;
    } catch (JacksonException _) {
      throw new IOException(place + " is not JSON");
    }
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
      var request = HttpRequest.newBuilder(place).header("Accept", "application/json").build();
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
