package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalId;
import dev.stateway.workflows.approval.ApprovalView;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the inbox.
 *
 * @param address of the approval's page
 * @param title what is to be decided
 * @param machine the state machine that asks
 * @param asked when; empty where no worker could tell
 * @param until when it expires, or who has decided it and when; empty for never and nobody
 */
public record InboxRow(String address, String title, String machine, String asked, String until) {
  static InboxRow of(ApprovalId id, @Nullable ApprovalView view, boolean isPending) {
    var address = PageHandler.INBOX + "/" + id.pathPart();
    if (view == null) {
      return new InboxRow(address, id.execution(), id.stateMachine(), "", "");
    }
    var until =
        isPending
            ? Optional.ofNullable(view.expiresAt()).map(ApprovalPage::time)
            : view.decidingVote()
                .map(vote -> vote.voter().name() + ", " + ApprovalPage.time(vote.at()));
    return new InboxRow(
        address,
        Objects.requireNonNullElse(view.terms().title(), view.stateName()),
        id.stateMachine(),
        ApprovalPage.time(view.requestedAt()),
        until.orElse(""));
  }
}
