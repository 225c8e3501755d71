package dev.stateway.workflows.execution;

import io.temporal.common.SearchAttributeKey;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * How executions can be found: the search attributes and memo fields of their workflows.
 *
 * @see <a href="https://docs.temporal.io/search-attribute">Search attributes</a>
 */
public final class ExecutionVisibility {
  /** Keyword: the state machine's ARN, set at the start. */
  public static final SearchAttributeKey<String> STATE_MACHINE =
      SearchAttributeKey.forKeyword("StatewayStateMachine");

  /** Keyword: an {@link ExecutionStatus}; RUNNING at the start, the workflow sets the final one. */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("StatewayStatus");

  /** Keyword: the execution's ARN, set at the start. */
  public static final SearchAttributeKey<String> EXECUTION =
      SearchAttributeKey.forKeyword("StatewayExecution");

  /** Keyword: the ARN of who started it; absent where nobody had to say who they are. */
  public static final SearchAttributeKey<String> STARTED_BY =
      SearchAttributeKey.forKeyword("StatewayStartedBy");

  /**
   * Keyword list: the ids of the approvals that wait for a decision, kept by the workflow; of very
   * many the oldest.
   */
  public static final SearchAttributeKey<List<String>> APPROVALS =
      SearchAttributeKey.forKeywordList("StatewayApprovals");

  /** Int: how many approvals a run has asked for, kept by the workflow. */
  public static final SearchAttributeKey<Long> APPROVALS_ASKED =
      SearchAttributeKey.forLong("StatewayApprovalsAsked");

  /**
   * Datetime: when the execution was started, set on all runs but its first; that one's own start
   * is it.
   */
  public static final SearchAttributeKey<OffsetDateTime> STARTED =
      SearchAttributeKey.forOffsetDateTime("StatewayStarted");

  /** Int: how often the execution has been redriven, set by its redrives. */
  public static final SearchAttributeKey<Long> REDRIVE_COUNT =
      SearchAttributeKey.forLong("StatewayRedriveCount");

  /** Keyword: the Map Run's ARN, of the executions of one and of the Map Run itself. */
  public static final SearchAttributeKey<String> MAP_RUN =
      SearchAttributeKey.forKeyword("StatewayMapRun");

  /** Keyword: the ARN of the version it was started with; absent where it was started with none. */
  public static final SearchAttributeKey<String> VERSION =
      SearchAttributeKey.forKeyword("StatewayVersion");

  /** Keyword: the ARN of the alias it was started with; absent where it was started with none. */
  public static final SearchAttributeKey<String> ALIAS =
      SearchAttributeKey.forKeyword("StatewayAlias");

  /** All of them: a namespace has to know them before anything starts. */
  public static final List<SearchAttributeKey<?>> SEARCH_ATTRIBUTES =
      List.of(
          STATE_MACHINE,
          STATUS,
          EXECUTION,
          STARTED_BY,
          APPROVALS,
          APPROVALS_ASKED,
          STARTED,
          REDRIVE_COUNT,
          MAP_RUN,
          VERSION,
          ALIAS);

  /** Memo: the beginning of the input. */
  public static final String MEMO_INPUT = "input";

  /** Memo: the execution's ARN. */
  public static final String MEMO_EXECUTION_ARN = "executionArn";

  /** Memo: the state machine's ARN. */
  public static final String MEMO_STATE_MACHINE_ARN = "stateMachineArn";

  /** Memo: the ARN of who started it; empty where nobody had to say who they are. */
  public static final String MEMO_STARTED_BY = "startedBy";

  /**
   * Memo: the {@link ExecutionFailure} of an execution that was stopped, set by the workflow at its
   * end: a cancelled workflow has no failure to carry it.
   */
  public static final String MEMO_FAILURE = "failure";

  /** Memo: as of when the state machine was, written and read by those who start executions. */
  public static final String MEMO_REVISION = "stateMachineRevision";

  /** Memo: the latest redrives, written and read by those who redrive executions. */
  public static final String MEMO_REDRIVES = "redrives";

  /** The fields of the memo that each run gets from the one before it. */
  public static final List<String> CARRIED_MEMO =
      List.of(
          MEMO_INPUT,
          MEMO_EXECUTION_ARN,
          MEMO_STATE_MACHINE_ARN,
          MEMO_STARTED_BY,
          MEMO_REVISION,
          MEMO_REDRIVES);

  /** Memo: the {@code MapRunView} of a Map Run that has ended. */
  public static final String MEMO_MAP_RUN = "mapRun";

  /** How much of the input the memo holds, in characters. */
  public static final int MEMO_INPUT_LENGTH = 256;

  /** Temporal takes no value of more than 2,048 bytes. */
  private static final int APPROVALS_BYTES = 2_000;

  /** What a value's JSON text has around each id. */
  private static final int AROUND_AN_ID = 3;

  private ExecutionVisibility() {}

  /** As many of these approvals, from the first on, as {@link #APPROVALS} can hold. */
  public static List<String> shownApprovals(List<String> ids) {
    var shown = new ArrayList<String>();
    var bytes = 0;
    for (var id : ids) {
      bytes += id.getBytes(StandardCharsets.UTF_8).length + AROUND_AN_ID;
      if (bytes > APPROVALS_BYTES) {
        break;
      }
      shown.add(id);
    }
    return List.copyOf(shown);
  }
}
