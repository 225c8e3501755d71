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
import dev.stateway.translator.form.FormSchema.Problem;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The pages of those who are signed in: the inbox, and one approval. */
record PageHandler(ApprovalDesk desk, Graphs graphs) {
  static final String INBOX = "/ui/approvals";

  Mono<ServerResponse> inbox(ServerRequest request, Visit visit) {
    var filter = ApprovalFilter.of(request);
    return desk.list(visit.caller(), filter)
        .flatMap(page -> {
          var model = model(visit);
          model.put(
              "rows",
              page.entries().stream()
                  .map(entry -> InboxRow.of(entry.id(), entry.view().orElse(null)))
                  .toList());
          model.put("notAnswered", page.notAnswered().size());
          model.put("next", page.next() == null ? "" : page.next());
          model.put("filter", filter);
          model.put("statuses", ApprovalView.Status.values());
          return Html.page(200, "inbox", model);
        });
  }

  Mono<ServerResponse> show(ServerRequest request, Visit visit) {
    return id(request)
        .flatMap(
            id -> desk.read(visit.caller(), id).flatMap(view -> page(visit, id, Said.of(view))));
  }

  Mono<ServerResponse> answer(ServerRequest request, Visit visit) {
    return id(request)
        .flatMap(id -> said(visit, id).flatMap(outcome -> answer(visit, id, outcome)));
  }

  private Mono<Outcome> said(Visit visit, ApprovalId id) {
    var form = visit.form();
    var action = String.valueOf(form.getFirst("action"));
    var comment = text(form, "comment");
    return switch (action) {
      case "approve" ->
          desk.read(visit.caller(), id)
              .flatMap(view -> {
                var entered = Decisions.entered(view, form);
                var decision = new DecisionRequest(null, null, comment, entered);
                return desk.decide(visit.caller(), id, Choice.APPROVE, decision, null);
              });
      case "reject" -> {
        var decision = new DecisionRequest(null, null, comment, null);
        yield desk.decide(visit.caller(), id, Choice.REJECT, decision, null);
      }
      case "delegate" -> {
        var to = text(form, "to");
        yield to == null
            ? desk.read(visit.caller(), id)
                .map(view ->
                    new Outcome.Invalid(view, List.of(new Problem("/to", "Say who is to decide"))))
            : desk.delegate(visit.caller(), id, new DecisionRequest(null, to, comment, null), null);
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
        ? BrowserPages.seeOther(INBOX + "/" + id)
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
          model.put("action", INBOX + "/" + id);
          model.put("delegable", true);
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
