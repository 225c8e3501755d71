package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineAlias;
import dev.stateway.api.registry.StateMachineAliases;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows an alias.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html">DescribeStateMachineAlias</a>
 */
final class DescribeStateMachineAlias
    implements Operation<String, DescribeStateMachineAlias.Answer> {
  private final StateMachineAliases aliases;

  DescribeStateMachineAlias(StateMachineAliases aliases) {
    this.aliases = aliases;
  }

  record Answer(
      String stateMachineAliasArn,
      String name,
      @Nullable String description,
      List<RoutingConfiguration.Item> routingConfiguration,
      Instant creationDate,
      Instant updateDate) {
    static Answer of(StateMachineAlias alias) {
      return new Answer(
          alias.arn(),
          alias.name(),
          alias.description(),
          RoutingConfiguration.itemsOf(alias),
          alias.createdAt(),
          alias.updatedAt());
    }
  }

  @Override
  public String name() {
    return "DescribeStateMachineAlias";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("stateMachineAliasArn", Text.ARN);
  }

  @Override
  public Mono<Answer> run(String stateMachineAliasArn) {
    var arn = StatesArn.alias(stateMachineAliasArn);
    return aliases
        .require(arn.machine().toString(), String.valueOf(arn.qualifier()))
        .map(Answer::of);
  }
}
