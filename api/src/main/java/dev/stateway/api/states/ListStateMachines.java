package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the state machines by their ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html">ListStateMachines</a>
 */
final class ListStateMachines {
  private ListStateMachines() {}

  record Item(String stateMachineArn, String name, MachineType type, Instant creationDate) {
    static Item of(RegisteredStateMachine machine) {
      return new Item(machine.arn(), machine.name(), machine.type(), machine.createdAt());
    }
  }

  record Answer(List<Item> stateMachines, @Nullable String nextToken) {}

  static Operation<PageRequest, Answer> of(
      StateMachineRegistry registry, Place place, PageTokens tokens) {
    return new ArnList<>(
        "ListStateMachines",
        place,
        tokens,
        (prefix, after, limit) -> registry.list(prefix, after, limit).map(Item::of),
        Item::stateMachineArn,
        Answer::new);
  }
}
