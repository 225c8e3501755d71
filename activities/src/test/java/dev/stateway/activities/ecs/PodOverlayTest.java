package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class PodOverlayTest {
  private static Map<?, ?> yaml(String text) {
    return new Yaml().load(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1, b: 2}                  | {b: 3, c: 4}                   | {a: 1, b: 3, c: 4}",
        "{a: {b: 1, c: 2}}             | {a: {c: 3}}                    | {a: {b: 1, c: 3}}",
        "{a: [1, 2]}                   | {a: [3]}                       | {a: [3]}",
        "{a: [{name: x, b: 1}]}        | {a: [{name: x, c: 2}]}         | {a: [{name: x, b: 1, c:"
            + " 2}]}",
        "{a: [{name: x}]}              | {a: [{name: y}]}               | {a: [{name: x}, {name:"
            + " y}]}",
        "{a: [{name: x, e: [{name: p, value: 1}]}]} | {a: [{name: x, e: [{name: q}]}]}"
            + " | {a: [{name: x, e: [{name: p, value: 1}, {name: q}]}]}",
        "{a: [{key: x}]}               | {a: [{key: y}]}                | {a: [{key: y}]}",
        "{a: 1, b: 2}                  | {a: null}                      | {b: 2}",
        "{a: {b: 1}}                   | {a: 2}                         | {a: 2}"
      })
  void laysOnePartOverTheOther(String base, String overlay, String merged) {
    assertThat(PodOverlay.merged(yaml(base), yaml(overlay))).isEqualTo(yaml(merged));
  }
}
