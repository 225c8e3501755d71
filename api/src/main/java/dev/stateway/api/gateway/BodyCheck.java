package dev.stateway.api.gateway;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses bodies that cannot become an input, before anything is started. */
final class BodyCheck {
  private BodyCheck() {}

  /**
   * Checks a body for its route.
   *
   * @throws RequestRefused it is missing, no JSON, or not what the schema says
   */
  static void check(Route route, String body) {
    var schema = route.bodySchema();
    if (body.isBlank()) {
      if (schema != null && schema.required()) {
        throw new RequestRefused(JsonAnswer.message(400, "The request needs a body"));
      }
      return;
    }
    if (schema != null && schema.hasSchema()) {
      var violations = schema.violations(RequestText.json(body));
      if (!violations.isEmpty()) {
        throw new RequestRefused(refusal(violations));
      }
    } else if (route.integration().takesBodyAsInput()) {
      var _ = RequestText.json(body);
    }
  }

  private static JsonAnswer refusal(List<BodySchema.Violation> violations) {
    var summary =
        violations.stream()
            .map(violation -> (violation.pointer() + " " + violation.message()).strip())
            .collect(Collectors.joining("; "));
    var body = JsonAnswer.messageBody("Invalid request body: " + summary);
    var list = body.putArray("errors");
    for (var violation : violations) {
      list.addObject().put("pointer", violation.pointer()).put("message", violation.message());
    }
    return JsonAnswer.of(400, body);
  }
}
