package dev.stateway.api.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that AWS's recorded answers and its developer guide show. */
final class ProxyResultTest {
  @Test
  void format2InfersAnAnswer() {
    var answer = ProxyResult.inferred("{\"message\": \"hi\"}").orElseThrow();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.text()).contains("{\"message\":\"hi\"}");
    assertThat(ProxyResult.inferred("\"Hello\"").orElseThrow().text()).contains("Hello");
  }

  @Test
  void readsStatusHeadersCookiesAndBody() {
    var answer =
        ProxyResult.inferred(
                """
                {"statusCode": "201", "headers": {"X-Flag": true, "Content-Length": "99"},
                 "cookies": ["a=1", "b=2"], "body": "aGk=", "isBase64Encoded": true}
                """)
            .orElseThrow();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("x-flag")).containsExactly("true");
    assertThat(answer.headers().get("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.headers()).doesNotContainKey("content-length");
    assertThat(answer.text()).contains("hi");
    assertThat(answer.header("content-type")).contains("text/plain;charset=UTF-8");
  }

  @Test
  void severalValuesComeBeforeASingleOne() {
    var answer =
        ProxyResult.explicit(
                """
                {"headers": {"test-multi": "value-solo"}, "multiValueHeaders": {"tesT-Multi": ["value-multi"]}}
                """)
            .orElseThrow();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("test-multi")).isEqualTo(List.of("value-multi", "value-solo"));
  }

  @Test
  void aBodyOrHeadersMayBeNull() {
    var answer = ProxyResult.explicit("{\"statusCode\": 200, \"headers\": null, \"body\": null}");
    assertThat(answer.orElseThrow().text()).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"text\"",
        "null",
        "not json",
        "{\"statusCode\": 200, \"wrong\": 1}",
        "{\"statusCode\": \"many\"}",
        "{\"statusCode\": 42}",
        "{\"statusCode\": 200, \"body\": {}}",
        "{\"statusCode\": 200, \"body\": \"!\", \"isBase64Encoded\": true}",
        "{\"statusCode\": 200, \"headers\": [1]}",
        "{\"statusCode\": 200, \"multiValueHeaders\": {\"a\": \"b\"}}",
        "{\"statusCode\": 200, \"headers\": {\"a\": \"b\\r\\nc: d\"}}",
        "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}"
      })
  void format1RefusesAllElse(String payload) {
    assertThat(ProxyResult.explicit(payload)).isEmpty();
  }
}
