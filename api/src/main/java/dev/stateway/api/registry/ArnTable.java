package dev.stateway.api.registry;

import io.r2dbc.spi.Readable;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of a table whose key is {@code arn}, in SQL that H2 and PostgreSQL both understand.
 *
 * @param <T> what a row is
 */
final class ArnTable<T> {
  private final DatabaseClient database;
  private final String table;
  private final String select;
  private final Function<Readable, T> read;

  /** The table of this name, of which these columns are read. */
  ArnTable(DatabaseClient database, String table, String columns, Function<Readable, T> read) {
    this.database = database;
    this.table = table;
    this.select = "SELECT " + columns + " FROM " + table + " ";
    this.read = read;
  }

  /** The row of this ARN, if there is one. */
  Mono<T> select(String arn) {
    return selectOne(arn, "");
  }

  /** The same, which nobody else changes or locks until the transaction has ended. */
  Mono<T> lock(String arn) {
    return selectOne(arn, " FOR UPDATE");
  }

  private Mono<T> selectOne(String arn, String lock) {
    return database.sql(select + "WHERE arn = :arn" + lock).bind("arn", arn).map(read).one();
  }

  /** Rows in the order of their ARNs, from after the given one. */
  Flux<T> selectAfter(String prefix, String arn, int limit) {
    return database
        .sql(select + "WHERE arn LIKE :prefix AND arn > :arn ORDER BY arn LIMIT :limit")
        .bind("prefix", prefix + "%")
        .bind("arn", arn)
        .bind("limit", limit)
        .map(read)
        .all();
  }

  /** Removes the row of this ARN: how many there were. */
  Mono<Long> delete(String arn) {
    return database
        .sql("DELETE FROM " + table + " WHERE arn = :arn")
        .bind("arn", arn)
        .fetch()
        .rowsUpdated();
  }
}
