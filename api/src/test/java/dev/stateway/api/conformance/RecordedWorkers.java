package dev.stateway.api.conformance;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workers of the activities that a recorded case makes, where it had any: each takes one task,
 * and answers it with its input where the recording tells of an answer. In the end the activities
 * are removed.
 */
final class RecordedWorkers implements AutoCloseable {
  private static final String FIXTURE = "sfn_activity_consumer";

  private final StatewayServer server;
  private final JsonNode recorded;
  private final Set<String> activities = new LinkedHashSet<>();

  RecordedWorkers(StatewayServer server, JsonNode recorded) {
    this.server = server;
    this.recorded = recorded;
  }

  void workOn(String activity) {
    if (activities.add(activity)
        && recorded.path("setup").valueStream().anyMatch(RecordedWorkers::isFixture)) {
      Thread.ofVirtual().start(() -> takeOne(activity));
    }
  }

  private static boolean isFixture(JsonNode setup) {
    return setup.path("action").asString("").equals(FIXTURE);
  }

  private void takeOne(String activity) {
    var request = object().put("activityArn", activity);
    recorded.findValues("workerName").stream()
        .findFirst()
        .ifPresent(name -> request.set("workerName", name));
    var task = call("GetActivityTask", request);
    if (task.has("taskToken") && recorded.findValue("activitySucceededEventDetails") != null) {
      call(
          "SendTaskSuccess",
          object()
              .put("taskToken", task.path("taskToken").asString())
              .put("output", task.path("input").asString()));
    }
  }

  private JsonNode call(String operation, JsonNode request) {
    try {
      return JsonText.parse(server.call(operation, JsonText.write(request)).body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static ObjectNode object() {
    return JsonText.MAPPER.createObjectNode();
  }

  @Override
  public void close() {
    activities.forEach(activity -> call("DeleteActivity", object().put("activityArn", activity)));
  }
}
