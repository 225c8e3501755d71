package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.QualifiedStateMachine;
import dev.stateway.api.registry.StateMachineAlias;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists the aliases of a state machine, or those that lead to one of its versions, oldest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html">ListStateMachineAliases</a>
 */
final class ListStateMachineAliases
    implements Operation<ListStateMachineAliases.Request, ListStateMachineAliases.Answer> {
  private final StateMachineRegistry registry;
  private final PageTokens tokens;

  ListStateMachineAliases(StateMachineRegistry registry, PageTokens tokens) {
    this.registry = registry;
    this.tokens = tokens;
  }

  record Request(String stateMachineArn, PageRequest page) {}

  record Item(String stateMachineAliasArn, Instant creationDate) {}

  record Answer(List<Item> stateMachineAliases, @Nullable String nextToken) {
    static Answer of(List<StateMachineAlias> page, @Nullable String nextToken) {
      return new Answer(
          page.stream().map(alias -> new Item(alias.arn(), alias.createdAt())).toList(), nextToken);
    }
  }

  @Override
  public String name() {
    return "ListStateMachineAliases";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN), PageRequest.read(members, Text.PAGE_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = StatesArn.stateMachine(request.stateMachineArn());
    return registry
        .requireVersion(arn)
        .flatMap(found ->
            tokens.page(
                name() + arn,
                request.page(),
                (after, limit) -> after(after, found).take(limit),
                ListStateMachineAliases::position,
                Answer::of));
  }

  private Flux<StateMachineAlias> after(String position, QualifiedStateMachine of) {
    var version = of.version();
    return registry
        .aliases()
        .list(of.machine().arn(), version == null ? null : version.number())
        .filter(alias -> position(alias).compareTo(position) > 0)
        // Databases differ in the order of names.
        .sort(Comparator.comparing(ListStateMachineAliases::position));
  }

  /** In the order of these texts they are listed. */
  private static String position(StateMachineAlias alias) {
    return String.format(Locale.ROOT, "%019d %s", alias.createdAt().toEpochMilli(), alias.name());
  }
}
