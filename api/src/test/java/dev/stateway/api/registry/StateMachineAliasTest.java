package dev.stateway.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.registry.StateMachineAlias.Route;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateMachineAliasTest {
  private static StateMachineAlias alias(Route... routes) {
    return new StateMachineAlias(
        "machine", "PROD", null, List.of(routes), Instant.EPOCH, Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 99, 100})
  void ofAHundredPartsEachRouteGetsItsWeight(int weight) {
    var alias = alias(new Route(7, weight), new Route(3, 100 - weight));

    var versions = IntStream.range(0, 100).map(alias::versionAt).boxed().toList();

    assertThat(versions.stream().filter(version -> version == 7)).hasSize(weight);
    assertThat(versions.stream().filter(version -> version == 3)).hasSize(100 - weight);
  }

  @Test
  void thereIsNoPartBeyond() {
    var alias = alias(new Route(1, 100));

    assertThatThrownBy(() -> alias.versionAt(100)).isInstanceOf(IllegalArgumentException.class);
  }
}
