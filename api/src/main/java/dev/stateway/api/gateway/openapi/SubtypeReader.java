package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.ServiceAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads integrations that have an {@code integrationSubtype}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html">Integration
 *     subtypes</a>
 */
final class SubtypeReader {
  private final Spot integration;
  private final ParameterReader parameters;

  SubtypeReader(Spot integration) {
    this.integration = integration;
    this.parameters = new ParameterReader(integration);
  }

  Optional<Integration> read() {
    checkCommon();
    var subtype = integration.member("integrationSubtype");
    var name = subtype.text().orElse("");
    return switch (name) {
      case "StepFunctions-StartExecution" -> {
        var values = ofStates("StateMachineArn", List.of("Name", "Input", "Region"));
        yield Optional.ofNullable(values.get("StateMachineArn"))
            .map(arn ->
                new Integration.StartExecution(arn, values.get("Name"), values.get("Input")));
      }
      case "StepFunctions-StartSyncExecution" -> {
        var values = ofStates("StateMachineArn", List.of("Name", "Input", "Region", "TraceHeader"));
        yield Optional.ofNullable(values.get("StateMachineArn"))
            .map(arn ->
                new Integration.StartSyncExecution(arn, values.get("Name"), values.get("Input")));
      }
      case "StepFunctions-StopExecution" -> {
        var values = ofStates("ExecutionArn", List.of("Cause", "Error", "Region"));
        yield Optional.ofNullable(values.get("ExecutionArn"))
            .map(arn ->
                new Integration.StopExecution(arn, values.get("Error"), values.get("Cause")));
      }
      case "StepFunctions-DescribeExecution" -> {
        var values = ofStates("ExecutionArn", List.of("Region"));
        yield Optional.ofNullable(values.get("ExecutionArn"))
            .map(Integration.DescribeExecution::new);
      }
      default ->
          ServiceAction.named(name)
              .map(this::ofService)
              .or(() -> {
                unknown(subtype, name);
                return Optional.empty();
              });
    };
  }

  private void checkCommon() {
    if (!integration.member("credentials").exists()) {
      integration.warn("API Gateway needs credentials here: the role that may call the service");
    }
    var version = integration.member("payloadFormatVersion");
    if (version.exists() && !version.value().asString("").equals("1.0")) {
      version.error("the payloadFormatVersion of this integration is \"1.0\"");
    }
  }

  private static void unknown(Spot subtype, String name) {
    subtype.error("there is no integrationSubtype " + name);
  }

  private Integration ofService(ServiceAction action) {
    var optional = new ArrayList<>(action.parameters());
    optional.removeAll(action.required());
    optional.add("Region");
    var values = new HashMap<String, ParameterMapping>();
    parameters
        .ofAction(action.required(), optional)
        .forEach((name, mapping) -> {
          if (mapping != null) {
            values.put(name, mapping);
          }
        });
    var region = values.remove("Region");
    values.remove("TraceHeader");
    return new Integration.AwsService(action, values, region);
  }

  private Map<String, @Nullable ParameterMapping> ofStates(String required, List<String> optional) {
    var values = parameters.ofAction(List.of(required), optional);
    var holder = integration.member("requestParameters");
    checkArn(holder.member(required), values.get(required));
    checkRegion(holder.member("Region"), values.get(required));
    return values;
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
    if (!region.value().isString() || arn == null || arn.fixed().isEmpty()) {
      return;
    }
    var parts = arn.toString().split(":", -1);
    if (parts.length < 4 || !parts[3].equals(region.value().stringValue())) {
      region.error("the Region must be that of the ARN");
    }
  }
}
