package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What people and time have done with approvals is in the audit log. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalAuditIT {
  private final TemporalServer temporal;
  private People people;

  ApprovalAuditIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    people = new People(temporal, Map.of());
  }

  @AfterAll
  void stop() {
    people.close();
  }

  private String ask(String arguments) throws IOException, InterruptedException {
    return people.approval(people.ask(arguments, "{}"));
  }

  private int say(String id, String what, String who, String body)
      throws IOException, InterruptedException {
    return people.post("/approvals/" + id + "/" + what, who, body).statusCode();
  }

  private static String text(JsonNode line, String member) {
    return line.path(member).asString("");
  }

  @Test
  void whatPeopleSayHasALineEach() throws Exception {
    var id = ask("{\"Title\": \"t\", \"RejectQuorum\": 2, \"Quorum\": 2}");
    assertThat(say(id, "delegate", "bob", "{\"to\": \"eve\", \"comment\": \"on leave\"}"))
        .isEqualTo(200);
    assertThat(say(id, "reject", "cyd", "")).isEqualTo(200);
    assertThat(say(id, "approve", "root", "")).isEqualTo(200);
    assertThat(say(id, "approve", "eve", "{\"comment\": \"figures checked\"}")).isEqualTo(200);
    var lines =
        people.audit(id, 4).stream()
            .filter(line -> text(line, "action").startsWith("stateway:Approval"))
            .toList();
    assertThat(lines)
        .extracting(line -> text(line, "action") + " " + text(line, "reason"))
        .containsExactly(
            "stateway:ApprovalDelegated " + id + " handed on by bob to eve: on leave",
            "stateway:ApprovalDecided REJECT of " + id + " by cyd",
            "stateway:ApprovalDecided APPROVE of " + id + " by root",
            "stateway:ApprovalDecided APPROVE of " + id + " by eve: figures checked");
    assertThat(lines).allMatch(line -> text(line, "decision").equals("ALLOW"));
    assertThat(text(lines.get(3), "principal")).endsWith(":user/eve");
  }

  @Test
  void whoMayNotIsWrittenDownToo() throws Exception {
    var execution = people.ask("{\"Title\": \"t\", \"Approvers\": {\"Users\": [\"bob\"]}}", "{}");
    var id = people.approval(execution);
    assertThat(say(id, "approve", "eve", "")).isEqualTo(403);
    assertThat(say(id, "delegate", "eve", "{\"to\": \"cyd\"}")).isEqualTo(403);
    var refused = people.audit("stateway:ApprovalRefused", 2);
    assertThat(refused)
        .extracting(line -> text(line, "reason"))
        .containsExactly(
            "APPROVE of " + id + " by eve: You are none of the approvers of this approval",
            id + " handed on by eve to cyd: You are none of the approvers of this approval");
    assertThat(refused).allMatch(line -> text(line, "decision").equals("IMPLICIT_DENY"));
    assertThat(refused).allMatch(line -> text(line, "principal").endsWith(":user/eve"));

    assertThat(say(id, "approve", "zoe", "")).isEqualTo(403);
    var denied = people.audit(":user/zoe", 1).getFirst();
    assertThat(List.of(text(denied, "action"), text(denied, "decision"), text(denied, "resource")))
        .containsExactly("stateway:DecideApproval", "IMPLICIT_DENY", execution);
  }

  @Test
  void whatTimeDoesHasALineEach() throws Exception {
    var execution =
        people.ask(
            """
            {"Title": "Pay?", "Approvers": {"Users": ["bob"]}, "ExpiresAfterSeconds": 2,
             "EscalateTo": {"AfterSeconds": 1, "Approvers": {"Users": ["eve"]}}}
            """,
            "{}");
    people.ended(execution, "FAILED");
    var lines =
        people.audit(execution, 3).stream()
            .filter(line -> text(line, "action").startsWith("stateway:Approval"))
            .toList();
    assertThat(lines)
        .extracting(line -> text(line, "action"))
        .containsExactly("stateway:ApprovalEscalated", "stateway:ApprovalExpired");
    assertThat(lines).allMatch(line -> text(line, "reason").endsWith(": Pay?"));
    assertThat(lines).allMatch(line -> text(line, "resource").equals(execution));
  }
}
