package dev.stateway.api.approval;

import dev.stateway.translator.form.FormSchema;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.Refusal;
import java.util.List;

/** What became of an answer to an approval. */
public sealed interface Outcome {
  /** It counted. */
  record Counted(ApprovalView view) implements Outcome {}

  /** None can any more. */
  record TooLate(ApprovalView view) implements Outcome {}

  /** Not of this sender. */
  record Refused(ApprovalView view, Refusal why) implements Outcome {
    /** The HTTP status. */
    public int status() {
      return switch (why) {
        case HAS_VOTED, IS_TO_WHO_HAS_VOTED -> 409;
        case IS_INITIATOR, IS_NO_APPROVER, HAS_NO_LINKS, IS_A_LINK, IS_TO_INITIATOR -> 403;
        case IS_NOT_VALID, IS_TO_NOBODY -> 400;
      };
    }
  }

  /** What was entered is not what the form wants. */
  record Invalid(ApprovalView view, List<FormSchema.Problem> problems) implements Outcome {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
