package dev.stateway.api.registry;

import dev.stateway.translator.JsonText;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table {@code activity}. */
final class ActivityTable {
  private final DatabaseClient database;
  private final ArnTable<RegisteredActivity> rows;

  ActivityTable(DatabaseClient database) {
    this.database = database;
    this.rows =
        new ArnTable<>(
            database, "activity", "arn, name, created_at, encryption", ActivityTable::read);
  }

  /** Its rows. */
  ArnTable<RegisteredActivity> rows() {
    return rows;
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
        .bind("created_at", Columns.value(activity.createdAt()))
        .bind("encryption", JsonText.write(activity.encryption()))
        .fetch()
        .rowsUpdated();
  }

  private static RegisteredActivity read(Readable row) {
    return new RegisteredActivity(
        Columns.text(row, "arn"),
        Columns.text(row, "name"),
        Columns.time(row, "created_at"),
        Columns.json(row, "encryption"));
  }
}
