package dev.stateway.api.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tags of one kind of resources. */
final class TagTable {
  private final DatabaseClient database;
  private final String table;

  /** In the table of this name. */
  TagTable(DatabaseClient database, String table) {
    this.database = database;
    this.table = table;
  }

  /** The tags of a resource by key. */
  Mono<Map<String, String>> select(String arn) {
    return database
        .sql("SELECT tag_key, tag_value FROM " + table + " WHERE arn = :arn ORDER BY tag_key")
        .bind("arn", arn)
        .map(row -> Map.entry(Columns.text(row, "tag_key"), Columns.text(row, "tag_value")))
        .all()
        .collect(LinkedHashMap::new, (tags, tag) -> tags.put(tag.getKey(), tag.getValue()));
  }

  /** Sets these tags, beside those that are there; within a transaction. */
  Mono<Void> put(String arn, Map<String, String> tags) {
    return remove(arn, tags.keySet())
        .thenMany(Flux.fromIterable(tags.entrySet()))
        .concatMap(tag -> insert(arn, tag.getKey(), tag.getValue()))
        .then();
  }

  /** Removes the tags of these keys, those that are there. */
  Mono<Void> remove(String arn, Collection<String> keys) {
    return Flux.fromIterable(keys)
        .concatMap(key ->
            database
                .sql("DELETE FROM " + table + " WHERE arn = :arn AND tag_key = :tag_key")
                .bind("arn", arn)
                .bind("tag_key", key)
                .fetch()
                .rowsUpdated())
        .then();
  }

  private Mono<Long> insert(String arn, String key, String value) {
    return database
        .sql(
            "INSERT INTO "
                + table
                + " (arn, tag_key, tag_value) VALUES (:arn, :tag_key, :tag_value)")
        .bind("arn", arn)
        .bind("tag_key", key)
        .bind("tag_value", value)
        .fetch()
        .rowsUpdated();
  }
}
