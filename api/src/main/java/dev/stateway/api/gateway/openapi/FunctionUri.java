package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which Lambda function is called, and in which form. */
final class FunctionUri {
  /** How API Gateway writes the URI of a function's invocations. */
  private static final Pattern INVOCATIONS =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");

  private static final Pattern FUNCTION =
      Pattern.compile("arn:[^:]+:lambda:[^:]+:\\d{12}:function:.+|[a-zA-Z0-9-_]+(:.+)?|.*\\$\\{.*");

  private FunctionUri() {}

  /** The function of a URI, or of a name or ARN; empty if there is none, which is noted. */
  static Optional<ParameterMapping> function(Spot uri) {
    return uri.text().flatMap(text -> function(uri, text));
  }

  private static Optional<ParameterMapping> function(Spot uri, String text) {
    var invocations = INVOCATIONS.matcher(text);
    var function = invocations.matches() ? invocations.group(1) : text;
    if (!FUNCTION.matcher(function).matches()) {
      uri.error(text + " names no Lambda function");
      return Optional.empty();
    }
    try {
      return Optional.of(ParameterMapping.parse(function));
    } catch (IllegalArgumentException malformed) {
      uri.error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
  }

  /** The version of a payload's format. */
  static PayloadFormat format(Spot version, String text) {
    return switch (text) {
      case "1.0" -> PayloadFormat.V1;
      case "2.0" -> PayloadFormat.V2;
      default -> {
        version.error(version.name() + " is \"1.0\" or \"2.0\"");
        yield PayloadFormat.V2;
      }
    };
  }
}
