package dev.stateway.api.registry;

import dev.stateway.api.registry.StateMachineAlias.Route;
import dev.stateway.translator.JsonText;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code state_machine_alias}, in SQL that H2 and PostgreSQL both understand. */
final class AliasTable {
  private static final String SELECT =
      """
      SELECT machine_arn, name, description, routing, created_at, updated_at FROM state_machine_alias
      WHERE machine_arn = :arn
      """;

  private final DatabaseClient database;

  AliasTable(DatabaseClient database) {
    this.database = database;
  }

  Mono<StateMachineAlias> select(String machineArn, String name) {
    return database
        .sql(SELECT + "AND name = :name")
        .bind("arn", machineArn)
        .bind("name", name)
        .map(AliasTable::read)
        .one();
  }

  /** All of a state machine, the oldest first. */
  Flux<StateMachineAlias> select(String machineArn) {
    return database
        .sql(SELECT + "ORDER BY created_at, name")
        .bind("arn", machineArn)
        .map(AliasTable::read)
        .all();
  }

  Mono<Long> insert(StateMachineAlias alias) {
    var insert =
        database
            .sql(
                """
                INSERT INTO state_machine_alias (machine_arn, name, description, routing, created_at, updated_at)
                VALUES (:arn, :name, :description, :routing, :created_at, :updated_at)
                """)
            .bind("created_at", Columns.value(alias.createdAt()));
    return bind(insert, alias).fetch().rowsUpdated();
  }

  Mono<Long> update(StateMachineAlias alias) {
    var update =
        database.sql(
            """
            UPDATE state_machine_alias
            SET description = :description, routing = :routing, updated_at = :updated_at
            WHERE machine_arn = :arn AND name = :name
            """);
    return bind(update, alias).fetch().rowsUpdated();
  }

  Mono<Long> delete(String machineArn, String name) {
    return database
        .sql("DELETE FROM state_machine_alias WHERE machine_arn = :arn AND name = :name")
        .bind("arn", machineArn)
        .bind("name", name)
        .fetch()
        .rowsUpdated();
  }

  private static GenericExecuteSpec bind(GenericExecuteSpec statement, StateMachineAlias alias) {
    return Columns.bindText(statement, "description", alias.description())
        .bind("arn", alias.machineArn())
        .bind("name", alias.name())
        .bind("routing", text(alias.routes()))
        .bind("updated_at", Columns.value(alias.updatedAt()));
  }

  /** Pairs of version and weight. */
  private static String text(List<Route> routes) {
    var array = JsonText.MAPPER.createArrayNode();
    routes.forEach(route -> array.addArray().add(route.version()).add(route.weight()));
    return JsonText.write(array);
  }

  private static StateMachineAlias read(Readable row) {
    var routes =
        Columns.json(row, "routing")
            .valueStream()
            .map(route -> new Route(route.path(0).intValue(), route.path(1).intValue()))
            .toList();
    return new StateMachineAlias(
        Columns.text(row, "machine_arn"),
        Columns.text(row, "name"),
        row.get("description", String.class),
        routes,
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
