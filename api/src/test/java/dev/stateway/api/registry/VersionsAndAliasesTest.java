package dev.stateway.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.StateMachineAlias.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class VersionsAndAliasesTest extends RegistryTests {
  private static <T> T get(Mono<T> answer) {
    return Objects.requireNonNull(answer.toFuture().join());
  }

  private static String refusal(Mono<?> answer) {
    return get(
        answer
            .<String>map(unexpected -> "answered " + unexpected)
            .onErrorResume(AwsError.class, error -> Mono.just(error.code())));
  }

  private static Mono<QualifiedStateMachine> revise(StateMachineRegistry registry, int number) {
    return registry.update(
        ARN,
        old -> new StateMachineContents("{\"n\": " + number + "}", old.roleArn(), old.settings()),
        new Publication(null));
  }

  @Test
  void aStateMachineHasAThousandVersionsAtTheMost() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          get(registry.create(machine("{}")));
          get(
              Flux.range(1, StateMachineVersions.MAX)
                  .concatMap(number -> revise(registry, number))
                  .then(Mono.just(true)));

          assertThat(refusal(revise(registry, 0))).isEqualTo("ServiceQuotaExceededException");
          assertThat(get(registry.require(ARN)).contents().definition())
              .isEqualTo("{\"n\": " + StateMachineVersions.MAX + "}");
          registry.versions().delete(ARN, 500).toFuture().join();
          assertThat(get(revise(registry, 0)).versionArn())
              .isEqualTo(ARN + ":" + (StateMachineVersions.MAX + 1));
        });
  }

  @Test
  void aStateMachineHasAHundredAliasesAtTheMost() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          get(registry.create(machine("{}")));
          get(registry.versions().publish(ARN, null, new Publication(null)));
          var routes = List.of(new Route(1, 100));
          get(
              Flux.range(1, StateMachineAliases.MAX)
                  .concatMap(i -> registry.aliases().create(ARN, "a" + i, null, routes))
                  .then(Mono.just(true)));

          assertThat(refusal(registry.aliases().create(ARN, "more", null, routes)))
              .isEqualTo("ServiceQuotaExceededException");
          assertThat(get(registry.aliases().create(ARN, "a7", null, routes)).name())
              .isEqualTo("a7");
        });
  }

  @Test
  void anAliasLeadsToItsVersionsByTheirWeights() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          get(registry.create(machine("{}")));
          get(revise(registry, 1));
          get(revise(registry, 2));
          get(
              registry
                  .aliases()
                  .create(ARN, "PROD", null, List.of(new Route(1, 75), new Route(2, 25))));
          get(
              registry
                  .aliases()
                  .create(ARN, "ONE", null, List.of(new Route(1, 0), new Route(2, 100))));

          var counts = new HashMap<String, Integer>();
          for (var i = 0; i < 2_000; i++) {
            var found = get(registry.requireStartable(alias("PROD")));
            assertThat(found.aliasArn()).isEqualTo(ARN + ":PROD");
            counts.merge(String.valueOf(found.versionArn()), 1, Integer::sum);
          }
          for (var i = 0; i < 200; i++) {
            assertThat(get(registry.requireStartable(alias("ONE"))).versionArn())
                .isEqualTo(ARN + ":2");
          }

          // Ten standard deviations wide: 1500 are expected of the first.
          assertThat(counts).containsOnlyKeys(ARN + ":1", ARN + ":2");
          assertThat(counts.get(ARN + ":1")).isBetween(1_300, 1_700);
        });
  }

  private static StateMachine alias(String name) {
    return StatesArn.stateMachine(ARN + ":" + name);
  }

  @Test
  void versionsAndAliasesAreKeptFromOneProcessToTheNext() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          get(registry.create(machine("{}")));
          get(registry.versions().publish(ARN, "INITIAL", new Publication("the first")));
          get(registry.aliases().create(ARN, "PROD", "what for", List.of(new Route(1, 100))));
        });

    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          var found = get(registry.requireStartable(alias("PROD")));
          assertThat(found.versionArn()).isEqualTo(ARN + ":1");
          assertThat(found.machine().contents()).isEqualTo(machine("{}").contents());
          assertThat(get(registry.aliases().require(ARN, "PROD")).description())
              .isEqualTo("what for");
        });
  }
}
