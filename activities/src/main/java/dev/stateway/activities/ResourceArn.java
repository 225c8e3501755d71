package dev.stateway.activities;

import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import java.util.regex.Pattern;

/** The parts of a Task's Resource. */
final class ResourceArn {
  private static final Pattern INTEGRATION =
      Pattern.compile(
          "arn:[^:]+:states:[^:]*:[^:]*:(?<service>(?:aws-sdk:)?[^:.]+):(?<action>[^:.]+)"
              + "(?<suffix>\\.sync(?::2)?|\\.waitForTaskToken)?");

  private ResourceArn() {}

  static Resource parse(String arn) {
    if (arn.contains(":states:") && arn.contains(":activity:")) {
      return new Resource.Activity(arn);
    }
    if (arn.startsWith("arn:stateway:states:::approval:")) {
      return new Resource.Approval(arn);
    }
    var matcher = INTEGRATION.matcher(arn);
    if (!matcher.matches()) {
      return new Resource.LambdaFunction(arn);
    }
    var suffix = matcher.group("suffix") == null ? "" : matcher.group("suffix");
    var pattern =
        switch (suffix) {
          case "" -> IntegrationPattern.REQUEST_RESPONSE;
          case ".waitForTaskToken" -> IntegrationPattern.WAIT_FOR_TASK_TOKEN;
          default -> IntegrationPattern.SYNC;
        };
    return new Resource.ServiceIntegration(
        arn, matcher.group("service"), matcher.group("action"), pattern, suffix);
  }
}
