package dev.stateway.api.states;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows the events of an execution.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
final class GetExecutionHistory
    implements Operation<GetExecutionHistory.Request, GetExecutionHistory.Answer> {
  private final Executions executions;
  private final PageTokens tokens;

  GetExecutionHistory(Executions executions, PageTokens tokens) {
    this.executions = executions;
    this.tokens = tokens;
  }

  record Request(
      String executionArn, boolean reverseOrder, boolean includeExecutionData, PageRequest page) {
    /** What a token is good for. */
    String list() {
      return "GetExecutionHistory" + executionArn + reverseOrder;
    }
  }

  record Answer(JsonNode events, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "GetExecutionHistory";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.optional("reverseOrder", false),
        members.optional("includeExecutionData", true),
        PageRequest.read(members, Text.PAGE_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var after = tokens.open(request.list(), request.page().nextToken());
    var query =
        new HistoryRequest(
            after == null ? 0 : Long.parseLong(after),
            request.page().maxResults(),
            request.reverseOrder(),
            request.includeExecutionData());
    return executions
        .history(request.executionArn(), query)
        .map(page -> new Answer(page.events(), next(request, page)));
  }

  private @Nullable String next(Request request, HistoryPage page) {
    if (!page.more()) {
      return null;
    }
    var last = page.events().get(page.events().size() - 1);
    return tokens.seal(request.list(), last.path("id").asString());
  }
}
