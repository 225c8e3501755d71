package dev.stateway.api.registry;

import dev.stateway.translator.JsonText;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code activity}, in SQL that H2 and PostgreSQL both understand. */
final class ActivityTable {
  private static final String SELECT = "SELECT arn, name, created_at, encryption FROM activity ";

  private final DatabaseClient database;

  ActivityTable(DatabaseClient database) {
    this.database = database;
  }

  Mono<RegisteredActivity> select(String arn) {
    return database
        .sql(SELECT + "WHERE arn = :arn")
        .bind("arn", arn)
        .map(ActivityTable::read)
        .one();
  }

  Flux<RegisteredActivity> selectAfter(String prefix, String arn, int limit) {
    return database
        .sql(SELECT + "WHERE arn LIKE :prefix AND arn > :arn ORDER BY arn LIMIT :limit")
        .bind("prefix", prefix + "%")
        .bind("arn", arn)
        .bind("limit", limit)
        .map(ActivityTable::read)
        .all();
  }

  Mono<Long> insert(RegisteredActivity activity) {
    return database
        .sql(
            """
            INSERT INTO activity (arn, name, created_at, encryption)
            VALUES (:arn, :name, :created_at, :encryption)
            """)
        .bind("arn", activity.arn())
        .bind("name", activity.name())
        .bind("created_at", activity.createdAt().atOffset(ZoneOffset.UTC))
        .bind("encryption", JsonText.write(activity.encryption()))
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> delete(String arn) {
    return database
        .sql("DELETE FROM activity WHERE arn = :arn")
        .bind("arn", arn)
        .fetch()
        .rowsUpdated();
  }

  private static RegisteredActivity read(Readable row) {
    return new RegisteredActivity(
        Objects.requireNonNull(row.get("arn", String.class)),
        Objects.requireNonNull(row.get("name", String.class)),
        Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)).toInstant(),
        JsonText.parse(Objects.requireNonNull(row.get("encryption", String.class))));
  }
}
