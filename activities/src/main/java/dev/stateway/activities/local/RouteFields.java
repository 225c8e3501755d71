package dev.stateway.activities.local;

import dev.stateway.activities.routing.Route;
import dev.stateway.activities.routing.Route.Target;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Reads one of the routes of the configuration. */
final class RouteFields {
  private static final int DAY = 86_400;
  private static final int YEAR = 31_536_000;

  private RouteFields() {}

  /** The route; absent when it has mistakes, which are noted. */
  static Optional<Route> read(YamlFields fields) {
    var resource = fields.requiredText("resource");
    var targets = new ArrayList<Target>();
    fields
        .text("endpoint")
        .flatMap(text -> url(fields, text))
        .map(Target.Endpoint::new)
        .ifPresent(targets::add);
    fields
        .text("http")
        .flatMap(text -> url(fields, text))
        .map(Target.Http::new)
        .ifPresent(targets::add);
    fields.text("function").map(Target.Function::new).ifPresent(targets::add);
    fields
        .text("aws")
        .ifPresent(text -> {
          if (!text.equals("true")) {
            fields.problem("aws can only be true: the task goes where it usually goes");
          }
          targets.add(new Target.Usual());
        });
    fields.mapping("taskQueue", queue -> targets.add(taskQueue(queue)));
    fields.mapping("mock", mock -> mock(mock).ifPresent(targets::add));
    fields.nothingElse();
    if (targets.size() != 1) {
      fields.problem("A route needs one of aws, endpoint, function, http, mock and taskQueue");
      return Optional.empty();
    }
    return Optional.of(new Route(resource, targets.getFirst()));
  }

  private static Target taskQueue(YamlFields fields) {
    var heartbeat = fields.number("heartbeatSeconds", 0, 1, YEAR);
    var queue =
        new Target.TaskQueue(
            fields.requiredText("name"),
            fields.text("activity"),
            Duration.ofSeconds(fields.number("timeoutSeconds", DAY, 1, YEAR)),
            heartbeat == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(heartbeat)));
    fields.nothingElse();
    return queue;
  }

  private static Optional<URI> url(YamlFields fields, String text) {
    try {
      var url = new URI(text);
      if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    fields.problem("'" + text + "' is no URL of a server");
    return Optional.empty();
  }

  private static Optional<Target> mock(YamlFields fields) {
    var result = fields.text("result");
    var error = fields.text("error");
    var cause = fields.text("cause");
    fields.nothingElse();
    if (result.isPresent() == error.isPresent()) {
      fields.problem("A mock needs a result, JSON text, or an error");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Target.Mock(
              result.map(JsonText::parse).orElse(null), error.orElse(null), cause.orElse(null)));
    } catch (JacksonException e) {
      fields.problem("The result of a mock is no JSON: " + e.getOriginalMessage());
      return Optional.empty();
    }
  }
}
