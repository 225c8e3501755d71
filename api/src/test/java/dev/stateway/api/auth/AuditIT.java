package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import tools.jackson.databind.JsonNode;

/** What the audit log says of what was done. */
@WithStateway
class AuditIT extends SecuredServer {
  AuditIT(TemporalServer temporal) {
    super(temporal);
  }

  private JsonNode awaitAudit(Predicate<JsonNode> wanted) throws Exception {
    var file = data.resolve("log/audit-" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(file)) {
        for (var line : Files.readAllLines(file)) {
          var entry = JsonText.parse(line);
          if (wanted.test(entry)) {
            return entry;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("there is no such entry in " + file);
  }

  @Test
  void whatIsDoneIsWrittenDown() throws Exception {
    var name = "audited-" + UUID.randomUUID();
    create(name, "red");
    var execution = root.startExecution(to -> to.stateMachineArn(machine(name))).executionArn();
    var entry =
        awaitAudit(line ->
            line.path("action").asString("").equals("states:StartExecution")
                && line.path("resource").asString("").equals(machine(name)));
    assertThat(entry.path("principal").asString())
        .isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/root");
    assertThat(entry.path("executionArn").asString()).isEqualTo(execution);
    assertThat(entry.path("decision").asString()).isEqualTo("ALLOW");
    assertThat(entry.path("statement").asString()).isEqualTo("everything, All");
    assertThat(entry.path("sourceIp").asString()).isEqualTo("127.0.0.1");
    assertThat(entry.path("requestId").asString()).isNotBlank();
    try (var ada = stateway.client(ADA)) {
      assertDenied(() -> ada.deleteStateMachine(to -> to.stateMachineArn(machine(name))));
    }
    var denied =
        awaitAudit(line ->
            line.path("action").asString("").equals("states:DeleteStateMachine")
                && line.path("resource").asString("").equals(machine(name)));
    assertThat(denied.path("decision").asString()).isEqualTo("IMPLICIT_DENY");
    assertThat(denied.path("error").asString()).isEqualTo("AccessDeniedException");
    awaitRows(machine(name), 3);
  }

  @Test
  void versionsAndAliasesAreWrittenDownAsWhatTheyAre() throws Exception {
    var name = "audited-" + UUID.randomUUID();
    releaseOneVersion(name);
    var arn = machine(name);
    root.createStateMachineAlias(to -> to.name("PROD").routingConfiguration(route(arn + ":1")));
    var execution = root.startExecution(to -> to.stateMachineArn(arn + ":PROD")).executionArn();
    assertThat(
            awaitAudit(line -> isOf(line, "StartExecution", arn + ":PROD"))
                .path("executionArn")
                .asString())
        .isEqualTo(execution);
    assertThatThrownBy(
            () -> root.deleteStateMachineVersion(to -> to.stateMachineVersionArn(arn + ":1")))
        .isInstanceOf(ConflictException.class);
    assertThat(
            awaitAudit(line -> isOf(line, "DeleteStateMachineVersion", arn + ":1"))
                .path("error")
                .asString())
        .isEqualTo("ConflictException");
    for (var done :
        List.of(
            Map.entry("PublishStateMachineVersion", arn),
            Map.entry("CreateStateMachineAlias", arn + ":PROD"))) {
      assertThat(awaitAudit(line -> isOf(line, done.getKey(), done.getValue())).has("error"))
          .isFalse();
    }
  }

  private static boolean isOf(JsonNode line, String operation, String resource) {
    return line.path("action").asString("").equals("states:" + operation)
        && line.path("resource").asString("").equals(resource);
  }

  private void awaitRows(String resource, int wanted) throws InterruptedException {
    var database = stateway.part(DatabaseClient.class);
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int found;
    do {
      TimeUnit.MILLISECONDS.sleep(50);
      found =
          database
              .sql("SELECT action FROM audit_log WHERE resource = :resource")
              .bind("resource", resource)
              .fetch()
              .all()
              .collectList()
              .toFuture()
              .join()
              .size();
    } while (found < wanted && System.nanoTime() < deadline);
    assertThat(found).isEqualTo(wanted);
  }
}
