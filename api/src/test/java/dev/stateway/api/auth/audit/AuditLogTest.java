package dev.stateway.api.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.audit.AuditEntry.Outcome;
import dev.stateway.translator.JsonText;
import io.r2dbc.spi.ConnectionFactories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** What is written, and when it is on the disk. */
class AuditLogTest {
  private static final Instant DAY = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private AuditLog log(Path where) {
    var database = DatabaseClient.create(ConnectionFactories.get("r2dbc:h2:mem:///audit-log-test"));
    return new AuditLog(where, database, Schedulers.boundedElastic());
  }

  private static AuditEntry entry(String action, String resource, Outcome outcome) {
    return new AuditEntry(
        DAY, "r", "arn:user", "127.0.0.1", null, action, resource, null, outcome, null, "", null);
  }

  private static AuditEntry started(int number) {
    return entry("states:StartExecution", "machine-" + number, Outcome.ALLOW);
  }

  private Path file() {
    return folder.resolve("audit-2026-01-02.jsonl");
  }

  /** Of all whole lines: the last one may just be written. */
  private List<String> resources() {
    try {
      var text = Files.readString(file());
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(JsonText::parse)
          .map((JsonNode line) -> line.path("resource").stringValue())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsKeptIsInTheFileWhenThatIsSaid() {
    try (var log = log(folder)) {
      StepVerifier.create(
              Flux.range(0, 1_000)
                  .flatMap(
                      number ->
                          log.keep(started(number))
                              .thenReturn("machine-" + number)
                              .filter(name -> resources().contains(name)),
                      50)
                  .count())
          .expectNext(1_000L)
          .expectComplete()
          .verify(LONG);
    }
    assertThat(resources())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_000).mapToObj(number -> "machine-" + number).toList());
  }

  @Test
  void whatNobodyWaitsForIsWrittenByTheEnd() {
    try (var log = log(folder)) {
      IntStream.range(0, 100).forEach(number -> log.write(started(number)));
    }
    assertThat(resources()).hasSize(100).startsWith("machine-0").endsWith("machine-99");
  }

  @Test
  void halfALineOfAServerThatDiedSpoilsNoOther() throws IOException {
    Files.writeString(file(), "{\"resource\": \"whole\"}\n{\"resour");
    try (var log = log(folder)) {
      StepVerifier.create(log.keep(started(1))).expectComplete().verify(LONG);
    }
    var lines = Files.readAllLines(file());
    assertThat(lines).hasSize(3);
    assertThat(JsonText.parse(lines.get(2)).path("resource").stringValue()).isEqualTo("machine-1");
  }

  @Test
  void whatCannotBeWrittenIsNotKept() throws IOException {
    var occupied = Files.writeString(folder.resolve("occupied"), "");
    try (var log = log(occupied)) {
      StepVerifier.create(log.keep(started(1))).expectError(IOException.class).verify(LONG);
    }
    assertThatThrownBy(() -> Files.readAllLines(file())).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "states:StartExecution, machine, true",
    "states:DescribeExecution, machine, false",
    "states:ListExecutions, machine, false",
    "stateway:DecideApproval, execution, true",
    "iam:PassRole, role, true",
    "apigateway:PUT, arn:aws:apigateway:us-east-1::/apis/a, true",
    "apigateway:GET, arn:aws:apigateway:us-east-1::/apis/a, false",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:1:api/$default/POST/GET/orders, true",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:1:api/$default/GET/orders, false"
  })
  void changesAreToldFromReading(String action, String resource, boolean change) {
    assertThat(entry(action, resource, Outcome.ALLOW).isOfChange()).isEqualTo(change);
    assertThat(entry(action, resource, Outcome.EXPLICIT_DENY).isOfChange()).isFalse();
  }
}
