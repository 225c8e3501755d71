package dev.stateway.api.states;

import dev.stateway.api.registry.PublishedVersion;
import dev.stateway.api.registry.StateMachineVersions;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the versions of a state machine, newest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html">ListStateMachineVersions</a>
 */
final class ListStateMachineVersions
    implements Operation<ListStateMachineVersions.Request, ListStateMachineVersions.Answer> {
  private final StateMachineVersions versions;
  private final PageTokens tokens;

  ListStateMachineVersions(StateMachineVersions versions, PageTokens tokens) {
    this.versions = versions;
    this.tokens = tokens;
  }

  record Request(String stateMachineArn, PageRequest page) {}

  record Item(String stateMachineVersionArn, Instant creationDate) {}

  record Answer(List<Item> stateMachineVersions, @Nullable String nextToken) {
    static Answer of(List<PublishedVersion> page, @Nullable String nextToken) {
      return new Answer(
          page.stream().map(version -> new Item(version.arn(), version.createdAt())).toList(),
          nextToken);
    }
  }

  @Override
  public String name() {
    return "ListStateMachineVersions";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN), PageRequest.read(members, Text.PAGE_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = UnqualifiedArn.require(request.stateMachineArn()).toString();
    return tokens.page(
        name() + arn,
        request.page(),
        (after, limit) ->
            versions.list(
                arn, after.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(after), limit),
        version -> Integer.toString(version.number()),
        Answer::of);
  }
}
