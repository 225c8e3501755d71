package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionRequestTest {
  @Test
  void readsADecision() {
    assertThat(
            DecisionRequest.read(
                "{\"decision\": \"approve\", \"by\": \"ada\", \"comment\": \"fine\", \"formData\":"
                    + " {\"a\": 1}}"))
        .isEqualTo(
            new DecisionRequest(Choice.APPROVE, "ada", "fine", JsonText.parse("{\"a\": 1}")));
    assertThat(DecisionRequest.read("{\"decision\": \"reject\", \"comment\": null}"))
        .isEqualTo(new DecisionRequest(Choice.REJECT, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "x",
        "{\"decision\": \"maybe\"}",
        "{\"decision\": \"APPROVE\"}",
        "{\"decision\": 1}",
        "{\"decision\": \"approve\", \"by\": 1}",
        "{\"decision\": \"approve\", \"comment\": []}",
        "{\"decision\": \"approve\", \"more\": 1}"
      })
  void refusesWhatIsNone(String body) {
    assertThatThrownBy(() -> DecisionRequest.read(body))
        .isInstanceOfSatisfying(
            RequestRefused.class, refused -> assertThat(refused.answer().status()).isEqualTo(400));
  }

  @Test
  void anIdSaysWhoseItIs() {
    assertThat(ApprovalId.parse("orders~e1~12")).contains(new ApprovalId("orders", "e1", "12"));
    assertThat(new ApprovalId("orders", "e1", "12").workflowId()).isEqualTo("orders:e1");
    for (var text :
        new String[] {
          "", "orders", "orders~e1", "orders~e1~x", "orders~e1~1~2", "a:b~e~1", "~e~1"
        }) {
      assertThat(ApprovalId.parse(text)).as(text).isEmpty();
    }
  }
}
