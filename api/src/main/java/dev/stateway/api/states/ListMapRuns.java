package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the Map Runs of an execution, newest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html">ListMapRuns</a>
 */
final class ListMapRuns implements Operation<ListMapRuns.Request, ListMapRuns.Answer> {
  private final MapRuns mapRuns;
  private final PageTokens tokens;

  ListMapRuns(MapRuns mapRuns, PageTokens tokens) {
    this.mapRuns = mapRuns;
    this.tokens = tokens;
  }

  record Request(String executionArn, PageRequest page) {
    /** What a token is good for. */
    String list() {
      return "ListMapRuns" + executionArn;
    }
  }

  record Item(
      String executionArn,
      String mapRunArn,
      String stateMachineArn,
      Instant startDate,
      @Nullable Instant stopDate) {}

  record Answer(List<Item> mapRuns, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "ListMapRuns";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("executionArn", Text.ARN), PageRequest.read(members, Text.PAGE_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var after = tokens.open(request.list(), request.page().nextToken());
    return mapRuns.list(request.executionArn()).map(all -> answer(request, all, after));
  }

  private Answer answer(Request request, List<MapRuns.Summary> all, @Nullable String after) {
    var rest =
        all.stream()
            .dropWhile(run -> after != null && !run.mapRunArn().equals(after))
            .skip(after == null ? 0 : 1)
            .toList();
    var page = rest.subList(0, Math.min(rest.size(), request.page().maxResults()));
    var isLast = page.size() == rest.size();
    var machine = StatesArn.execution(request.executionArn()).stateMachineArn().toString();
    return new Answer(
        page.stream()
            .map(run ->
                new Item(
                    request.executionArn(),
                    run.mapRunArn(),
                    machine,
                    run.startDate(),
                    run.stopDate()))
            .toList(),
        isLast ? null : tokens.seal(request.list(), page.getLast().mapRunArn()));
  }
}
