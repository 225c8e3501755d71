package dev.stateway.api.states;

import org.jspecify.annotations.Nullable;

/**
 * Whether an answer has the data or only what is about it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">includedData</a>
 */
enum IncludedData {
  ALL_DATA,
  METADATA_ONLY;

  static IncludedData read(RequestMembers members) {
    return members.optional("includedData", IncludedData.class).orElse(ALL_DATA);
  }

  boolean isAll() {
    return this == ALL_DATA;
  }

  /** The data, unless it is left out. */
  @Nullable String of(@Nullable String data) {
    return isAll() ? data : null;
  }

  /** The member beside data. */
  record Details(boolean included) {}

  /** What is said beside data; nothing where there is none. */
  @Nullable Details detailsOf(@Nullable String data) {
    return data == null ? null : new Details(isAll());
  }
}
