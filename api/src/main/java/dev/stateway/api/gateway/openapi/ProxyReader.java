package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.PathTemplate;
import dev.stateway.api.gateway.route.RouteKey;
import dev.stateway.api.gateway.route.UriTemplate;
import dev.stateway.translator.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads integrations with Lambda functions and HTTP servers, and mocks. */
final class ProxyReader {
  private final Spot integration;

  ProxyReader(Spot integration) {
    this.integration = integration;
  }

  /** {@code aws_proxy} without a subtype. */
  Optional<Integration> lambda() {
    var uri = integration.member("uri");
    if (!uri.exists()) {
      integration.error("the integration has no uri: the ARN of a function");
    }
    if (integration.member("requestParameters").exists()) {
      integration
          .member("requestParameters")
          .error("requestParameters cannot change what a function gets");
    }
    var version = integration.member("payloadFormatVersion");
    var format = FunctionUri.format(version, version.exists() ? version.text().orElse("") : "1.0");
    return FunctionUri.function(uri).map(function -> new Integration.LambdaProxy(function, format));
  }

  /** {@code http_proxy}. */
  Optional<Integration> http(Optional<RouteKey> key) {
    var uri = integration.member("uri");
    if (!uri.exists()) {
      integration.error("the integration has no uri");
      return Optional.empty();
    }
    var method = integration.member("httpMethod").text().orElse(RouteKey.ANY);
    var upper = method.toUpperCase(Locale.ROOT);
    if (!upper.equals(RouteKey.ANY) && !RouteKey.METHODS.contains(upper)) {
      integration.member("httpMethod").error("there is no method " + method);
    }
    var changes = new ParameterReader(integration).ofRequest();
    return uri.text()
        .flatMap(text -> template(uri, text))
        .filter(template -> isKnown(uri, template, key))
        .map(template -> new Integration.HttpProxy(upper, template, changes, streams()));
  }

  private boolean streams() {
    var mode = integration.member("responseTransferMode");
    return switch (mode.exists() ? mode.text().orElse("").toUpperCase(Locale.ROOT) : "BUFFERED") {
      case "STREAM" -> true;
      case "BUFFERED" -> false;
      default -> {
        mode.error("responseTransferMode is STREAM or BUFFERED");
        yield false;
      }
    };
  }

  private static Optional<UriTemplate> template(Spot uri, String text) {
    try {
      return Optional.of(new UriTemplate(text));
    } catch (IllegalArgumentException malformed) {
      uri.error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isKnown(Spot uri, UriTemplate template, Optional<RouteKey> key) {
    if (key.isEmpty()) {
      return true;
    }
    var known = variables(key.get());
    for (var name : template.variables()) {
      if (!known.contains(name)) {
        uri.error("the route's path has no variable {" + name + "}");
        return false;
      }
    }
    return true;
  }

  private static Set<String> variables(RouteKey key) {
    var names = new HashSet<String>();
    if (key instanceof RouteKey.MethodAndPath(_, var path)) {
      for (var segment : path.segments()) {
        switch (segment) {
          case PathTemplate.Segment.Variable(var name) -> names.add(name);
          case PathTemplate.Segment.Greedy(var name) -> names.add(name);
          case PathTemplate.Segment.Literal _ -> {}
        }
      }
    }
    return names;
  }

  /** {@code mock}: the status of its request template, and the first response that has it. */
  Optional<Integration> mock() {
    var template = integration.member("requestTemplates").member("application/json");
    var status =
        template.exists() ? template.text().map(text -> status(template, text)) : Optional.of(200);
    var response = response(status.orElse(200));
    var body = response.member("responseTemplates").member("application/json");
    var text = body.exists() ? body.text().orElse("") : "";
    if (text.contains("$") || text.contains("#")) {
      body.error("mapping templates are not built yet: the text may have no $ and no #");
    }
    var code = response.member("statusCode");
    var answered = code.exists() ? number(code) : status.orElse(200);
    return Optional.of(new Integration.Mock(answered, headers(response), text));
  }

  private static int status(Spot template, String text) {
    try {
      JsonNode tree = JsonText.parse(text);
      return number(template, tree.path("statusCode"));
    } catch (JacksonException notJson) {
      template.error(
          "mapping templates are not built yet: the request template of a mock must be JSON with a"
              + " statusCode");
      return 200;
    }
  }

  private static int number(Spot code) {
    return number(code, code.value());
  }

  private static int number(Spot place, JsonNode value) {
    var text = value.asString("");
    if (!text.matches("[2-5]\\d\\d")) {
      place.error("statusCode must be a status from 200 to 599");
      return 200;
    }
    return Integer.parseInt(text);
  }

  private Spot response(int status) {
    for (var candidate : integration.member("responses").members()) {
      if (!candidate.name().equals("default") && matches(candidate, Integer.toString(status))) {
        return candidate;
      }
    }
    return integration.member("responses").member("default");
  }

  private static boolean matches(Spot candidate, String status) {
    if (!candidate.name().matches("[0-9.*|]*")) {
      candidate.error(
          "the responses of a mock are by status, with . and *, not " + candidate.name());
      return false;
    }
    return status.matches(candidate.name());
  }

  private static Map<String, String> headers(Spot response) {
    var prefix = "method.response.header.";
    var headers = new HashMap<String, String>();
    for (var parameter : response.member("responseParameters").members()) {
      var text = parameter.text().orElse("");
      if (!parameter.name().startsWith(prefix)
          || text.length() < 2
          || !text.startsWith("'")
          || !text.endsWith("'")) {
        parameter.error("a mock sets " + prefix + "NAME to a text in single quotes");
        continue;
      }
      headers.put(
          parameter.name().substring(prefix.length()).toLowerCase(Locale.ROOT),
          text.substring(1, text.length() - 1));
    }
    return headers;
  }
}
