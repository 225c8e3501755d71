package dev.stateway.api.approval;

import dev.stateway.api.auth.Caller;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Answers the requests for approvals. */
record ApprovalHandler(ApprovalDesk desk) {
  private static final int LONGEST_KEY = 256;

  Mono<JsonAnswer> list(Caller caller, ServerRequest request) {
    return desk.list(caller, ApprovalFilter.of(request)).map(this::page);
  }

  private JsonAnswer page(Approvals.Page page) {
    var body = JsonText.MAPPER.createObjectNode();
    var list = body.putArray("approvals");
    for (var entry : page.entries()) {
      list.add(
          entry
              .view()
              .map(view -> desk.documents().document(entry.id(), view))
              .orElseGet(() -> desk.documents().pending(entry.id())));
    }
    if (!page.notAnswered().isEmpty()) {
      var executions = body.putArray("notAnswered");
      page.notAnswered().forEach(id -> executions.add(desk.documents().executionOf(id)));
    }
    if (page.next() != null) {
      body.put("nextToken", page.next());
    }
    return JsonAnswer.of(200, body);
  }

  Mono<JsonAnswer> read(Caller caller, ServerRequest request) {
    return id(request)
        .flatMap(id ->
            desk.read(caller, id)
                .map(view -> JsonAnswer.of(200, desk.documents().document(id, view))));
  }

  Mono<JsonAnswer> decide(Caller caller, ServerRequest request, String body, Choice choice) {
    var decision = DecisionRequest.decision(body);
    var key = key(request);
    return id(request)
        .flatMap(id ->
            desk.decide(caller, id, choice, decision, key).map(outcome -> answer(id, outcome)));
  }

  Mono<JsonAnswer> delegate(Caller caller, ServerRequest request, String body) {
    var delegation = DecisionRequest.delegation(body);
    var key = key(request);
    return id(request)
        .flatMap(
            id -> desk.delegate(caller, id, delegation, key).map(outcome -> answer(id, outcome)));
  }

  private static Mono<ApprovalId> id(ServerRequest request) {
    return Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")));
  }

  private static @Nullable String key(ServerRequest request) {
    var key = request.headers().firstHeader("Idempotency-Key");
    if (key != null && key.length() > LONGEST_KEY) {
      throw new RequestRefused(
          JsonAnswer.message(400, "Idempotency-Key may have " + LONGEST_KEY + " characters"));
    }
    return key == null || key.isBlank() ? null : key;
  }

  private JsonAnswer answer(ApprovalId id, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Counted(var view) -> JsonAnswer.of(200, desk.documents().document(id, view));
      case Outcome.TooLate(var view) ->
          with(409, ApprovalDocuments.lateness(view), desk.documents().document(id, view));
      case Outcome.Refused refused ->
          with(
              refused.status(),
              ApprovalDocuments.refusal(refused.why()),
              desk.documents().document(id, refused.view()));
      case Outcome.Invalid(_, var problems) -> {
        var body = JsonAnswer.messageBody(ApprovalDocuments.NOT_VALID);
        ApprovalDocuments.putProblems(body, problems);
        yield JsonAnswer.of(400, body);
      }
    };
  }

  private static JsonAnswer with(int status, String message, ObjectNode approval) {
    var body = JsonAnswer.messageBody(message);
    body.set("approval", approval);
    return JsonAnswer.of(status, body);
  }
}
