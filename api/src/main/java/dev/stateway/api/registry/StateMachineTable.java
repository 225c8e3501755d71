package dev.stateway.api.registry;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MachineType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The table {@code state_machine}, in SQL that H2 and PostgreSQL both understand. */
final class StateMachineTable {
  private static final String SELECT =
      """
      SELECT arn, name, type, definition, role_arn, revision_id, created_at, updated_at, logging, tracing, encryption
      FROM state_machine
      """;

  private final DatabaseClient database;

  StateMachineTable(DatabaseClient database) {
    this.database = database;
  }

  Mono<RegisteredStateMachine> select(String arn) {
    return database
        .sql(SELECT + "WHERE arn = :arn")
        .bind("arn", arn)
        .map(StateMachineTable::read)
        .one();
  }

  Flux<RegisteredStateMachine> selectAfter(String prefix, String arn, int limit) {
    return database
        .sql(SELECT + "WHERE arn LIKE :prefix AND arn > :arn ORDER BY arn LIMIT :limit")
        .bind("prefix", prefix + "%")
        .bind("arn", arn)
        .bind("limit", limit)
        .map(StateMachineTable::read)
        .all();
  }

  Mono<Long> insert(RegisteredStateMachine machine) {
    var insert =
        database
            .sql(
                """
                INSERT INTO state_machine
                  (arn, name, type, created_at, definition, role_arn, updated_at, logging, tracing, encryption)
                VALUES
                  (:arn, :name, :type, :created_at, :definition, :role_arn, :updated_at, :logging, :tracing, :encryption)
                """)
            .bind("name", machine.name())
            .bind("type", machine.type().name())
            .bind("created_at", machine.createdAt().atOffset(ZoneOffset.UTC));
    return bindContents(insert, machine).fetch().rowsUpdated();
  }

  /**
   * Replaces the contents, if the row is still of the given revision: the number of rows that were.
   */
  Mono<Long> update(RegisteredStateMachine machine, @Nullable String expectedRevision) {
    var update =
        database
            .sql(
                """
                UPDATE state_machine
                SET definition = :definition, role_arn = :role_arn, updated_at = :updated_at, logging = :logging,
                  tracing = :tracing, encryption = :encryption, revision_id = :revision_id
                WHERE arn = :arn AND COALESCE(revision_id, '') = :expected
                """)
            .bind("revision_id", Objects.requireNonNull(machine.revisionId()))
            .bind("expected", Objects.requireNonNullElse(expectedRevision, ""));
    return bindContents(update, machine).fetch().rowsUpdated();
  }

  Mono<Long> delete(String arn) {
    return database
        .sql("DELETE FROM state_machine WHERE arn = :arn")
        .bind("arn", arn)
        .fetch()
        .rowsUpdated();
  }

  private static DatabaseClient.GenericExecuteSpec bindContents(
      DatabaseClient.GenericExecuteSpec statement, RegisteredStateMachine machine) {
    var contents = machine.contents();
    return statement
        .bind("arn", machine.arn())
        .bind("definition", contents.definition())
        .bind("role_arn", contents.roleArn())
        .bind("updated_at", machine.updatedAt().atOffset(ZoneOffset.UTC))
        .bind("logging", JsonText.write(contents.settings().logging()))
        .bind("tracing", JsonText.write(contents.settings().tracing()))
        .bind("encryption", JsonText.write(contents.settings().encryption()));
  }

  private static RegisteredStateMachine read(Readable row) {
    return new RegisteredStateMachine(
        text(row, "arn"),
        text(row, "name"),
        MachineType.valueOf(text(row, "type")),
        new StateMachineContents(
            text(row, "definition"),
            text(row, "role_arn"),
            new StateMachineSettings(
                json(row, "logging"), json(row, "tracing"), json(row, "encryption"))),
        row.get("revision_id", String.class),
        time(row, "created_at"),
        time(row, "updated_at"));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static JsonNode json(Readable row, String column) {
    return JsonText.parse(text(row, column));
  }

  private static Instant time(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column).toInstant();
  }
}
