package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalId;
import dev.stateway.workflows.approval.ApprovalView;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the inbox.
 *
 * @param id of the approval
 * @param title what is to be decided
 * @param machine the state machine that asks
 * @param asked when; empty where no worker could tell
 * @param until when it expires; empty for never
 */
public record InboxRow(String id, String title, String machine, String asked, String until) {
  static InboxRow of(ApprovalId id, @Nullable ApprovalView view) {
    if (view == null) {
      return new InboxRow(id.toString(), id.execution(), id.stateMachine(), "", "");
    }
    return new InboxRow(
        id.toString(),
        Objects.requireNonNullElse(view.terms().title(), view.stateName()),
        id.stateMachine(),
        ApprovalPage.time(view.requestedAt()),
        Optional.ofNullable(view.expiresAt()).map(ApprovalPage::time).orElse(""));
  }
}
