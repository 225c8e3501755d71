package dev.stateway.api.registry;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MachineType;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The table {@code state_machine}. */
final class StateMachineTable {
  private static final String COLUMNS =
      "arn, name, type, definition, role_arn, revision_id, created_at, updated_at, logging,"
          + " tracing, encryption";

  private final DatabaseClient database;
  private final ArnTable<RegisteredStateMachine> rows;

  StateMachineTable(DatabaseClient database) {
    this.database = database;
    this.rows = new ArnTable<>(database, "state_machine", COLUMNS, StateMachineTable::read);
  }

  /** Its rows. */
  ArnTable<RegisteredStateMachine> rows() {
    return rows;
  }

  /** Adds a row, which says whether a version was asked for with it. */
  Mono<Long> insert(RegisteredStateMachine machine, @Nullable Publication publication) {
    var insert =
        database
            .sql(
                """
                INSERT INTO state_machine
                  (arn, name, type, created_at, definition, role_arn, revision_id, updated_at, logging, tracing,
                   encryption, created_published, created_version_description)
                VALUES
                  (:arn, :name, :type, :created_at, :definition, :role_arn, :revision_id, :updated_at, :logging,
                   :tracing, :encryption, :published, :description)
                """)
            .bind("arn", machine.arn())
            .bind("name", machine.name())
            .bind("type", machine.type().name())
            .bind("created_at", Columns.value(machine.createdAt()))
            .bind("published", publication != null);
    var description = publication == null ? null : publication.description();
    return bindRevision(Columns.bindText(insert, "description", description), machine)
        .fetch()
        .rowsUpdated();
  }

  /** Whether it was made with this wish for a version; absent: with none. */
  Mono<Boolean> wasCreatedWith(String arn, @Nullable Publication publication) {
    return database
        .sql(
            """
            SELECT created_published, created_version_description FROM state_machine WHERE arn = :arn
            """)
        .bind("arn", arn)
        .map(row ->
            Boolean.TRUE.equals(row.get("created_published", Boolean.class))
                ? Objects.equals(
                    new Publication(row.get("created_version_description", String.class)),
                    publication)
                : publication == null)
        .one();
  }

  /** Replaces what can change of a state machine. */
  Mono<Long> update(RegisteredStateMachine machine) {
    var update =
        database
            .sql(
                """
                UPDATE state_machine
                SET definition = :definition, role_arn = :role_arn, updated_at = :updated_at, logging = :logging,
                  tracing = :tracing, encryption = :encryption, revision_id = :revision_id
                WHERE arn = :arn
                """)
            .bind("arn", machine.arn());
    return bindRevision(update, machine).fetch().rowsUpdated();
  }

  /** The number of the next version; within a transaction that has locked the row. */
  Mono<Integer> nextVersion(String arn) {
    return database
        .sql("UPDATE state_machine SET last_version = last_version + 1 WHERE arn = :arn")
        .bind("arn", arn)
        .fetch()
        .rowsUpdated()
        .then(
            database
                .sql("SELECT last_version FROM state_machine WHERE arn = :arn")
                .bind("arn", arn)
                .map(row -> Columns.number(row, "last_version"))
                .one());
  }

  static GenericExecuteSpec bindRevision(
      GenericExecuteSpec statement, RegisteredStateMachine machine) {
    var contents = machine.contents();
    return Columns.bindText(statement, "revision_id", machine.revisionId())
        .bind("definition", contents.definition())
        .bind("role_arn", contents.roleArn())
        .bind("updated_at", Columns.value(machine.updatedAt()))
        .bind("logging", JsonText.write(contents.settings().logging()))
        .bind("tracing", JsonText.write(contents.settings().tracing()))
        .bind("encryption", JsonText.write(contents.settings().encryption()));
  }

  static RegisteredStateMachine read(Readable row) {
    return new RegisteredStateMachine(
        Columns.text(row, "arn"),
        Columns.text(row, "name"),
        MachineType.valueOf(Columns.text(row, "type")),
        new StateMachineContents(
            Columns.text(row, "definition"),
            Columns.text(row, "role_arn"),
            new StateMachineSettings(
                Columns.json(row, "logging"),
                Columns.json(row, "tracing"),
                Columns.json(row, "encryption"))),
        row.get("revision_id", String.class),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
