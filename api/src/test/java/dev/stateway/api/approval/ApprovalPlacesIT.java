package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import tools.jackson.databind.JsonNode;

/** Approvals wherever a state can stand: in Map Runs, branches, nested executions, later runs. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalPlacesIT {
  private final TemporalServer temporal;
  private People people;

  ApprovalPlacesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    people = new People(temporal, Map.of("stateway.runs.events", "6", "stateway.runs.drain", "1s"));
  }

  @AfterAll
  void stop() {
    people.close();
  }

  private static String ask(String arguments) {
    return """
    {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:stateway:states:::approval:request",
      "Parameters": %s, "ResultSelector": {"by.$": "$.by"}, "End": true}}}
    """
        .formatted(arguments);
  }

  private static String mapRun(String executionType, String arguments) {
    var processor =
        ask(arguments)
            .replaceFirst(
                "\\{",
                "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"%s\"}, "
                    .formatted(executionType));
    return "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", \"Label\": \"each\", \"End\": true, \"ItemProcessor\": %s}}}"
        .formatted(processor);
  }

  private HttpResponse<String> say(String id, String what, String who, String body)
      throws IOException, InterruptedException {
    return people.post("/approvals/" + encoded(id) + "/" + what, who, body);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private static List<String> ids(JsonNode list) {
    return list.path("approvals").valueStream().map(each -> each.path("id").asString()).toList();
  }

  @Test
  void executionsOfAMapRunAskOneByOne() throws Exception {
    var execution =
        people.run(
            mapRun(
                "STANDARD",
                "{\"Title.$\": \"States.Format('Item {}', $)\", \"Approvers\": {\"Users\":"
                    + " [\"bob\"]}}"),
            "[1, 2]");
    var machine = execution.split(":", -1)[6];
    var ids = people.approvals(execution, 2);
    assertThat(ids).allMatch(id -> id.startsWith(machine + "/each~"));
    assertThat(ids(people.json("/approvals?stateMachine=" + encoded(machine + "/each"), "bob")))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(ids(people.json("/approvals?maxResults=1&stateMachine=" + machine, "bob")))
        .hasSize(1);

    var described = people.json("/approvals/" + encoded(ids.get(0)), "bob");
    assertThat(described.path("executionArn").asString())
        .contains(":execution:" + machine + "/each:");
    var page = people.get("/ui/approvals/" + encoded(ids.get(0)), "bob");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("action=\"/ui/approvals/" + machine + "%2Feach~")
        .contains("class=\"graph\"");
    assertThat(people.get("/ui/approvals?stateMachine=" + machine, "bob").body())
        .contains("href=\"/ui/approvals/" + machine + "%2Feach~");

    assertThat(say(ids.get(0), "delegate", "bob", "{\"to\": \"cyd\"}").statusCode()).isEqualTo(200);
    assertThat(say(ids.get(0), "approve", "bob", "").statusCode()).isEqualTo(403);
    assertThat(say(ids.get(0), "approve", "cyd", "").statusCode()).isEqualTo(200);
    assertThat(say(ids.get(0), "approve", "cyd", "").statusCode()).isEqualTo(409);
    assertThat(say(ids.get(1), "approve", "bob", "").statusCode()).isEqualTo(200);
    people.ended(execution, "SUCCEEDED");
    assertThat(people.output(execution).findValuesAsString("by"))
        .containsExactlyInAnyOrder("cyd", "bob");
    assertThat(say(ids.get(1), "reject", "cyd", "").statusCode()).isEqualTo(409);
  }

  @Test
  void whoStartedAMapRunMayNotDecideInItsExecutions() throws Exception {
    var execution =
        people.run(mapRun("STANDARD", "{\"Title\": \"t\", \"ExcludeInitiator\": true}"), "[1]");
    var id = people.approvals(execution, 1).getFirst();
    assertThat(say(id, "approve", "ada", "").statusCode()).isEqualTo(403);
    assertThat(say(id, "delegate", "bob", "{\"to\": \"ada\"}").statusCode()).isEqualTo(403);
    assertThat(say(id, "approve", "bob", "").statusCode()).isEqualTo(200);
    people.ended(execution, "SUCCEEDED");
  }

  @Test
  void expressExecutionsDoNotAsk() {
    var refused = catchThrowable(() -> people.run(mapRun("EXPRESS", "{\"Title\": \"t\"}"), "[1]"));
    assertThat(refused)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Express state machine does not support approvals");
  }

  @Test
  void severalOfOneExecutionWaitAtOnce() throws Exception {
    var map =
        "{\"StartAt\": \"Each\", \"States\": {\"Each\": {\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": %s}}}"
            .formatted(ask("{\"Title.$\": \"States.Format('Item {}', $)\"}"));
    var execution =
        people.run(
            "{\"StartAt\": \"Both\", \"States\": {\"Both\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [%s, %s]}}}"
                .formatted(map, ask("{\"Title\": \"Beside\"}").replace("Ask", "Beside")),
            "[1, 2]");
    var ids = people.approvals(execution, 3);
    for (var id : ids) {
      var approval = people.json("/approvals/" + id, "root");
      var state = approval.path("stateName").asString();
      assertThat(people.get("/ui/approvals/" + id, "bob").body())
          .containsOnlyOnce("id=\"current-state\"")
          .contains("the state that asks is " + state);
      var body = "{\"by\": \"%s\"}".formatted(approval.path("title").asString());
      assertThat(say(id, "approve", "root", body).statusCode()).isEqualTo(200);
    }
    people.ended(execution, "SUCCEEDED");
    assertThat(people.output(execution).findValuesAsString("by"))
        .containsExactly("Item 1", "Item 2", "Beside");
  }

  @Test
  void aNestedExecutionAsks() throws Exception {
    var child = people.machine(ask("{\"Title\": \"t\"}"));
    var execution =
        people.run(
            """
            {"StartAt": "Nested", "States": {"Nested": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "%s", "Input": {}}, "OutputPath": "$.Output", "End": true}}}
            """
                .formatted(child),
            "{}");
    var id = people.approvals(child, 1).getFirst();
    assertThat(say(id, "approve", "cyd", "").statusCode()).isEqualTo(200);
    people.ended(execution, "SUCCEEDED");
    assertThat(people.output(execution).path("by").asString()).isEqualTo("cyd");
  }

  @Test
  void anApprovalWaitsOnInAnotherRun() throws Exception {
    var form = "{\"type\": \"object\", \"required\": [\"a\"]}";
    var execution =
        people.run(
            """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [%s,
              {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "X"}, "X": {"Type": "Wait", "Seconds": 1, "Next": "W"}}}]}}}
            """
                .formatted(ask("{\"Title\": \"t\", \"Quorum\": 2, \"Form\": " + form + "}")),
            "{}");
    var id = people.approval(execution);
    assertThat(say(id, "approve", "bob", "{\"formData\": {\"a\": 1}}").statusCode()).isEqualTo(200);
    goesOn(execution);
    assertThat(say(id, "approve", "bob", "{\"formData\": {\"a\": 1}}").statusCode()).isEqualTo(409);
    assertThat(say(id, "approve", "cyd", "").statusCode()).isEqualTo(400);
    assertThat(say(id, "delegate", "cyd", "{\"to\": \"eve\"}").statusCode()).isEqualTo(200);
    goesOn(execution);
    assertThat(people.get("/ui/approvals/" + id, "eve").body()).contains("cyd handed it on to eve");
    assertThat(say(id, "approve", "eve", "{\"formData\": {\"a\": 2}}").statusCode()).isEqualTo(200);
    goesOn(execution);
    goesOn(execution);
    var decided = people.json("/approvals/" + id, "root");
    assertThat(decided.path("status").asString()).isEqualTo("APPROVED");
    assertThat(decided.path("votes").findValuesAsString("by")).containsExactly("bob", "eve");
    assertThat(say(id, "reject", "ada", "").statusCode()).isEqualTo(409);
  }

  private void goesOn(String execution) throws IOException, InterruptedException {
    var before = runId(execution);
    People.await("it goes on in another run", () -> !runId(execution).equals(before));
  }

  private String runId(String execution) {
    var parts = execution.split(":", -1);
    return people
        .server()
        .part(TemporalConnection.class)
        .client()
        .newUntypedWorkflowStub(parts[6] + ":" + parts[7])
        .describe()
        .getExecution()
        .getRunId();
  }

  @Test
  void aRedriveAsksAgainAndTheOldQuestionIsOver() throws Exception {
    var execution = people.run(ask("{\"Title\": \"t\", \"ExpiresAfterSeconds\": 2}"), "{}");
    var old = people.approval(execution);
    people.ended(execution, "FAILED");
    people.redrive(execution);
    var again = people.approvals(execution, 1).getFirst();
    assertThat(again).isNotEqualTo(old);
    var late = say(old, "approve", "bob", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(JsonText.parse(late.body()).path("message").asString())
        .isEqualTo("This approval has expired");
    assertThat(people.get("/ui/approvals/" + old, "bob").body())
        .contains("This approval has expired");
    assertThat(say(again, "reject", "bob", "").statusCode()).isEqualTo(200);
    people.ended(execution, "FAILED");
    assertThat(people.json("/approvals/" + again, "bob").path("status").asString())
        .isEqualTo("REJECTED");
  }

  @Test
  void anExecutionThatWasTerminatedTakesItsApprovalsAlong() throws Exception {
    var execution = people.run(ask("{\"Title\": \"t\"}"), "{}");
    var id = people.approval(execution);
    var parts = execution.split(":", -1);
    people
        .server()
        .part(TemporalConnection.class)
        .client()
        .newUntypedWorkflowStub(parts[6] + ":" + parts[7])
        .terminate("by an operator of Temporal");
    assertThat(people.get("/approvals/" + id, "bob").statusCode()).isEqualTo(404);
    assertThat(say(id, "approve", "bob", "").statusCode()).isEqualTo(404);
  }
}
