package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.RouteKey;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code x-amazon-apigateway-integration} of an operation.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html">x-amazon-apigateway-integration</a>
 */
public final class IntegrationReader {
  static final String EXTENSION = "x-amazon-apigateway-integration";

  private static final Set<String> FIELDS =
      Set.of(
          "$ref",
          "type",
          "uri",
          "integrationSubtype",
          "payloadFormatVersion",
          "tlsConfig",
          "credentials",
          "requestParameters",
          "responseParameters",
          "responseTransferMode",
          "timeoutInMillis",
          "description",
          "connectionType",
          "httpMethod");

  /** What only mocks have. */
  private static final Set<String> MOCK_FIELDS = Set.of("requestTemplates", "responses");

  private final Spot operation;
  private final Spot integration;

  public IntegrationReader(Spot operation) {
    this.operation = operation;
    integration = operation.member(EXTENSION).dereferenced();
  }

  /** The integration; empty if there is none that can be served, which is noted. */
  public Optional<Integration> read(Optional<RouteKey> key) {
    if (!integration.value().isObject()) {
      operation.error("the operation has no " + EXTENSION);
      return Optional.empty();
    }
    var type = integration.member("type");
    var name = type.text().orElse("").toLowerCase(Locale.ROOT);
    checkFields(name);
    if (!type.exists()) {
      integration.error("the integration has no type");
      return Optional.empty();
    }
    return ofType(type, name, key);
  }

  private Optional<Integration> ofType(Spot type, String name, Optional<RouteKey> key) {
    return switch (name) {
      case "aws_proxy" ->
          integration.member("integrationSubtype").exists()
              ? new SubtypeReader(integration).read()
              : new ProxyReader(integration).lambda();
      case "http_proxy" -> new ProxyReader(integration).http(key);
      case "mock" -> new ProxyReader(integration).mock();
      case "aws", "http" -> {
        type.error("integrations of type " + name + " (with mapping templates) are not built yet");
        yield Optional.empty();
      }
      case "" -> Optional.empty();
      default -> {
        type.error("there is no integration type " + name);
        yield Optional.empty();
      }
    };
  }

  private void checkFields(String type) {
    for (var member : integration.members()) {
      var known =
          FIELDS.contains(member.name())
              || member.name().startsWith("x-")
              || (type.equals("mock") && MOCK_FIELDS.contains(member.name()));
      if (!known) {
        member.warn(member.name() + " is not applied");
      }
    }
    if (integration.member("tlsConfig").exists()) {
      integration
          .member("tlsConfig")
          .error("tlsConfig is not built: the name of a URI is verified");
    }
    var connection = integration.member("connectionType");
    if (connection.exists() && !connection.text().orElse("").equals("INTERNET")) {
      connection.error("connections of another type than INTERNET are not built");
    }
  }
}
