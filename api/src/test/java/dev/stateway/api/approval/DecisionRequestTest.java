package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionRequestTest {
  @Test
  void readsADecision() {
    assertThat(
            DecisionRequest.decision(
                "{\"by\": \"ada\", \"comment\": \"fine\", \"formData\": {\"a\": 1}}"))
        .isEqualTo(new DecisionRequest("ada", null, "fine", JsonText.parse("{\"a\": 1}")));
    for (var nothing : new String[] {"", "{}", "{\"by\": \" \", \"comment\": null}"}) {
      assertThat(DecisionRequest.decision(nothing))
          .isEqualTo(new DecisionRequest(null, null, null, null));
    }
  }

  @Test
  void readsADelegation() {
    assertThat(DecisionRequest.delegation("{\"to\": \"bob\", \"comment\": \"on leave\"}"))
        .isEqualTo(new DecisionRequest(null, "bob", "on leave", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "x",
        "{\"by\": 1}",
        "{\"comment\": []}",
        "{\"to\": \"bob\"}",
        "{\"decision\": \"approve\"}"
      })
  void refusesWhatIsNoDecision(String body) {
    assertThatThrownBy(() -> DecisionRequest.decision(body))
        .isInstanceOfSatisfying(
            RequestRefused.class, refused -> assertThat(refused.answer().status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"to\": \"\"}", "{\"to\": \"bob\", \"formData\": {}}"})
  void refusesWhatIsNoDelegation(String body) {
    assertThatThrownBy(() -> DecisionRequest.delegation(body))
        .isInstanceOfSatisfying(
            RequestRefused.class, refused -> assertThat(refused.answer().status()).isEqualTo(400));
  }

  @Test
  void anIdSaysWhoseItIs() {
    assertThat(ApprovalId.parse("orders~e1~12")).contains(new ApprovalId("orders", "e1", "12"));
    assertThat(ApprovalId.parse("orders/items~e1~12"))
        .contains(new ApprovalId("orders/items", "e1", "12"));
    assertThat(new ApprovalId("orders", "e1", "12").workflowId()).isEqualTo("orders:e1");
    for (var text :
        new String[] {
          "", "orders", "orders~e1", "orders~e1~x", "orders~e1~1~2", "a:b~e~1", "~e~1", "a/b/c~e~1"
        }) {
      assertThat(ApprovalId.parse(text)).as(text).isEmpty();
    }
  }
}
