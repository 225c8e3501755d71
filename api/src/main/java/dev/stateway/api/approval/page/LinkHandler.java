package dev.stateway.api.approval.page;

import dev.stateway.activities.token.SignedLinks;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.api.approval.ApprovalDesk;
import dev.stateway.api.approval.ApprovalDocuments;
import dev.stateway.api.approval.ApprovalId;
import dev.stateway.api.approval.DecisionRequest;
import dev.stateway.api.approval.Outcome;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.translator.form.FormSchema.Problem;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.Refusal;
import dev.stateway.workflows.approval.Voter;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The page that a signed link opens: one approval, decided without a login. To look at it does
 * nothing; the link is spent when its holder has decided.
 */
record LinkHandler(ApprovalDesk desk, SignedLinks links, Graphs graphs) {
  static final String PATH = "/ui/links/";

  /** What a link is for. */
  private record Link(String text, ApprovalId id, String recipient, String number) {}

  Mono<ServerResponse> show(ServerRequest request) {
    return link(request)
        .flatMap(link ->
            desk.readByLink(link.id)
                .flatMap(
                    view -> page(200, link, view, new LinkedMultiValueMap<>(), List.of(), null)))
        .switchIfEmpty(Mono.defer(LinkHandler::invalid));
  }

  Mono<ServerResponse> answer(
      ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> form) {
    return link(request)
        .flatMap(link ->
            desk.readByLink(link.id)
                .flatMap(view -> decide(link, view, incoming, form))
                .flatMap(outcome -> answer(link, outcome, form)))
        .switchIfEmpty(Mono.defer(LinkHandler::invalid));
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

  private Mono<ServerResponse> answer(
      Link link, Outcome outcome, MultiValueMap<String, String> form) {
    return switch (outcome) {
      case Outcome.Counted(var view) ->
          page(200, link, view, new LinkedMultiValueMap<>(), List.of(), null);
      case Outcome.TooLate(var view) ->
          page(409, link, view, form, List.of(), ApprovalDocuments.lateness(view));
      case Outcome.Refused(var view, var why) ->
          page(
              why == Refusal.HAS_VOTED ? 409 : 403,
              link,
              view,
              form,
              List.of(),
              ApprovalDocuments.refusal(why));
      case Outcome.Invalid(var view, var problems) ->
          page(400, link, view, form, problems, "Some of what was entered has to be put right.");
    };
  }

  private Mono<ServerResponse> page(
      int status,
      Link link,
      ApprovalView view,
      MultiValueMap<String, String> sent,
      List<Problem> problems,
      @Nullable String alert) {
    var refusal =
        view.refusal(Voter.ofLink(link.recipient)).map(ApprovalDocuments::refusal).orElse(null);
    return graphs
        .of(desk.documents().execution(link.id), view.stateName())
        .flatMap(graph -> {
          var model = new HashMap<String, Object>();
          model.put(
              "page",
              new ApprovalPage(link.id, view, sent, problems, alert, refusal, graph.orElse(null)));
          model.put("action", PATH + link.text);
          model.put("delegable", false);
          model.put("csrf", "");
          model.put("who", "");
          return Html.page(status, "approval", model);
        });
  }

  private static Mono<ServerResponse> invalid() {
    return Html.message(
        404,
        "This link is not valid",
        "It may have expired, or not have been copied as a whole. Ask for a new one.");
  }
}
