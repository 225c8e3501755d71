package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import tools.jackson.databind.JsonNode;

/**
 * Approvals over the real thing: a state that waits for a person, and persons with HTTP clients.
 */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsIT {
  private static final String DEFINITION =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:stateway:states:::approval:request",
        "Parameters": {"Title.$": "States.Format('Pay {}', $.amount)", "Description": "An invoice", "Details.$": "$"},
        "TimeoutSecondsPath": "$.patience",
        "End": true}}}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final StatewayServer stateway;
  private final String machine = "approvals-" + UUID.randomUUID();

  ApprovalsIT(StatewayServer stateway) {
    this.stateway = stateway;
  }

  @BeforeAll
  void createMachine() {
    stateway
        .client()
        .createStateMachine(
            request -> request.name(machine).definition(DEFINITION).roleArn(StatewayServer.ROLE));
  }

  private String start(int patience) {
    return stateway
        .client()
        .startExecution(request ->
            request
                .stateMachineArn(
                    "arn:aws:states:us-east-1:"
                        + StatewayServer.ACCOUNT
                        + ":stateMachine:"
                        + machine)
                .input("{\"amount\": 12.50, \"patience\": " + patience + "}"))
        .executionArn();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JsonText.parse(stateway.get(path).body());
  }

  /** Everything that is pending, over all pages. */
  private List<JsonNode> pending() throws IOException, InterruptedException {
    var found = new ArrayList<JsonNode>();
    var next = "";
    do {
      var page = get("/approvals?maxResults=3&nextToken=" + next);
      page.path("approvals").forEach(found::add);
      next = page.path("nextToken").asString("");
    } while (!next.isEmpty());
    return found;
  }

  private JsonNode pending(String execution) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (var approval : pending()) {
        if (approval.path("executionArn").asString("").equals(execution)) {
          return approval;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no approval of " + execution + " is listed");
  }

  private CompletableFuture<HttpResponse<String>> decide(String id, String decision, String body) {
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve("/approvals/" + id + "/" + decision))
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private ExecutionStatus awaitEnd(String execution) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var status =
          stateway.client().describeExecution(request -> request.executionArn(execution)).status();
      if (status != ExecutionStatus.RUNNING) {
        return status;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(execution + " does not end");
  }

  @Test
  void showsWhatIsToBeDecided() throws Exception {
    var execution = start(3600);
    var approval = pending(execution);
    assertThat(approval.path("title").asString("")).isEqualTo("Pay 12.50");
    assertThat(approval.path("description").asString("")).isEqualTo("An invoice");
    assertThat(approval.path("details").path("amount").toString()).isEqualTo("12.50");
    assertThat(approval.path("stateName").asString("")).isEqualTo("Ask");
    assertThat(approval.path("status").asString("")).isEqualTo("PENDING");
    assertThat(get("/approvals/" + approval.path("id").asString(""))).isEqualTo(approval);
    stateway.client().stopExecution(request -> request.executionArn(execution));
    assertThat(awaitEnd(execution)).isEqualTo(ExecutionStatus.ABORTED);
    var late = decide(approval.path("id").asString(""), "approve", "{}").get();
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(JsonText.parse(late.body()).path("message").asString(""))
        .isEqualTo("Nobody waits for this approval any more");
  }

  @Test
  void theFirstAnswerCountsAndTheSecondIsToldSo() throws Exception {
    var execution = start(3600);
    var id = pending(execution).path("id").asString("");
    var first = decide(id, "approve", "{\"by\": \"ada\", \"comment\": \"fine\"}").get();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(JsonText.parse(first.body()).path("status").asString("")).isEqualTo("APPROVED");
    assertThat(awaitEnd(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
    var second = decide(id, "reject", "{\"by\": \"bob\"}").get();
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(JsonText.parse(second.body()).path("message").asString(""))
        .startsWith("This approval was already approved by ada at ");
    assertThat(get("/approvals/" + id).path("decision").path("comment").asString(""))
        .isEqualTo("fine");
  }

  @Test
  void aRejectionFailsTheStateAndTimeEndsAnApproval() throws Exception {
    var rejected = start(3600);
    decide(pending(rejected).path("id").asString(""), "reject", "").get();
    assertThat(awaitEnd(rejected)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(
            stateway.client().describeExecution(request -> request.executionArn(rejected)).error())
        .isEqualTo("Approval.Rejected");
    var expired = start(5);
    var id = pending(expired).path("id").asString("");
    awaitEnd(expired);
    assertThat(decide(id, "approve", "{}").get().statusCode()).isEqualTo(409);
    assertThat(get("/approvals/" + id).path("status").asString("")).isEqualTo("EXPIRED");
  }

  @Test
  void wrongRequestsAreRefused() throws Exception {
    var none = machine + "~none~3";
    assertThat(decide(none, "approve", "{}").get().statusCode()).isEqualTo(404);
    assertThat(decide("x", "approve", "{}").get().statusCode()).isEqualTo(404);
    assertThat(decide(none, "perhaps", "{}").get().statusCode()).isEqualTo(404);
    assertThat(decide(none, "approve", "{\"what\": 1}").get().statusCode()).isEqualTo(400);
    assertThat(decide(none, "delegate", "{}").get().statusCode()).isEqualTo(400);
    assertThat(decide(none, "delegate", "{\"to\": \"ada\"}").get().statusCode()).isEqualTo(404);
    assertThat(
            decide(none, "approve", "{\"comment\": \"" + "x".repeat(70_000) + "\"}")
                .get()
                .statusCode())
        .isEqualTo(413);
    assertThat(stateway.get("/approvals/" + none).statusCode()).isEqualTo(404);
    assertThat(stateway.get("/approvals?nextToken=eA").statusCode()).isEqualTo(400);
    for (var query : List.of("maxResults=1000", "status=OPEN", "scope=ours", "stateMachine=a'b")) {
      assertThat(stateway.get("/approvals?" + query).statusCode()).as(query).isEqualTo(400);
    }
  }
}
