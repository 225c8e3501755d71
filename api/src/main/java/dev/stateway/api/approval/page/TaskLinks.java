package dev.stateway.api.approval.page;

import dev.stateway.activities.token.SignedLinks;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes links to pages on which a task that waits for its token is answered: {@code POST
 * /task-links} with {@code {taskToken, title?, description?, expiresInSeconds?}}.
 */
record TaskLinks(
    AccessControl access, TaskAnswers answers, SignedLinks links, URI address, Clock clock) {
  static final String SUCCEED = "states:SendTaskSuccess";
  static final String FAIL = "states:SendTaskFailure";
  static final String PATH = "/ui/tasks/";
  private static final Set<String> MEMBERS =
      Set.of("taskToken", "title", "description", "expiresInSeconds");
  private static final int DAY = 86_400;
  private static final int LONGEST = 30 * DAY;
  private static final int LONGEST_TOKEN = 2_048;
  private static final int LONGEST_TEXT = 1_000;

  /** Makes one, for who may answer with either result themselves. */
  Mono<JsonAnswer> make(Caller caller, String body) {
    var wanted = RequestText.json(body.isBlank() ? "{}" : body);
    check(wanted);
    var fails = access.decide(caller, Task.of(FAIL, "*"));
    if (!fails.isAllowed()) {
      throw fails.refusal();
    }
    return access.perform(
        caller,
        Task.of(SUCCEED, "*"),
        () ->
            answers
                .heartbeat(wanted.path("taskToken").stringValue())
                .then(Mono.fromCallable(() -> link(wanted))));
  }

  private JsonAnswer link(JsonNode wanted) {
    var until = clock.instant().plusSeconds(wanted.path("expiresInSeconds").asInt(DAY));
    var content =
        JsonText.MAPPER
            .createArrayNode()
            .add(wanted.path("taskToken").stringValue())
            .add(wanted.path("title").asString("Answer a task"))
            .add(wanted.path("description").asString(""));
    var url =
        address.toString().replaceAll("/$", "") + PATH + links.sign(Purpose.TASK, until, content);
    return JsonAnswer.of(
        201, JsonText.MAPPER.createObjectNode().put("url", url).put("expiresAt", until.toString()));
  }

  private static void check(JsonNode wanted) {
    if (!wanted.isObject()) {
      throw refused("the body must be an object with a taskToken");
    }
    for (var name : wanted.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw refused("there is no member " + name + " in it");
      }
    }
    var token = wanted.path("taskToken");
    if (!token.isString() || token.stringValue().length() > LONGEST_TOKEN) {
      throw refused("taskToken must be the token of a task");
    }
    for (var name : new String[] {"title", "description"}) {
      var text = wanted.path(name);
      if (!text.isMissingNode()
          && !(text.isString() && text.stringValue().length() <= LONGEST_TEXT)) {
        throw refused(name + " must be text of at most " + LONGEST_TEXT + " characters");
      }
    }
    var seconds = wanted.path("expiresInSeconds");
    if (!seconds.isMissingNode()
        && !(seconds.isIntegralNumber()
            && seconds.canConvertToInt()
            && seconds.intValue() >= 1
            && seconds.intValue() <= LONGEST)) {
      throw refused("expiresInSeconds must be a number from 1 to " + LONGEST);
    }
  }

  private static RequestRefused refused(String why) {
    return new RequestRefused(JsonAnswer.message(400, "Invalid link: " + why));
  }
}
