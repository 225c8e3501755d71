package dev.stateway.api.approval.page;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.workflows.approval.ApprovalView;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** Reads the forms of pages. */
final class Decisions {
  private Decisions() {}

  /** What was entered into the form of an approval; null where it has none. */
  static @Nullable JsonNode entered(ApprovalView view, MultiValueMap<String, String> sent) {
    var form = view.terms().form();
    return form == null ? null : new ApprovalForm(form).entered(sent);
  }

  /** That a form wants what there is not. */
  static RequestRefused unknown(String action) {
    return new RequestRefused(JsonAnswer.message(400, "There is no action " + action));
  }
}
