package dev.stateway.api.registry;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code state_machine_version}, in SQL that H2 and PostgreSQL both understand. */
final class VersionTable {
  private static final String COLUMNS =
      "version.machine_arn, version.version_number, version.description, version.created_at AS"
          + " published_at";
  private static final String SELECT =
      "SELECT " + COLUMNS + " FROM state_machine_version version WHERE machine_arn = :arn ";
  private static final String SELECT_WITH_MACHINE =
      "SELECT "
          + COLUMNS
          + """
          , machine.arn, machine.name, machine.type, machine.created_at, version.definition,
            version.role_arn, version.revision_id, version.updated_at, version.logging, version.tracing,
            version.encryption
          FROM state_machine_version version JOIN state_machine machine ON machine.arn = version.machine_arn
          WHERE version.machine_arn = :arn AND version.version_number = :number
          """;

  private final DatabaseClient database;

  VersionTable(DatabaseClient database) {
    this.database = database;
  }

  /** A version and what it is of, if there is one of this number. */
  Mono<QualifiedStateMachine> select(String machineArn, int number) {
    return of(machineArn, SELECT_WITH_MACHINE)
        .bind("number", number)
        .map(row -> new QualifiedStateMachine(StateMachineTable.read(row), read(row), null))
        .one();
  }

  Mono<Boolean> contains(String machineArn, int number) {
    return of(machineArn, SELECT + "AND version_number = :number")
        .bind("number", number)
        .map(VersionTable::read)
        .one()
        .hasElement();
  }

  /** The version of this revision; absent: of the first. */
  Mono<PublishedVersion> selectOfRevision(String machineArn, @Nullable String revision) {
    return of(machineArn, SELECT + "AND COALESCE(revision_id, '') = :revision")
        .bind("revision", revision == null ? "" : revision)
        .map(VersionTable::read)
        .one();
  }

  /** Versions with smaller numbers than this, the largest first. */
  Flux<PublishedVersion> selectBefore(String machineArn, int number, int limit) {
    return of(
            machineArn,
            SELECT + "AND version_number < :number ORDER BY version_number DESC LIMIT :limit")
        .bind("number", number)
        .bind("limit", limit)
        .map(VersionTable::read)
        .all();
  }

  Mono<Long> count(String machineArn) {
    return of(
            machineArn,
            "SELECT COUNT(*) AS versions FROM state_machine_version WHERE machine_arn = :arn")
        .mapValue(Long.class)
        .one();
  }

  Mono<Long> insert(RegisteredStateMachine machine, PublishedVersion version) {
    var insert =
        of(
                machine.arn(),
                """
                INSERT INTO state_machine_version
                  (machine_arn, version_number, description, created_at, definition, role_arn, revision_id, updated_at,
                   logging, tracing, encryption)
                VALUES
                  (:arn, :number, :description, :created_at, :definition, :role_arn, :revision_id, :updated_at,
                   :logging, :tracing, :encryption)
                """)
            .bind("number", version.number())
            .bind("created_at", Columns.value(version.createdAt()));
    return StateMachineTable.bindRevision(
            Columns.bindText(insert, "description", version.description()), machine)
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> delete(String machineArn, int number) {
    return of(
            machineArn,
            "DELETE FROM state_machine_version WHERE machine_arn = :arn AND version_number ="
                + " :number")
        .bind("number", number)
        .fetch()
        .rowsUpdated();
  }

  private GenericExecuteSpec of(String machineArn, String sql) {
    return database.sql(sql).bind("arn", machineArn);
  }

  private static PublishedVersion read(Readable row) {
    return new PublishedVersion(
        Columns.text(row, "machine_arn"),
        Columns.number(row, "version_number"),
        row.get("description", String.class),
        Columns.time(row, "published_at"));
  }
}
