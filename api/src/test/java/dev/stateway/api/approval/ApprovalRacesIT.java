package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Many answers at once: as many count as should, and each sender is told whether theirs did. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalRacesIT {
  private final TemporalServer temporal;
  private People people;

  ApprovalRacesIT(TemporalServer temporal) {
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

  private CompletableFuture<HttpResponse<String>> say(
      String id, String what, String who, String body, String key) {
    return people.postLater("/approvals/" + id + "/" + what, who, body, key);
  }

  /** Waits for all of them. */
  private static List<HttpResponse<String>> answers(
      List<CompletableFuture<HttpResponse<String>>> requests) {
    return requests.stream().map(CompletableFuture::join).toList();
  }

  private static List<HttpResponse<String>> of(int status, List<HttpResponse<String>> answers) {
    return answers.stream().filter(answer -> answer.statusCode() == status).toList();
  }

  private static String message(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("message").asString("");
  }

  private JsonNode approval(String id) throws IOException, InterruptedException {
    return people.json("/approvals/" + id, "root");
  }

  @Test
  void oneOfHundredAnswersWinsAndTheOthersAreToldWho() throws Exception {
    var execution = people.ask("{\"Title\": \"t\"}", "{}");
    var id = people.approval(execution);
    var requests = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var i = 0; i < 100; i++) {
      var answer = i % 2 == 0 ? "approve" : "reject";
      requests.add(say(id, answer, "root", "{\"by\": \"p%d\"}".formatted(i), ""));
    }
    var answers = answers(requests);
    assertThat(of(200, answers)).hasSize(1);
    assertThat(of(409, answers)).hasSize(99);
    var decision = JsonText.parse(of(200, answers).getFirst().body()).path("decision");
    var winner = decision.path("by").asString();
    var done = decision.path("decision").asString().equals("approve") ? "approved" : "rejected";
    assertThat(of(409, answers))
        .extracting(ApprovalRacesIT::message)
        .containsOnly(
            "This approval was already %s by %s at %s"
                .formatted(done, winner, decision.path("at").asString()));
    assertThat(approval(id).path("votes").size()).isEqualTo(1);
    people.ended(execution, done.equals("approved") ? "SUCCEEDED" : "FAILED");
  }

  @Test
  void asManyCountAsCameBeforeItExpired() throws Exception {
    var execution =
        people.ask("{\"Title\": \"t\", \"Quorum\": 100, \"ExpiresAfterSeconds\": 3}", "{}");
    var id = people.approval(execution);
    var counted = 0;
    for (var round = 0; ; round++) {
      var first = round * 4;
      var answers =
          answers(
              IntStream.range(first, first + 4)
                  .mapToObj(i -> say(id, "approve", "root", "{\"by\": \"p%d\"}".formatted(i), ""))
                  .toList());
      counted += of(200, answers).size();
      var late = of(409, answers);
      assertThat(of(200, answers).size() + late.size()).isEqualTo(4);
      if (!late.isEmpty()) {
        assertThat(late)
            .extracting(ApprovalRacesIT::message)
            .allMatch(text ->
                text.equals("This approval has expired") || text.contains("already approved"));
        break;
      }
    }
    var approval = approval(id);
    assertThat(approval.path("votes").size()).isEqualTo(counted);
    var isDecided = approval.path("status").asString().equals("APPROVED");
    people.ended(execution, isDecided ? "SUCCEEDED" : "FAILED");
    assertThat(counted == 100).isEqualTo(isDecided);
  }

  @RepeatedTest(3)
  void whoAnswersAnExecutionThatIsStoppedIsToldWhetherItCounts() throws Exception {
    var execution = people.ask("{\"Title\": \"t\"}", "{}");
    var id = people.approval(execution);
    var requests = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var i = 0; i < 10; i++) {
      requests.add(say(id, "approve", "root", "{\"by\": \"p%d\"}".formatted(i), ""));
      if (i == 4) {
        people.stop(execution);
      }
    }
    var answers = answers(requests);
    people.ended(execution, "SUCCEEDED", "ABORTED");
    var status = approval(id).path("status").asString();
    assertThat(status).isIn("APPROVED", "CANCELLED");
    assertThat(of(200, answers)).hasSize(status.equals("APPROVED") ? 1 : 0);
    assertThat(of(409, answers)).hasSize(status.equals("APPROVED") ? 9 : 10);
  }

  @RepeatedTest(5)
  void whoHandsItOnAndDecidesAtOnceDoesOneOfBoth() throws Exception {
    var id =
        people.approval(
            people.ask("{\"Title\": \"t\", \"Approvers\": {\"Users\": [\"bob\"]}}", "{}"));
    var decided = say(id, "approve", "bob", "", "");
    var handed = say(id, "delegate", "bob", "{\"to\": \"eve\"}", "");
    var statuses = List.of(decided.join().statusCode(), handed.join().statusCode());
    var approval = approval(id);
    if (approval.path("status").asString().equals("APPROVED")) {
      assertThat(statuses).containsExactly(200, 409);
      assertThat(approval.path("delegations").size()).isZero();
    } else {
      assertThat(statuses).containsExactly(403, 200);
      assertThat(approval.path("votes").size()).isZero();
      assertThat(people.post("/approvals/" + id + "/approve", "eve", "").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whatIsSentTwentyTimesAtOnceUnderOneKeyCountsOnce() throws Exception {
    var id = people.approval(people.ask("{\"Title\": \"t\", \"Quorum\": 2}", "{}"));
    var decisions =
        answers(IntStream.range(0, 20).mapToObj(_ -> say(id, "approve", "bob", "", "k1")).toList());
    assertThat(of(200, decisions)).hasSize(20);
    var delegations =
        answers(
            IntStream.range(0, 20)
                .mapToObj(_ -> say(id, "delegate", "cyd", "{\"to\": \"eve\"}", "k1"))
                .toList());
    assertThat(of(200, delegations)).hasSize(20);
    var approval = approval(id);
    assertThat(approval.path("votes").size()).isEqualTo(1);
    assertThat(approval.path("delegations").size()).isEqualTo(1);
    // Another answer is not the same one again.
    assertThat(say(id, "reject", "bob", "", "k1").join().statusCode()).isEqualTo(409);
    assertThat(say(id, "approve", "eve", "", "k1").join().statusCode()).isEqualTo(200);
  }
}
