package dev.stateway.api.auth.sts;

import dev.stateway.translator.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Asks AWS who somebody is: they send a presigned GetCallerIdentity request, which nobody but AWS
 * can check, and which a header they had to sign makes good for this server alone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
public final class AwsIdentity implements AutoCloseable {
  /** The header that has to be signed, with the name of the server that is meant. */
  public static final String SERVER_HEADER = "x-stateway-server-id";

  private static final Pattern AWS_HOST =
      Pattern.compile("sts(\\.[a-z]{2}(-[a-z]+)+-\\d)?\\.amazonaws\\.com(\\.cn)?");
  private static final Set<String> PARAMETERS =
      Set.of(
          "Action",
          "Version",
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-Security-Token",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders");
  private static final int LONGEST_EXPIRY = 900;
  private static final int LONGEST_URL = 8_192;
  private static final long LARGEST_ANSWER = 16_384;
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String serverId;
  private final @Nullable URI standIn;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /**
   * For one server.
   *
   * @param serverId its name
   * @param standIn what is asked instead of AWS; absent for AWS itself
   */
  public AwsIdentity(String serverId, @Nullable URI standIn) {
    this.serverId = serverId;
    this.standIn = standIn;
  }

  /** The ARN of whoever made this URL; fails with {@link StsError}. */
  Mono<String> arn(String url) {
    return Mono.fromCallable(() -> request(url))
        .flatMap(request ->
            Mono.fromFuture(() ->
                    http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8),
                            LARGEST_ANSWER)))
                .timeout(PATIENCE)
                .onErrorMap(_ -> StsError.identityProviderAway("AWS cannot be asked")))
        .map(AwsIdentity::arn);
  }

  private HttpRequest request(String url) {
    var place = place(url);
    var parameters = parameters(place);
    if (!PARAMETERS.containsAll(parameters.keySet())
        || !"GetCallerIdentity".equals(parameters.get("Action"))) {
      throw refused("it must be a presigned GetCallerIdentity request");
    }
    var signed = parameters.getOrDefault("X-Amz-SignedHeaders", "").split("%3B|;", -1);
    if (!Arrays.asList(signed).contains(SERVER_HEADER)) {
      throw refused("its signed headers must have " + SERVER_HEADER);
    }
    var expires = parameters.getOrDefault("X-Amz-Expires", "");
    if (!expires.matches("\\d{1,4}") || Integer.parseInt(expires) > LONGEST_EXPIRY) {
      throw refused("it must expire within " + LONGEST_EXPIRY + " seconds");
    }
    return HttpRequest.newBuilder(pinned(place))
        .header(SERVER_HEADER, serverId)
        .header("Accept", "application/json")
        .timeout(PATIENCE)
        .GET()
        .build();
  }

  private static URI place(String url) {
    try {
      var place = URI.create(url.length() > LONGEST_URL ? "" : url);
      var path = String.valueOf(place.getRawPath());
      if ("https".equals(place.getScheme())
          && place.getRawUserInfo() == null
          && place.getPort() == -1
          && place.getRawFragment() == null
          && place.getHost() != null
          && AWS_HOST.matcher(place.getHost()).matches()
          && (path.isEmpty() || path.equals("/"))) {
        return place;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw refused("it must be a URL of AWS's own token service");
  }

  private static Map<String, String> parameters(URI place) {
    var parameters = new HashMap<String, String>();
    for (var part : String.valueOf(place.getRawQuery()).split("&", -1)) {
      var equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      if (parameters.put(name, equals < 0 ? "" : part.substring(equals + 1)) != null) {
        throw refused("it has a parameter twice");
      }
    }
    return parameters;
  }

  private URI pinned(URI place) {
    return standIn == null
        ? place
        : URI.create(standIn.toString().replaceFirst("/$", "") + "/?" + place.getRawQuery());
  }

  private static String arn(HttpResponse<String> answer) {
    if (answer.statusCode() != OK) {
      throw refused("AWS does not take it");
    }
    try {
      var arn =
          JsonText.parse(answer.body())
              .path("GetCallerIdentityResponse")
              .path("GetCallerIdentityResult")
              .path("Arn")
              .asString("");
      if (arn.startsWith("arn:aws")) {
        return arn;
      }
    } catch (JacksonException _) {
      // Told below.
    }
    throw refused("AWS's answer cannot be read");
  }

  private static StsError refused(String why) {
    return StsError.invalidIdentityToken("IdentityUrl is not taken: " + why);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
