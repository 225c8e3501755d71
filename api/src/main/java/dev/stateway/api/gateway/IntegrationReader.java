package dev.stateway.api.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code x-amazon-apigateway-integration} of an operation.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html">x-amazon-apigateway-integration</a>
 */
final class IntegrationReader {
  private static final String EXTENSION = "x-amazon-apigateway-integration";
  private static final Set<String> TYPES = Set.of("aws", "aws_proxy", "http", "http_proxy", "mock");

  /** Subtypes of API Gateway that are not built. */
  private static final Set<String> UNBUILT_SUBTYPES =
      Set.of(
          "EventBridge-PutEvents",
          "SQS-SendMessage",
          "SQS-ReceiveMessage",
          "SQS-DeleteMessage",
          "SQS-PurgeQueue",
          "AppConfig-GetConfiguration",
          "Kinesis-PutRecord");

  private static final Set<String> FIELDS =
      Set.of(
          "$ref",
          "type",
          "integrationSubtype",
          "payloadFormatVersion",
          "credentials",
          "requestParameters",
          "timeoutInMillis",
          // Says how to call a URI; a subtype has none, but exported files carry it.
          "connectionType",
          "httpMethod");

  private final Spot operation;
  private final Spot integration;

  IntegrationReader(Spot operation) {
    this.operation = operation;
    integration = operation.member(EXTENSION).dereferenced();
  }

  /** The integration; empty if there is none that can be served, which is noted. */
  Optional<Integration> read() {
    if (!integration.value().isObject()) {
      operation.error("the operation has no " + EXTENSION);
      return Optional.empty();
    }
    for (var member : integration.members()) {
      if (!FIELDS.contains(member.name()) && !member.name().startsWith("x-")) {
        member.warn(member.name() + " is not applied");
      }
    }
    if (!integration.member("credentials").exists()) {
      integration.warn("API Gateway needs credentials here: the role that may call the service");
    }
    var version = integration.member("payloadFormatVersion");
    if (version.exists() && !version.value().asString("").equals("1.0")) {
      version.error("the payloadFormatVersion of this integration is \"1.0\"");
    }
    return hasType() ? subtype() : Optional.empty();
  }

  private boolean hasType() {
    var type = integration.member("type");
    var name = type.text().orElse("");
    if (name.equals("aws_proxy") && integration.member("integrationSubtype").exists()) {
      return true;
    }
    if (!type.exists()) {
      integration.error("the integration has no type");
    } else if (TYPES.contains(name)) {
      type.error(
          "integrations of type "
              + name
              + " are not built yet, except aws_proxy with a StepFunctions integrationSubtype");
    } else if (!name.isEmpty()) {
      type.error("there is no integration type " + name);
    }
    return false;
  }

  private Optional<Integration> subtype() {
    var subtype = integration.member("integrationSubtype");
    var name = subtype.text().orElse("");
    return switch (name) {
      case "StepFunctions-StartExecution" -> {
        var values = parameters("StateMachineArn", List.of("Name", "Input", "Region"));
        yield Optional.ofNullable(values.get("StateMachineArn"))
            .map(arn ->
                new Integration.StartExecution(arn, values.get("Name"), values.get("Input")));
      }
      case "StepFunctions-StartSyncExecution" -> {
        var values =
            parameters("StateMachineArn", List.of("Name", "Input", "Region", "TraceHeader"));
        yield Optional.ofNullable(values.get("StateMachineArn"))
            .map(arn ->
                new Integration.StartSyncExecution(arn, values.get("Name"), values.get("Input")));
      }
      case "StepFunctions-StopExecution" -> {
        var values = parameters("ExecutionArn", List.of("Cause", "Error", "Region"));
        yield Optional.ofNullable(values.get("ExecutionArn"))
            .map(arn ->
                new Integration.StopExecution(arn, values.get("Error"), values.get("Cause")));
      }
      case "StepFunctions-DescribeExecution" -> {
        var values = parameters("ExecutionArn", List.of("Region"));
        yield Optional.ofNullable(values.get("ExecutionArn"))
            .map(Integration.DescribeExecution::new);
      }
      default -> {
        subtype.error(
            UNBUILT_SUBTYPES.contains(name)
                ? "the integrationSubtype " + name + " is not built yet"
                : "there is no integrationSubtype " + name);
        yield Optional.empty();
      }
    };
  }

  private Map<String, @Nullable ParameterMapping> parameters(
      String required, List<String> optional) {
    var holder = integration.member("requestParameters");
    var values = new LinkedHashMap<String, @Nullable ParameterMapping>();
    for (var parameter : holder.members()) {
      if (!parameter.name().equals(required) && !optional.contains(parameter.name())) {
        parameter.error("this integration has no parameter " + parameter.name());
      }
      parameter
          .text()
          .flatMap(text -> mapping(parameter, text))
          .ifPresent(mapping -> values.put(parameter.name(), mapping));
    }
    if (!holder.member(required).exists()) {
      (holder.exists() ? holder : integration).error("the parameter " + required + " is missing");
    }
    if (holder.member("TraceHeader").exists()) {
      holder.member("TraceHeader").warn("TraceHeader is not applied");
    }
    checkArn(holder.member(required), values.get(required));
    checkRegion(holder.member("Region"), values.get(required));
    return values;
  }

  private Optional<ParameterMapping> mapping(Spot parameter, String text) {
    try {
      return Optional.of(ParameterMapping.parse(text));
    } catch (IllegalArgumentException malformed) {
      parameter.error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
  }

  private static void checkArn(Spot parameter, @Nullable ParameterMapping arn) {
    var kind = parameter.name().equals("StateMachineArn") ? "stateMachine" : "execution";
    if (arn != null
        && arn.fixed().isPresent()
        && !arn.fixed().get().matches("arn:[^:]+:states:[^:]+:[0-9]{12}:" + kind + ":.+")) {
      parameter.error(
          arn
              + " is not the ARN of "
              + (kind.equals("execution") ? "an execution" : "a state machine"));
    }
  }

  /** The region is that of the ARN: another one would be another Stateway. */
  private static void checkRegion(Spot region, @Nullable ParameterMapping arn) {
    if (!region.value().isString() || arn == null) {
      return;
    }
    var parts = arn.toString().split(":", -1);
    if (parts.length < 4 || !parts[3].equals(region.value().stringValue())) {
      region.error("the Region must be that of the ARN");
    }
  }
}
