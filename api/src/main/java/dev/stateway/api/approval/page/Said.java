package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalDocuments;
import dev.stateway.api.approval.Outcome;
import dev.stateway.translator.form.FormSchema.Problem;
import dev.stateway.workflows.approval.ApprovalView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What a page says of an approval.
 *
 * @param status of the answer
 * @param view how the approval stands
 * @param sent what was sent from the page, to be shown again
 * @param problems with it
 * @param alert what is to be said before all else
 */
record Said(
    int status,
    ApprovalView view,
    MultiValueMap<String, String> sent,
    List<Problem> problems,
    @Nullable String alert) {
  /** Nothing yet. */
  static Said of(ApprovalView view) {
    return new Said(200, view, new LinkedMultiValueMap<>(), List.of(), null);
  }

  /** Nothing yet: what was sent was entered in an earlier session. */
  static Said again(ApprovalView view, MultiValueMap<String, String> sent) {
    return new Said(
        403,
        view,
        sent,
        List.of(),
        "This page was opened in an earlier session, so nothing was decided. Check what you"
            + " entered, and send it again.");
  }

  /** What has become of what was sent. */
  static Said of(Outcome outcome, MultiValueMap<String, String> sent) {
    return switch (outcome) {
      case Outcome.Counted(var view) -> of(view);
      case Outcome.TooLate(var view) ->
          new Said(
              409,
              view,
              sent,
              List.of(),
              ApprovalDocuments.lateness(view, vote -> ", " + ApprovalPage.time(vote.at())));
      case Outcome.Refused refused ->
          new Said(
              refused.status(),
              refused.view(),
              sent,
              List.of(),
              ApprovalDocuments.refusal(refused.why()));
      case Outcome.Invalid(var view, var problems) ->
          new Said(400, view, sent, problems, "Some of what was entered has to be put right.");
    };
  }
}
