package dev.stateway.api.events;

import dev.stateway.translator.JsonText;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code http_connection}: what is secret in it is sealed. */
final class ConnectionTable {
  private static final String SELECT =
      """
      SELECT arn, name, id, description, authorization_type, sealed_parameters, created_at, updated_at
      FROM http_connection
      """;

  private final DatabaseClient database;
  private final ConnectionSealer sealer;

  ConnectionTable(DatabaseClient database, ConnectionSealer sealer) {
    this.database = database;
    this.sealer = sealer;
  }

  Mono<StoredConnection> select(String arn) {
    return database.sql(SELECT + "WHERE arn = :arn").bind("arn", arn).map(this::read).one();
  }

  /** Those after this ARN whose ARNs begin so. */
  Flux<StoredConnection> selectAfter(String prefix, String arn, int limit) {
    return database
        .sql(
            SELECT
                + "WHERE SUBSTRING(arn, 1, :length) = :prefix AND arn > :arn ORDER BY arn LIMIT"
                + " :limit")
        .bind("length", prefix.length())
        .bind("prefix", prefix)
        .bind("arn", arn)
        .bind("limit", limit)
        .map(this::read)
        .all();
  }

  /** How many ARNs begin so. */
  Mono<Long> count(String prefix) {
    return database
        .sql("SELECT COUNT(*) FROM http_connection WHERE SUBSTRING(arn, 1, :length) = :prefix")
        .bind("length", prefix.length())
        .bind("prefix", prefix)
        .mapValue(Long.class)
        .one();
  }

  Mono<Long> insert(StoredConnection connection) {
    return bind(
            database
                .sql(
                    """
                    INSERT INTO http_connection
                      (arn, name, id, description, authorization_type, sealed_parameters, created_at, updated_at)
                    VALUES (:arn, :name, :id, :description, :type, :sealed, :created_at, :updated_at)
                    """)
                .bind("name", connection.name())
                .bind("created_at", connection.createdAt().atOffset(ZoneOffset.UTC)),
            connection)
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> update(StoredConnection connection) {
    return bind(
            database.sql(
                """
                UPDATE http_connection
                SET description = :description, authorization_type = :type, sealed_parameters = :sealed,
                  updated_at = :updated_at
                WHERE arn = :arn AND id = :id
                """),
            connection)
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> delete(String arn) {
    return database
        .sql("DELETE FROM http_connection WHERE arn = :arn")
        .bind("arn", arn)
        .fetch()
        .rowsUpdated();
  }

  /** Seals what is sealed under an older key anew: how many there were. */
  Mono<Long> sealAnew() {
    return database
        .sql("SELECT arn, sealed_parameters FROM http_connection")
        .map(row -> new Sealed(text(row, "arn"), text(row, "sealed_parameters")))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .filter(row -> !sealer.isCurrent(row.text()))
        .concatMap(row ->
            database
                .sql(
                    """
                    UPDATE http_connection SET sealed_parameters = :sealed
                    WHERE arn = :arn AND sealed_parameters = :before
                    """)
                .bind("sealed", sealer.seal(row.arn(), opened(row.arn(), row.text())))
                .bind("arn", row.arn())
                .bind("before", row.text())
                .fetch()
                .rowsUpdated())
        .count();
  }

  private GenericExecuteSpec bind(GenericExecuteSpec statement, StoredConnection connection) {
    var description = connection.description();
    var sealed = sealer.seal(connection.arn(), JsonText.write(connection.parameters()));
    var bound =
        statement
            .bind("arn", connection.arn())
            .bind("id", connection.id())
            .bind("type", connection.type().name())
            .bind("sealed", sealed)
            .bind("updated_at", connection.updatedAt().atOffset(ZoneOffset.UTC));
    return description == null
        ? bound.bindNull("description", String.class)
        : bound.bind("description", description);
  }

  private StoredConnection read(Readable row) {
    var arn = text(row, "arn");
    return new StoredConnection(
        arn,
        text(row, "name"),
        text(row, "id"),
        row.get("description", String.class),
        AuthorizationType.valueOf(text(row, "authorization_type")),
        JsonText.parse(opened(arn, text(row, "sealed_parameters"))),
        time(row, "created_at"),
        time(row, "updated_at"));
  }

  private String opened(String arn, String sealed) {
    return sealer
        .open(arn, sealed)
        .orElseThrow(() ->
            new IllegalStateException(
                "No key of STATEWAY_CONNECTION_KEYS opens the connection " + arn));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static Instant time(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column).toInstant();
  }

  private record Sealed(String arn, String text) {}
}
