package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.Voter;
import dev.stateway.workflows.execution.ExecutionMessages;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may decide on approvals, and what they have to enter: people with keys of their own. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApproversIT {
  private final TemporalServer temporal;
  private People people;

  ApproversIT(TemporalServer temporal) {
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

  private HttpResponse<String> say(String id, String what, String who, String body)
      throws IOException, InterruptedException {
    return people.post("/approvals/" + id + "/" + what, who, body);
  }

  private static String message(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("message").asString("");
  }

  private List<String> listed(String query, String who) throws IOException, InterruptedException {
    return people
        .json("/approvals?maxResults=200" + query, who)
        .path("approvals")
        .valueStream()
        .map(approval -> approval.path("id").asString())
        .toList();
  }

  @Test
  void onlyApproversDecideAndOnlyOnce() throws Exception {
    var id =
        ask(
            "{\"Title\": \"t\", \"Quorum\": 2, \"Approvers\": {\"Users\": [\"bob\"], \"Groups\":"
                + " [\"finance\"]}}");
    assertThat(listed("", "bob")).contains(id);
    assertThat(listed("&group=finance", "cyd")).contains(id);
    assertThat(listed("&group=sales", "cyd")).doesNotContain(id);
    assertThat(listed("", "eve")).doesNotContain(id);
    assertThat(listed("&scope=all", "eve")).contains(id);

    var refused = say(id, "approve", "eve", "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(message(refused)).isEqualTo("You are none of the approvers of this approval");
    var first = say(id, "approve", "bob", "{\"comment\": \"fine\"}");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(JsonText.parse(first.body()).path("status").asString("")).isEqualTo("PENDING");
    assertThat(say(id, "reject", "bob", "").statusCode()).isEqualTo(409);
    assertThat(listed("", "bob")).doesNotContain(id);

    var last = say(id, "approve", "cyd", "");
    assertThat(JsonText.parse(last.body()).path("status").asString("")).isEqualTo("APPROVED");
    assertThat(JsonText.parse(last.body()).path("votes").findValuesAsString("by"))
        .containsExactly("bob", "cyd");
    var late = say(id, "approve", "eve", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(message(late)).startsWith("This approval was already approved by cyd at ");
  }

  @Test
  void whoStartedItMayNotDecide() throws Exception {
    var id = ask("{\"Title\": \"t\", \"ExcludeInitiator\": true}");
    assertThat(listed("", "ada")).doesNotContain(id);
    var own = say(id, "approve", "ada", "");
    assertThat(own.statusCode()).isEqualTo(403);
    assertThat(message(own)).contains("Who started the execution may not decide");
    assertThat(say(id, "delegate", "ada", "{\"to\": \"eve\"}").statusCode()).isEqualTo(403);
    assertThat(say(id, "approve", "root", "{\"by\": \"ada\"}").statusCode()).isEqualTo(403);
    assertThat(say(id, "approve", "bob", "").statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerCanBeHandedOn() throws Exception {
    var id = ask("{\"Title\": \"t\", \"Approvers\": {\"Users\": [\"bob\"]}}");
    var handed = say(id, "delegate", "bob", "{\"to\": \"eve\", \"comment\": \"on leave\"}");
    assertThat(handed.statusCode()).isEqualTo(200);
    var delegation = JsonText.parse(handed.body()).path("delegations").path(0);
    assertThat(delegation.path("to").asString("")).isEqualTo("eve");
    assertThat(delegation.path("comment").asString("")).isEqualTo("on leave");
    assertThat(say(id, "approve", "bob", "").statusCode()).isEqualTo(403);
    assertThat(listed("", "eve")).contains(id);
    assertThat(say(id, "reject", "eve", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsEnteredHasToBeWhatTheFormWants() throws Exception {
    var id =
        ask(
            """
            {"Title": "t", "Form": {"type": "object", "required": ["amount"], "additionalProperties": false,
              "properties": {"amount": {"type": "number", "maximum": 100}, "when": {"type": "string", "format": "date"}}}}
            """);
    var nothing = say(id, "approve", "bob", "");
    assertThat(nothing.statusCode()).isEqualTo(400);
    var wrong = say(id, "approve", "bob", "{\"formData\": {\"amount\": 101, \"when\": \"soon\"}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(JsonText.parse(wrong.body()).path("errors").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder("/formData/amount", "/formData/when");
    var right = say(id, "approve", "bob", "{\"formData\": {\"amount\": 12.50}}");
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(
            JsonText.parse(right.body())
                .path("decision")
                .path("formData")
                .path("amount")
                .toString())
        .isEqualTo("12.50");
    var rejected =
        ask("{\"Title\": \"t\", \"Form\": {\"type\": \"object\", \"required\": [\"a\"]}}");
    assertThat(say(rejected, "reject", "bob", "").statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerWithAKeyCanBeSentAgain() throws Exception {
    var id = ask("{\"Title\": \"t\"}");
    for (var i = 0; i < 2; i++) {
      var request =
          people
              .request("/approvals/" + id + "/approve", "bob")
              .header("Idempotency-Key", "k1")
              .POST(HttpRequest.BodyPublishers.noBody());
      assertThat(people.send(request).statusCode()).isEqualTo(200);
    }
    assertThat(say(id, "approve", "bob", "").statusCode()).isEqualTo(409);
  }

  @Test
  void dozensOfOneExecutionAreListedAndThoseDecidedAreFound() throws Exception {
    var items = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
    var execution =
        people.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
              "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
                "Resource": "arn:stateway:states:::approval:request", "Parameters": {"Title": "t"}}}}}}}
            """,
            items.toString());
    var name = execution.split(":", -1)[6];
    var query = "&stateMachine=" + name;
    people.until(
        "/approvals?scope=all" + query,
        "root",
        answer -> JsonText.parse(answer.body()).path("approvals").size() == 40);
    var ids = new ArrayList<>(listed(query, "bob"));
    assertThat(say(ids.getFirst(), "approve", "bob", "").statusCode()).isEqualTo(200);
    people.until(
        "/approvals?status=APPROVED" + query,
        "bob",
        answer -> answer.body().contains(ids.getFirst()));
    assertThat(listed("&status=APPROVED" + query, "eve")).isEmpty();
    assertThat(listed("&status=APPROVED&scope=all" + query, "eve")).containsExactly(ids.getFirst());
  }

  @Test
  void anExecutionItselfRefusesWhatIsSentPastTheServer() throws Exception {
    var execution =
        people.ask(
            "{\"Title\": \"t\", \"Form\": {\"type\": \"object\", \"required\": [\"amount\"]}}",
            "{}");
    var id = people.approval(execution);
    var parts = execution.split(":", -1);
    var workflow =
        people
            .server()
            .part(TemporalConnection.class)
            .client()
            .newUntypedWorkflowStub(parts[6] + ":" + parts[7]);
    var bob = Voter.named("bob");
    workflow.signal(
        ExecutionMessages.DECIDE_APPROVAL,
        new ApprovalDecision(id, "d1", Choice.APPROVE, "bob", bob, null, JsonText.parse("{}")));
    workflow.signal(
        ExecutionMessages.DELEGATE_APPROVAL, new ApprovalDelegation(id, "d2", bob, " ", null));
    workflow.signal(ExecutionMessages.DECIDE_APPROVAL, JsonText.parse("{\"approvalId\": \"x\"}"));
    workflow.signal(
        ExecutionMessages.DELEGATE_APPROVAL,
        JsonText.parse("{\"approvalId\": \"%s\"}".formatted(id)));
    var approval = people.json("/approvals/" + id, "root");
    assertThat(approval.path("status").asString()).isEqualTo("PENDING");
    assertThat(approval.path("refused").findValuesAsString("message"))
        .containsExactly(
            "formData is not what the form of the approval wants",
            "This is required",
            "Hand it on to somebody else, by name or ARN");
    assertThat(approval.path("refused").path(0).path("errors").path(0).path("pointer").asString())
        .isEqualTo("/formData/amount");
    assertThat(say(id, "approve", "bob", "{\"formData\": {\"amount\": 1}}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anAnswerIsNotHandedOnToWhoCannotGiveIt() throws Exception {
    var id = ask("{\"Title\": \"t\", \"ExcludeInitiator\": true, \"Quorum\": 2}");
    assertThat(say(id, "delegate", "bob", "{\"to\": \"ada\"}").statusCode()).isEqualTo(403);
    assertThat(say(id, "delegate", "bob", "{\"to\": \"bob\"}").statusCode()).isEqualTo(400);
    assertThat(say(id, "approve", "cyd", "").statusCode()).isEqualTo(200);
    assertThat(say(id, "delegate", "bob", "{\"to\": \"cyd\"}").statusCode()).isEqualTo(409);
    assertThat(say(id, "delegate", "bob", "{\"to\": \"eve\"}").statusCode()).isEqualTo(200);
  }
}
