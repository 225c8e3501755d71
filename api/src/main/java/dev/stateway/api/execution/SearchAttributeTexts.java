package dev.stateway.api.execution;

import dev.stateway.translator.JsonText;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.SearchAttributeKey;
import org.jspecify.annotations.Nullable;

/** Reads the search attributes of workflows. */
final class SearchAttributeTexts {
  private SearchAttributeTexts() {}

  /** The text of one, if the workflow has it. */
  static @Nullable String of(WorkflowExecutionInfo info, SearchAttributeKey<String> key) {
    var payload = info.getSearchAttributes().getIndexedFieldsMap().get(key.getName());
    return payload == null || payload.getData().isEmpty()
        ? null
        : JsonText.parse(payload.getData().toStringUtf8()).asString();
  }
}
