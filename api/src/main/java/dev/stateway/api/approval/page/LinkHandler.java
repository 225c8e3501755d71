package dev.stateway.api.approval.page;

import dev.stateway.activities.token.SignedLinks;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.api.approval.ApprovalDesk;
import dev.stateway.api.approval.ApprovalDocuments;
import dev.stateway.api.approval.ApprovalId;
import dev.stateway.api.approval.DecisionRequest;
import dev.stateway.api.approval.Outcome;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.Voter;
import java.util.HashMap;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The page that a signed link opens: one approval, decided without a login. To look at it does
 * nothing; the link is spent when its holder has decided.
 */
record LinkHandler(ApprovalDesk desk, SignedLinks links, Graphs graphs, LinkAudit audit) {
  static final String PATH = "/ui/links/";

  /** What a link is for. */
  private record Link(String text, ApprovalId id, String recipient, String number) {}

  Mono<ServerResponse> show(ServerRequest request) {
    var incoming = IncomingRequest.of(request, new byte[0]);
    return link(request)
        .flatMap(link ->
            desk.openLink(incoming, link.id, link.recipient)
                .flatMap(view -> page(link, Said.of(view))))
        .switchIfEmpty(Mono.defer(() -> invalid(incoming)));
  }

  Mono<ServerResponse> answer(
      ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> form) {
    return link(request)
        .flatMap(link ->
            desk.readByLink(link.id)
                .flatMap(view -> decide(link, view, incoming, form))
                .flatMap(outcome -> page(link, Said.of(outcome, form))))
        .switchIfEmpty(Mono.defer(() -> invalid(incoming)));
  }

  private Mono<Link> link(ServerRequest request) {
    var text = request.pathVariable("link");
    return Mono.justOrEmpty(links.open(Purpose.APPROVAL, text))
        .flatMap(content -> Mono.justOrEmpty(link(text, content)));
  }

  private static Optional<Link> link(String text, JsonNode content) {
    return ApprovalId.parse(content.path(0).asString(""))
        .map(id -> new Link(text, id, content.path(1).asString(""), content.path(2).asString("")));
  }

  private Mono<Outcome> decide(
      Link link, ApprovalView view, IncomingRequest incoming, MultiValueMap<String, String> form) {
    var comment = form.getFirst("comment");
    var action = String.valueOf(form.getFirst("action"));
    var choice =
        switch (action) {
          case "approve" -> Choice.APPROVE;
          case "reject" -> Choice.REJECT;
          default -> throw Decisions.unknown(action);
        };
    var entered = choice == Choice.APPROVE ? Decisions.entered(view, form) : null;
    var decision =
        new DecisionRequest(
            null, null, comment == null || comment.isBlank() ? null : comment.strip(), entered);
    return desk.decideByLink(incoming, link.id, choice, link.recipient, link.number, decision);
  }

  private Mono<ServerResponse> page(Link link, Said said) {
    var view = said.view();
    var refusal =
        view.refusal(Voter.ofLink(link.recipient)).map(ApprovalDocuments::refusal).orElse(null);
    return graphs
        .of(desk.documents().execution(link.id), view.stateName())
        .flatMap(graph -> {
          var model = new HashMap<String, Object>();
          model.put("page", new ApprovalPage(link.id, said, refusal, graph.orElse(null)));
          model.put("action", PATH + link.text);
          model.put("delegable", false);
          model.put("answer", "");
          model.put("csrf", "");
          model.put("who", "");
          return Html.page(said.status(), "approval", model);
        });
  }

  private Mono<ServerResponse> invalid(IncomingRequest incoming) {
    audit.writeRefused(incoming);
    return Html.message(
        404,
        "This link is not valid",
        "It may have expired, or not have been copied as a whole. Ask for a new one.");
  }
}
