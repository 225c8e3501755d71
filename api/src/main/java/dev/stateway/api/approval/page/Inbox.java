package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalFilter;
import dev.stateway.api.approval.Approvals;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.workflows.approval.ApprovalView.Status;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The inbox, as its page shows it.
 *
 * @param choice what was asked for
 * @param alert what is wrong with that; absent for nothing
 * @param rows the approvals of this page
 * @param notAnswered how many executions could not be asked
 * @param first the address of the first page; absent where it is this one
 * @param more the address of the next page; absent for none
 */
public record Inbox(
    Choice choice,
    @Nullable String alert,
    List<InboxRow> rows,
    int notAnswered,
    @Nullable String first,
    @Nullable String more) {
  private static final List<String> PARAMETERS =
      List.of("status", "stateMachine", "group", "scope", "maxResults");

  public Inbox {
    rows = List.copyOf(rows);
  }

  /**
   * What somebody wants to see, as they entered it.
   *
   * @param status how they stand
   * @param stateMachine of which state machine; empty for all
   * @param group for which group; empty for all
   * @param scope {@code mine} or {@code all}
   */
  public record Choice(String status, String stateMachine, String group, String scope) {
    static Choice of(ServerRequest request) {
      return new Choice(
          text(request, "status", Status.PENDING.name()),
          text(request, "stateMachine", ""),
          text(request, "group", ""),
          text(request, "scope", "mine"));
    }
  }

  /** An option of what to see. */
  public record Option(String value, String label) {}

  static Inbox of(ServerRequest request, ApprovalFilter filter, Approvals.Page page) {
    var isPending = filter.status() == Status.PENDING;
    return new Inbox(
        Choice.of(request),
        null,
        page.entries().stream()
            .map(entry -> InboxRow.of(entry.id(), entry.view().orElse(null), isPending))
            .toList(),
        page.notAnswered().size(),
        text(request, "nextToken", "").isEmpty() ? null : address(request, null),
        page.next() == null ? null : address(request, page.next()));
  }

  /** One of which no more can be shown than what is wrong with what was asked for. */
  static Inbox wrong(ServerRequest request, RequestRefused refused) {
    var why = RequestText.json(refused.answer().body()).path("message").asString("");
    return new Inbox(Choice.of(request), why, List.of(), 0, null, null);
  }

  /** What to see by how it stands. */
  public List<Option> statuses() {
    return Arrays.stream(Status.values())
        .map(status -> new Option(status.name(), ApprovalPage.status(status)))
        .toList();
  }

  /** Whether the approvals shown wait for a decision. */
  public boolean isPending() {
    return choice.status().equals(Status.PENDING.name());
  }

  private static String address(ServerRequest request, @Nullable String next) {
    var address = UriComponentsBuilder.fromPath(PageHandler.INBOX);
    var values = new LinkedHashMap<String, Object>();
    for (var parameter : PARAMETERS) {
      values.put(parameter, text(request, parameter, ""));
    }
    values.put("nextToken", next == null ? "" : next);
    values.values().removeIf(""::equals);
    values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private static String text(ServerRequest request, String name, String otherwise) {
    return request.queryParam(name).filter(text -> !text.isEmpty()).orElse(otherwise);
  }
}
