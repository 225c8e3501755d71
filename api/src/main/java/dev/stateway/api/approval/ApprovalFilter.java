package dev.stateway.api.approval;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.approval.Voter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Which approvals a list has.
 *
 * @param status how they stand
 * @param mine whether only those the caller may decide, or has decided
 * @param stateMachine of which state machine; absent for all
 * @param group for which group; absent for all
 * @param limit executions in a page
 * @param token where to go on
 */
public record ApprovalFilter(
    Status status,
    boolean mine,
    @Nullable String stateMachine,
    @Nullable String group,
    int limit,
    @Nullable String token) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 200;

  /**
   * The one of a query.
   *
   * @throws RequestRefused it says what there is not
   */
  public static ApprovalFilter of(ServerRequest request) {
    var scope = text(request, "scope").orElse("mine");
    if (!List.of("mine", "all").contains(scope)) {
      throw refused("scope must be mine or all");
    }
    var stateMachine = text(request, "stateMachine").orElse(null);
    if (stateMachine != null
        && (!ApprovalId.isStateMachine(stateMachine) || stateMachine.contains("'"))) {
      throw refused("stateMachine must be the name of one");
    }
    return new ApprovalFilter(
        status(request),
        scope.equals("mine"),
        stateMachine,
        text(request, "group").orElse(null),
        limit(request),
        text(request, "nextToken").orElse(null));
  }

  /** The same from there on. */
  ApprovalFilter from(String next) {
    return new ApprovalFilter(status, mine, stateMachine, group, limit, next);
  }

  private static Optional<String> text(ServerRequest request, String name) {
    return request.queryParam(name).filter(text -> !text.isEmpty());
  }

  private static Status status(ServerRequest request) {
    var asked = text(request, "status").orElse(Status.PENDING.name());
    return Arrays.stream(Status.values())
        .filter(status -> status.name().equals(asked))
        .findFirst()
        .orElseThrow(() ->
            refused(
                "status must be one of "
                    + Arrays.stream(Status.values())
                        .map(Status::name)
                        .collect(Collectors.joining(", "))));
  }

  private static int limit(ServerRequest request) {
    var text = text(request, "maxResults").orElse(Integer.toString(DEFAULT_LIMIT));
    var limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw refused("maxResults must be a number from 1 to " + HIGHEST_LIMIT);
    }
    return limit;
  }

  private static RequestRefused refused(String why) {
    return new RequestRefused(JsonAnswer.message(400, why));
  }

  /** Whether an approval belongs in the list of somebody. */
  boolean admits(ApprovalView view, Voter voter) {
    return view.status() == status
        && (!mine || isOf(view, voter))
        && (group == null
            || view.terms()
                .approvers()
                .filter(approvers -> approvers.groups().contains(group))
                .isPresent());
  }

  private static boolean isOf(ApprovalView view, Voter voter) {
    return view.status() == Status.PENDING
        ? view.refusal(voter).isEmpty()
        : view.votes().stream().anyMatch(vote -> vote.voter().isSameAs(voter));
  }
}
