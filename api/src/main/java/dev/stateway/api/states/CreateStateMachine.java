package dev.stateway.api.states;

import dev.stateway.api.arn.ResourceName;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.NewStateMachine;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.registry.StateMachineContents;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes a state machine; the same request again is answered the same.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">CreateStateMachine</a>
 */
final class CreateStateMachine
    implements Operation<CreateStateMachine.Request, CreateStateMachine.Answer> {
  private final StateMachineRegistry registry;
  private final Place place;

  CreateStateMachine(StateMachineRegistry registry, Place place) {
    this.registry = registry;
    this.place = place;
  }

  record Request(
      String name,
      MachineType type,
      String definition,
      String roleArn,
      Settings.Sent settings,
      Map<String, String> tags,
      Publishing publishing) {}

  record Answer(
      String stateMachineArn, Instant creationDate, @Nullable String stateMachineVersionArn) {}

  @Override
  public String name() {
    return "CreateStateMachine";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("name", Text.NAME),
        members.optional("type", MachineType.class).orElse(MachineType.STANDARD),
        members.required("definition", Text.DEFINITION),
        members.required("roleArn", Text.ARN),
        Settings.read(members),
        members.tags(false),
        Publishing.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = new StatesArn.StateMachine(place, ResourceName.require(request.name()), null);
    RoleArn.require(request.roleArn());
    var publication = request.publishing().publication();
    if (request.tags().size() > ResourceTags.MAX) {
      throw AwsError.tooManyTags(arn.toString());
    }
    Definitions.requireValid(request.definition(), request.type());
    var contents =
        new StateMachineContents(
            request.definition(), request.roleArn(), request.settings().over(Settings.defaults()));
    return registry
        .create(
            new NewStateMachine(
                arn.toString(),
                request.name(),
                request.type(),
                contents,
                request.tags(),
                publication))
        .map(created ->
            new Answer(
                created.machine().arn(), created.machine().createdAt(), created.versionArn()));
  }
}
