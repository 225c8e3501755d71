package dev.stateway.activities.optimised;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.ArrayList;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How something is found by its name that a service knows only by its id.
 *
 * @param list the action that lists such things
 * @param at {@link Template} of its parameters
 * @param items JSON pointer of those of one page in its answer
 * @param page the member of the answer that names the next page, and of the request for it
 * @param named JSON pointer of the name, in what templates are filled from
 * @param unknown the error when there is not exactly one of that name
 */
record Lookup(String list, JsonNode at, String items, String page, String named, String unknown) {
  private static final int BAD_REQUEST = 400;

  /**
   * The one of that name.
   *
   * @throws TaskFailedException there is none, or more than one
   */
  JsonNode find(SdkService client, AwsService errors, JsonNode source, UUID key)
      throws InterruptedException {
    var name = source.at(named).stringValue("");
    var found = new ArrayList<JsonNode>();
    var request = (ObjectNode) new Template(at).fill(source);
    while (true) {
      var answer = client.call(list, request, SdkJson.OPTIMISED, key);
      for (var item : answer.members().at(items)) {
        if (item.path("Name").stringValue("").equals(name)) {
          found.add(item);
        }
      }
      var next = answer.members().path(page);
      if (next.isMissingNode()) {
        return only(found, name, errors, answer.metadata().requestId());
      }
      request.set(page, next);
    }
  }

  private JsonNode only(
      ArrayList<JsonNode> found, String name, AwsService errors, String requestId) {
    if (found.size() == 1) {
      return found.getFirst();
    }
    var many = found.isEmpty() ? "None" : "More than one";
    throw errors.failed(
        unknown,
        errors.cause(
            many + " of " + items.substring(1) + " has the name '" + name + "'",
            BAD_REQUEST,
            unknown,
            requestId));
  }
}
