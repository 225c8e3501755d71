package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.ErrorTable;
import dev.stateway.api.gateway.route.LocationTemplate;
import dev.stateway.api.gateway.route.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Reads how an operation answers: Stateway's own {@code x-workflow-} extensions and {@code
 * timeoutInMillis}.
 */
public final class ResponsesReader {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "x-workflow-response",
          "x-workflow-errors",
          "x-workflow-location",
          "x-workflow-expose-cause",
          "x-workflow-throttle");

  private static final int SHORTEST_TIMEOUT = 50;
  private static final int LONGEST_TIMEOUT = 30_000;

  private final Spot operation;

  public ResponsesReader(Spot operation) {
    this.operation = operation;
  }

  public Route.Responses read() {
    for (var member : operation.members()) {
      if (member.name().startsWith("x-workflow-") && !EXTENSIONS.contains(member.name())) {
        member.error("there is no extension " + member.name());
      }
    }
    return new Route.Responses(
        mode(),
        errors(),
        location(),
        operation.member("x-workflow-expose-cause").flag(),
        timeout(),
        new ParameterReader(operation.member(IntegrationReader.EXTENSION).dereferenced())
            .ofResponses());
  }

  private Route.ResponseMode mode() {
    var mode = operation.member("x-workflow-response");
    return switch (mode.text().orElse("result")) {
      case "aws" -> Route.ResponseMode.AWS;
      case "result" -> Route.ResponseMode.RESULT;
      case "proxy" -> Route.ResponseMode.PROXY;
      default -> {
        mode.error("x-workflow-response is aws, result or proxy");
        yield Route.ResponseMode.RESULT;
      }
    };
  }

  private ErrorTable errors() {
    var table = operation.member("x-workflow-errors");
    if (table.exists() && !table.value().isObject()) {
      table.error("x-workflow-errors must be an object of error names and HTTP statuses");
    }
    var statuses = new LinkedHashMap<String, Integer>();
    for (var entry : table.members()) {
      var status = entry.value().isIntegralNumber() ? entry.value().asInt(0) : 0;
      if (status < 400 || status > 599) {
        entry.error("the status of an error must be a number from 400 to 599");
      }
      statuses.put(entry.name(), status);
    }
    return new ErrorTable(statuses);
  }

  private LocationTemplate location() {
    var location = operation.member("x-workflow-location");
    try {
      return location.text().map(LocationTemplate::new).orElse(LocationTemplate.BY_ARN);
    } catch (IllegalArgumentException malformed) {
      location.error(String.valueOf(malformed.getMessage()));
      return LocationTemplate.BY_ARN;
    }
  }

  private Duration timeout() {
    var timeout =
        operation
            .member("x-amazon-apigateway-integration")
            .dereferenced()
            .member("timeoutInMillis");
    if (!timeout.exists()) {
      return Duration.ofMillis(LONGEST_TIMEOUT);
    }
    var millis = timeout.value().isIntegralNumber() ? timeout.value().asInt(0) : 0;
    if (millis < SHORTEST_TIMEOUT || millis > LONGEST_TIMEOUT) {
      timeout.error(
          "timeoutInMillis must be a number from " + SHORTEST_TIMEOUT + " to " + LONGEST_TIMEOUT);
    }
    return Duration.ofMillis(millis);
  }
}
