package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalDesk;
import dev.stateway.api.approval.ApprovalDocuments;
import dev.stateway.api.approval.ApprovalFilter;
import dev.stateway.api.approval.ApprovalId;
import dev.stateway.api.approval.DecisionRequest;
import dev.stateway.api.approval.Outcome;
import dev.stateway.api.approval.Voters;
import dev.stateway.api.auth.web.BrowserPages;
import dev.stateway.api.auth.web.BrowserPages.Visit;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The pages of those who are signed in: the inbox, and one approval. */
record PageHandler(ApprovalDesk desk, Graphs graphs) {
  static final String INBOX = "/ui/approvals";

  Mono<ServerResponse> inbox(ServerRequest request, Visit visit) {
    try {
      return inbox(request, visit, ApprovalFilter.of(request));
    } catch (RequestRefused wrong) {
      var model = model(visit);
      model.put("inbox", Inbox.wrong(request, wrong));
      return Html.page(wrong.answer().status(), "inbox", model);
    }
  }

  private Mono<ServerResponse> inbox(ServerRequest request, Visit visit, ApprovalFilter filter) {
    return desk.list(visit.caller(), filter)
        .flatMap(page -> {
          var model = model(visit);
          model.put("inbox", Inbox.of(request, filter, page));
          return Html.page(200, "inbox", model);
        });
  }

  Mono<ServerResponse> show(ServerRequest request, Visit visit) {
    return id(request)
        .flatMap(
            id -> desk.read(visit.caller(), id).flatMap(view -> page(visit, id, Said.of(view))))
        .switchIfEmpty(Mono.defer(() -> missing(visit)));
  }

  Mono<ServerResponse> answer(ServerRequest request, Visit visit) {
    return id(request)
        .flatMap(id -> said(visit, id).flatMap(outcome -> answer(visit, id, outcome)))
        .switchIfEmpty(Mono.defer(() -> missing(visit)));
  }

  /** Shows what was entered in an earlier session, and does nothing. */
  Mono<ServerResponse> showAgain(ServerRequest request, Visit visit) {
    return id(request)
        .flatMap(id ->
            desk.read(visit.caller(), id)
                .flatMap(view -> page(visit, id, Said.again(view, visit.form()))))
        .switchIfEmpty(Mono.defer(() -> missing(visit)));
  }

  private static Mono<ServerResponse> missing(Visit visit) {
    var model = model(visit);
    model.put("title", "There is no such approval");
    model.put("text", "It may have been removed with its execution, or the address is not whole.");
    return Html.page(404, "message", model);
  }

  private Mono<Outcome> said(Visit visit, ApprovalId id) {
    var form = visit.form();
    var action = String.valueOf(form.getFirst("action"));
    var comment = text(form, "comment");
    var key = text(form, "answer");
    return switch (action) {
      case "approve" ->
          desk.read(visit.caller(), id)
              .flatMap(view -> {
                var entered = Decisions.entered(view, form);
                var decision = new DecisionRequest(null, null, comment, entered);
                return desk.decide(visit.caller(), id, Choice.APPROVE, decision, key);
              });
      case "reject" -> {
        var decision = new DecisionRequest(null, null, comment, null);
        yield desk.decide(visit.caller(), id, Choice.REJECT, decision, key);
      }
      case "delegate" -> {
        var to = text(form, "to");
        yield to == null
            ? desk.read(visit.caller(), id)
                .map(view -> new Outcome.Refused(view, Refusal.IS_TO_NOBODY))
            : desk.delegate(visit.caller(), id, new DecisionRequest(null, to, comment, null), key);
      }
      default -> throw Decisions.unknown(action);
    };
  }

  private static @Nullable String text(MultiValueMap<String, String> form, String name) {
    var text = form.getFirst(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private Mono<ServerResponse> answer(Visit visit, ApprovalId id, Outcome outcome) {
    return outcome instanceof Outcome.Counted
        ? BrowserPages.seeOther(INBOX + "/" + id.pathPart())
        : page(visit, id, Said.of(outcome, visit.form()));
  }

  private Mono<ServerResponse> page(Visit visit, ApprovalId id, Said said) {
    var view = said.view();
    var refusal =
        view.refusal(Voters.of(visit.caller().principal()))
            .map(ApprovalDocuments::refusal)
            .orElse(null);
    return graphs
        .of(desk.documents().execution(id), view.stateName())
        .flatMap(graph -> {
          var model = model(visit);
          model.put("page", new ApprovalPage(id, said, refusal, graph.orElse(null)));
          model.put("action", INBOX + "/" + id.pathPart());
          model.put("delegable", true);
          // The same for each time that this page is sent: a second click says nothing new.
          var sent = text(said.sent(), "answer");
          model.put("answer", sent == null ? UUID.randomUUID().toString() : sent);
          return Html.page(said.status(), "approval", model);
        });
  }

  private static Map<String, Object> model(Visit visit) {
    var model = new HashMap<String, Object>();
    model.put("who", visit.caller().principal().name());
    model.put("csrf", visit.csrfToken());
    return model;
  }

  private static Mono<ApprovalId> id(ServerRequest request) {
    return Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")));
  }
}
