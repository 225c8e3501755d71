package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an {@code x-amazon-apigateway-authorizer} of type {@code request}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 *     authorizers for HTTP APIs</a>
 */
final class LambdaAuthorizerReader {
  private static final int USUAL_TTL = 300;
  private static final int LONGEST_TTL = 3600;

  private final String name;
  private final Spot authorizer;

  LambdaAuthorizerReader(String name, Spot authorizer) {
    this.name = name;
    this.authorizer = authorizer;
  }

  /** The authorizer; where it cannot be used, which is noted, one that nobody gets past. */
  Authorization read() {
    var uri = authorizer.member("authorizerUri");
    if (!uri.exists()) {
      authorizer.error("the authorizer " + name + " has no authorizerUri");
    }
    if (authorizer.member("identityValidationExpression").exists()) {
      authorizer
          .member("identityValidationExpression")
          .error("identityValidationExpression is of REST APIs");
    }
    var version = authorizer.member("authorizerPayloadFormatVersion");
    var format = FunctionUri.format(version, version.text().orElse(""));
    var simple = authorizer.member("enableSimpleResponses");
    if (simple.flag() && format == PayloadFormat.V1) {
      simple.error("simple responses need the authorizerPayloadFormatVersion \"2.0\"");
    }
    var credentials = AuthorizationReader.role(authorizer.member("authorizerCredentials"));
    var sources = identitySources();
    var ttl = ttl(!sources.isEmpty());
    return FunctionUri.function(uri)
        .<Authorization>map(function ->
            new Authorization.Lambda(
                name, function, format, simple.flag(), credentials, sources, ttl))
        .orElseGet(Authorization.Iam::new);
  }

  /** One text with commas between them, or a list. */
  private List<ParameterMapping> identitySources() {
    var source = authorizer.member("identitySource");
    var sources = new ArrayList<ParameterMapping>();
    var texts =
        source.value().isArray()
            ? AuthorizationReader.texts(source)
            : List.of((source.exists() ? source.text().orElse("") : "").split(",", -1));
    for (var text : texts) {
      if (text.isBlank()) {
        continue;
      }
      try {
        if (!text.strip().startsWith("$")) {
          throw new IllegalArgumentException(text + " is no identity source");
        }
        sources.add(ParameterMapping.parse(text.strip()));
      } catch (IllegalArgumentException malformed) {
        source.error(String.valueOf(malformed.getMessage()));
      }
    }
    return sources;
  }

  private Duration ttl(boolean hasSources) {
    var ttl = authorizer.member("authorizerResultTtlInSeconds");
    if (!ttl.exists()) {
      return Duration.ofSeconds(hasSources ? USUAL_TTL : 0);
    }
    var seconds = ttl.value().isIntegralNumber() ? ttl.value().asInt(-1) : -1;
    if (seconds < 0 || seconds > LONGEST_TTL) {
      ttl.error("authorizerResultTtlInSeconds must be a number from 0 to " + LONGEST_TTL);
    } else if (seconds > 0 && !hasSources) {
      ttl.error("answers can be kept by the values of an identitySource only: there is none");
    }
    return Duration.ofSeconds(Math.max(0, seconds));
  }
}
