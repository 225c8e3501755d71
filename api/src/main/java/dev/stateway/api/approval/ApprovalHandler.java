package dev.stateway.api.approval;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Answers the requests for approvals. */
record ApprovalHandler(Approvals approvals, ApprovalDocuments documents, AccessControl access) {
  static final String LIST = "stateway:ListApprovals";
  static final String READ = "stateway:DescribeApproval";
  static final String DECIDE = "stateway:DecideApproval";

  /** To decide in the name of somebody else, as an application does for its users. */
  private static final String DECIDE_FOR_OTHERS = "stateway:DecideApprovalForOthers";

  static final int LARGEST_DECISION = 64 * 1024;
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 200;

  Mono<JsonAnswer> list(Caller caller, ServerRequest request) {
    var token = request.queryParam("nextToken").filter(text -> !text.isEmpty()).orElse(null);
    return access.perform(
        caller, Task.of(LIST, "*"), () -> approvals.pending(limit(request), token).map(this::page));
  }

  private static int limit(ServerRequest request) {
    var text = request.queryParam("maxResults").orElse(Integer.toString(DEFAULT_LIMIT));
    var limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new RequestRefused(
          JsonAnswer.message(400, "maxResults must be a number from 1 to " + HIGHEST_LIMIT));
    }
    return limit;
  }

  private JsonAnswer page(Approvals.Page page) {
    var body = JsonText.MAPPER.createObjectNode();
    var list = body.putArray("approvals");
    for (var entry : page.entries()) {
      list.add(
          entry
              .view()
              .map(view -> documents.document(entry.id(), view))
              .orElseGet(() -> documents.pending(entry.id())));
    }
    if (page.next() != null) {
      body.put("nextToken", page.next());
    }
    return JsonAnswer.of(200, body);
  }

  Mono<JsonAnswer> read(Caller caller, ServerRequest request) {
    return Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")))
        .flatMap(id ->
            access.perform(
                caller,
                Task.of(READ, documents.execution(id)),
                () ->
                    approvals
                        .find(id)
                        .map(view -> JsonAnswer.of(200, documents.document(id, view)))));
  }

  Mono<JsonAnswer> decide(Caller caller, ServerRequest request, String body) {
    var decision = DecisionRequest.read(body);
    return Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")))
        .flatMap(id -> {
          var execution = documents.execution(id);
          return access.perform(
              caller,
              Task.of(DECIDE, execution),
              () ->
                  approvals
                      .decide(id, decision, by(caller, decision, execution))
                      .map(outcome -> decided(id, outcome)));
        });
  }

  /** In whose name it is decided: the caller's, unless they may speak for others. */
  private String by(Caller caller, DecisionRequest decision, String execution) {
    var by = decision.by();
    if (by == null || by.equals(caller.principal().name())) {
      return caller.principal().name();
    }
    var speaks = access.decide(caller, Task.of(DECIDE_FOR_OTHERS, execution));
    if (!speaks.isAllowed()) {
      throw speaks.refusal();
    }
    return by;
  }

  private JsonAnswer decided(ApprovalId id, Approvals.Outcome outcome) {
    return switch (outcome) {
      case Approvals.Outcome.Counted(var view) -> JsonAnswer.of(200, documents.document(id, view));
      case Approvals.Outcome.TooLate(var view) -> {
        var body = JsonAnswer.messageBody(ApprovalDocuments.lateness(view));
        body.set("approval", documents.document(id, view));
        yield JsonAnswer.of(409, body);
      }
    };
  }
}
