package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.error.AwsError;
import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestMembersTest {
  record Answer(Instant date, @Nullable String absent, int count) {}

  @Test
  void writesTimesAsSecondsAndLeavesAbsentMembersOut() {
    var json = AwsJson.write(new Answer(Instant.parse("2026-01-01T00:00:00.120Z"), null, 0));

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("{\"date\":1767225600.120,\"count\":0}");
  }

  @Test
  void readsTheMembersOfNestedListsByTheirPlace() {
    var members =
        RequestMembers.of(
            JsonText.parse(
                "{\"tags\": [{\"key\": \"a\", \"value\": \"b\"}, {\"key\": \"\", \"value\":"
                    + " \"c\"}]}"));
    members.tags(true);

    assertThatThrownBy(members::check)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal ->
                assertThat(refusal.text())
                    .isEqualTo(
                        "1 validation error detected: Value '' at 'tags.2.member.key' failed to"
                            + " satisfy constraint: Member must have length greater than or equal"
                            + " to 1"));
  }

  @Test
  void doesNotShowSecretsInRefusals() {
    var members = RequestMembers.of(JsonText.parse("{\"input\": \"" + "s".repeat(262_145) + "\"}"));
    members.optional("input", RequestMembers.Text.DATA);

    assertThatThrownBy(members::check)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal ->
                assertThat(refusal.text())
                    .isEqualTo(
                        "1 validation error detected: Value at 'input' failed to satisfy"
                            + " constraint: Member must have length less than or equal to"
                            + " 262144"));
  }
}
