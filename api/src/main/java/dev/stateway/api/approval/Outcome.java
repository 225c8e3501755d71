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
  record Refused(ApprovalView view, Refusal why) implements Outcome {}

  /** What was entered is not what the form wants. */
  record Invalid(ApprovalView view, List<FormSchema.Problem> problems) implements Outcome {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
