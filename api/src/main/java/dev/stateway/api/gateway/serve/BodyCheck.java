package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.BodySchema;
import dev.stateway.api.gateway.route.Route;
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
  static void check(Route route, RequestBody body) {
    var schema = route.rules().bodySchema();
    var needsText =
        route.integration().takesBodyAsInput() || (schema != null && schema.hasSchema());
    var text = needsText ? text(body) : body.text().orElse("binary");
    if (text.isBlank()) {
      if (schema != null && schema.required()) {
        throw new RequestRefused(JsonAnswer.message(400, "The request needs a body"));
      }
      return;
    }
    if (schema != null && schema.hasSchema()) {
      var violations = schema.violations(RequestText.json(text));
      if (!violations.isEmpty()) {
        throw new RequestRefused(refusal(violations));
      }
    } else if (route.integration().takesBodyAsInput()) {
      var _ = RequestText.json(text);
    }
  }

  private static String text(RequestBody body) {
    return body.text()
        .orElseThrow(() ->
            new RequestRefused(JsonAnswer.message(400, "The request body is not UTF-8 text")));
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
