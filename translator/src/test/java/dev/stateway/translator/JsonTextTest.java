package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.0",
        "2.50",
        "123456789012345678901234567890",
        "{\"b\":1,\"a\":[null,true]}"
      })
  void keepsWhatWasWritten(String text) {
    assertThat(JsonText.write(JsonText.parse(text))).isEqualTo(text);
  }

  @Test
  void refusesASecondValue() {
    assertThatThrownBy(() -> JsonText.parse("{} {}")).isInstanceOf(JacksonException.class);
  }
}
