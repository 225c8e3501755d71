package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the state machines by their ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html">ListStateMachines</a>
 */
final class ListStateMachines implements Operation<PageRequest, ListStateMachines.Answer> {
  private static final String LIST = "stateMachines";

  private final StateMachineRegistry registry;
  private final Place place;
  private final PageTokens tokens;

  ListStateMachines(StateMachineRegistry registry, Place place, PageTokens tokens) {
    this.registry = registry;
    this.place = place;
    this.tokens = tokens;
  }

  record Item(String stateMachineArn, String name, MachineType type, Instant creationDate) {
    static Item of(RegisteredStateMachine machine) {
      return new Item(machine.arn(), machine.name(), machine.type(), machine.createdAt());
    }
  }

  record Answer(List<Item> stateMachines, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "ListStateMachines";
  }

  @Override
  public PageRequest read(RequestMembers members) {
    return PageRequest.read(members, Text.PAGE_TOKEN);
  }

  @Override
  public Mono<Answer> run(PageRequest request) {
    return tokens.page(
        LIST,
        request,
        (after, limit) -> registry.list(place.prefix(), after, limit).map(Item::of),
        Item::stateMachineArn,
        Answer::new);
  }
}
