package dev.stateway.api.approval.page;

import dev.stateway.activities.token.SignedLinks;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.TaskAnswers;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The page that a link to a task opens: it is answered once, with an output or an error. */
record TaskHandler(TaskAnswers answers, SignedLinks links, LinkAudit audit) {
  Mono<ServerResponse> show(ServerRequest request) {
    var incoming = IncomingRequest.of(request, new byte[0]);
    return link(request)
        .flatMap(task -> {
          audit.write(incoming, "stateway:TaskLinkOpened", title(task));
          return page(200, request, task, new LinkedMultiValueMap<>(), null);
        })
        .switchIfEmpty(Mono.defer(() -> invalid(incoming)));
  }

  Mono<ServerResponse> answer(
      ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> form) {
    return link(request)
        .flatMap(task ->
            send(task, form)
                .then(Mono.defer(() -> done(task, incoming, form)))
                .onErrorResume(
                    AwsError.class, error -> page(400, request, task, form, problem(error))))
        .switchIfEmpty(Mono.defer(() -> invalid(incoming)));
  }

  private static String title(JsonNode task) {
    return task.path(1).asString("");
  }

  private Mono<JsonNode> link(ServerRequest request) {
    return Mono.justOrEmpty(links.open(Purpose.TASK, request.pathVariable("link")));
  }

  private Mono<Void> send(JsonNode task, MultiValueMap<String, String> form) {
    var token = task.path(0).asString("");
    var action = String.valueOf(form.getFirst("action"));
    return switch (action) {
      case "succeed" -> answers.succeed(token, text(form, "output", "{}"));
      case "fail" -> answers.fail(token, text(form, "error", "Failed"), text(form, "cause", ""));
      default -> throw Decisions.unknown(action);
    };
  }

  private static String text(MultiValueMap<String, String> form, String name, String otherwise) {
    var text = form.getFirst(name);
    return text == null || text.isBlank() ? otherwise : text.strip();
  }

  private Mono<ServerResponse> done(
      JsonNode task, IncomingRequest incoming, MultiValueMap<String, String> form) {
    var result = "succeed".equals(form.getFirst("action")) ? "success" : "failure";
    audit.write(incoming, "stateway:TaskAnswered", "by a link: " + result + " of " + title(task));
    return Html.message(
        200, "Thank you", "The execution goes on with your answer. You can close this page.");
  }

  private static String problem(AwsError error) {
    return error.code().equals("TaskTimedOut") || error.code().equals("TaskDoesNotExist")
        ? "Nobody waits for this answer any more: it was given before, or too late."
        : Objects.requireNonNullElse(error.text(), error.code());
  }

  private Mono<ServerResponse> page(
      int status,
      ServerRequest request,
      JsonNode task,
      MultiValueMap<String, String> sent,
      @Nullable String alert) {
    var model = new HashMap<String, Object>();
    model.put("title", title(task));
    model.put("description", task.path(2).asString(""));
    model.put("action", TaskLinks.PATH + request.pathVariable("link"));
    model.put("alert", alert == null ? "" : alert);
    for (var field : new String[] {"output", "error", "cause"}) {
      model.put(field, Objects.requireNonNullElse(sent.getFirst(field), ""));
    }
    return Html.page(status, "task", model);
  }

  private Mono<ServerResponse> invalid(IncomingRequest incoming) {
    audit.writeRefused(incoming);
    return Html.message(
        404,
        "This link is not valid",
        "It may have expired, or not have been copied as a whole. Ask for a new one.");
  }
}
