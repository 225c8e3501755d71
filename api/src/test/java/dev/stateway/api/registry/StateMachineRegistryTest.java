package dev.stateway.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.error.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class StateMachineRegistryTest extends RegistryTests {
  @Test
  void keepsWhatWasAcknowledgedFromOneProcessToTheNext() {
    var definition = "{\"Comment\": \"" + "ä".repeat(500_000) + "\"}";
    var before = new AtomicReference<RegisteredStateMachine>();
    server()
        .run(context ->
            before.set(
                context
                    .getBean(StateMachineRegistry.class)
                    .create(machine(definition))
                    .map(QualifiedStateMachine::machine)
                    .toFuture()
                    .join()));

    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          assertThat(registry.find(ARN).toFuture().join()).isEqualTo(before.get());
          assertThat(registry.tags().of(ARN).toFuture().join()).containsEntry("team", "reports");
        });
  }

  @Test
  void removesTheTagsWithTheirMachine() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          registry.create(machine("{}")).toFuture().join();
          registry.delete(ARN).toFuture().join();
          registry.create(machine(ARN, "{}", Map.of())).toFuture().join();

          assertThat(Objects.requireNonNull(registry.tags().of(ARN).toFuture().join())).isEmpty();
        });
  }

  @Test
  void losesNoneOfManyChangesAtTheSameTime() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          registry.create(machine("{}")).toFuture().join();

          var changes =
              IntStream.range(0, 20)
                  .mapToObj(
                      i -> registry.update(ARN, old -> appended(old, "+" + i), null).toFuture())
                  .toList();
          changes.forEach(CompletableFuture::join);

          var definition =
              Objects.requireNonNull(registry.require(ARN).toFuture().join())
                  .contents()
                  .definition();
          assertThat(List.of(definition.split("\\+", -1)))
              .hasSize(21)
              .containsAll(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
        });
  }

  private static StateMachineContents appended(StateMachineContents old, String text) {
    return new StateMachineContents(old.definition() + text, old.roleArn(), old.settings());
  }

  @Test
  void createsOneOfManyThatAreCreatedAtTheSameTime() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          var created =
              IntStream.range(0, 20)
                  .mapToObj(i ->
                      registry
                          .create(machine("{\"Comment\": \"" + i + "\"}"))
                          .map(_ -> true)
                          .onErrorResume(AwsError.class, _ -> Mono.just(false))
                          .toFuture())
                  .toList();

          assertThat(created.stream().filter(CompletableFuture::join)).hasSize(1);
          assertThat(registry.tags().of(ARN).toFuture().join()).containsOnlyKeys("team");
        });
  }

  @Test
  void listsInTheOrderOfTheArnsFromWhereTheLastPageEnded() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          var prefix = ARN.substring(0, ARN.lastIndexOf(':') + 1);
          for (var name : List.of("b", "a-1", "B", "a", "_c", "a_1")) {
            registry.create(machine(prefix + name, "{}", Map.of())).toFuture().join();
          }

          var seen = new ArrayList<String>();
          var after = "";
          while (true) {
            var page =
                Objects.requireNonNull(
                    registry.list(prefix, after, 2).collectList().toFuture().join());
            if (page.isEmpty()) {
              break;
            }
            page.forEach(machine -> seen.add(machine.name()));
            after = page.getLast().arn();
          }

          assertThat(seen).containsExactly("B", "_c", "a", "a-1", "a_1", "b");
        });
  }
}
