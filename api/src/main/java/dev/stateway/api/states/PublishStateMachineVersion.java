package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.Publication;
import dev.stateway.api.registry.StateMachineVersions;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes a version of the present revision of a state machine; a revision has one at the most.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html">PublishStateMachineVersion</a>
 */
final class PublishStateMachineVersion
    implements Operation<PublishStateMachineVersion.Request, PublishStateMachineVersion.Answer> {
  private final StateMachineVersions versions;

  PublishStateMachineVersion(StateMachineVersions versions) {
    this.versions = versions;
  }

  record Request(
      String stateMachineArn, @Nullable String revisionId, @Nullable String description) {}

  record Answer(Instant creationDate, String stateMachineVersionArn) {}

  @Override
  public String name() {
    return "PublishStateMachineVersion";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("revisionId", Text.ANY),
        members.optional("description", Text.DESCRIPTION));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return versions
        .publish(
            StatesArn.stateMachine(request.stateMachineArn()).toString(),
            request.revisionId(),
            new Publication(request.description()))
        .map(version -> new Answer(version.createdAt(), version.arn()));
  }
}
