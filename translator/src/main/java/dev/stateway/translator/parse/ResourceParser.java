package dev.stateway.translator.parse;

import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the {@code Resource} of a Task state.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-service-integrations.html">Service
 *     integrations</a>
 */
final class ResourceParser {
  private static final String APPROVAL = "arn:stateway:states:::approval:request";
  private static final Pattern LAMBDA =
      Pattern.compile(
          "arn:aws[a-z-]*:lambda:[a-z0-9-]*:[a-z0-9-]*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?");
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:activity:[^:]+");
  private static final Pattern INTEGRATION =
      Pattern.compile(
          "arn:aws[a-z-]*:states:[a-z0-9-]*:\\d*:((?:aws-sdk:)?[a-z0-9-]+):([a-z][A-Za-z0-9]*)(\\.[A-Za-z]+(?::\\d+)?)?");

  private ResourceParser() {}

  static @Nullable Resource parse(Context context) {
    var fields = context.fields();
    var arn = fields.requiredText("Resource");
    if (arn == null) {
      return null;
    }
    var resource = resource(arn);
    if (resource.isEmpty()) {
      fields.problem(
          "The resource provided %s is not recognized. The value is not a valid resource ARN, or the resource is not available in this region."
              .formatted(arn),
          "Resource");
      return null;
    }
    if (context.type() == MachineType.EXPRESS) {
      checkExpress(fields, resource.get());
    }
    return resource.get();
  }

  private static Optional<Resource> resource(String arn) {
    if (arn.equals(APPROVAL)) {
      return Optional.of(new Resource.Approval(arn));
    }
    if (LAMBDA.matcher(arn).matches()) {
      return Optional.of(new Resource.LambdaFunction(arn));
    }
    if (ACTIVITY.matcher(arn).matches()) {
      return Optional.of(new Resource.Activity(arn));
    }
    var match = INTEGRATION.matcher(arn);
    if (!match.matches()) {
      return Optional.empty();
    }
    var suffix = match.group(3) == null ? "" : match.group(3);
    return pattern(suffix)
        .filter(_ -> Integrations.offers(match.group(1), match.group(2), suffix))
        .map(pattern ->
            new Resource.ServiceIntegration(arn, match.group(1), match.group(2), pattern, suffix));
  }

  private static Optional<IntegrationPattern> pattern(String suffix) {
    return switch (suffix) {
      case "" -> Optional.of(IntegrationPattern.REQUEST_RESPONSE);
      case ".sync", ".sync:2" -> Optional.of(IntegrationPattern.SYNC);
      case ".waitForTaskToken" -> Optional.of(IntegrationPattern.WAIT_FOR_TASK_TOKEN);
      default -> Optional.empty();
    };
  }

  private static void checkExpress(Fields fields, Resource resource) {
    switch (resource) {
      case Resource.LambdaFunction _ -> {}
      case Resource.Activity _ ->
          fields.problem("Express state machine does not support Activity ARN", "Resource");
      case Resource.Approval _ ->
          fields.problem("Express state machine does not support approvals", "Resource");
      case Resource.ServiceIntegration integration -> {
        switch (integration.pattern()) {
          case REQUEST_RESPONSE -> {}
          case SYNC ->
              fields.problem(
                  "Express state machine does not support '.sync' service integration", "Resource");
          // The blank at the end is AWS's.
          case WAIT_FOR_TASK_TOKEN ->
              fields.problem(
                  "Express state machine does not support '.waitForTaskToken' service integration ",
                  "Resource");
        }
      }
    }
  }
}
