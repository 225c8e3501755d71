package dev.stateway.api.arn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "activity.name.v2", "a-b_c", "!()='+@", "größe", "名前"})
  void takesNames(String name) {
    assertThat(ResourceName.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "<",
        ">",
        "{",
        "}",
        "[",
        "]",
        "?",
        "*",
        "\"",
        "#",
        "%",
        "\\",
        "^",
        "|",
        "~",
        "`",
        "$",
        "&",
        ",",
        ";",
        ":",
        "/",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u009f",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udbff\udfff"
      })
  void refusesWhatIsNone(String name) {
    assertThat(ResourceName.isValid(name)).isFalse();
  }

  @Test
  void hasAtMostEightyCharacters() {
    assertThat(ResourceName.isValid("a".repeat(80))).isTrue();
    assertThat(ResourceName.isValid("a".repeat(81))).isFalse();
  }
}
