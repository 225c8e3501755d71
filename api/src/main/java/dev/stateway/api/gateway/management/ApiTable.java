package dev.stateway.api.gateway.management;

import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tables {@code gateway_api}, {@code gateway_deployment} and {@code gateway_domain}, in SQL
 * that H2 and PostgreSQL both understand.
 */
final class ApiTable {
  private final DatabaseClient database;

  ApiTable(DatabaseClient database) {
    this.database = database;
  }

  /**
   * A row.
   *
   * @param id of the API, or the domain's name
   * @param document JSON text
   * @param revision which grows with every change
   */
  record Row(String id, String document, long revision) {}

  /** The revisions of all APIs and domains, to see what has changed. */
  Mono<Map<String, Long>> revisions() {
    return database
        .sql(
            "SELECT api_id AS id, revision FROM gateway_api UNION ALL SELECT domain_name AS id,"
                + " revision FROM gateway_domain")
        .map(row ->
            Map.entry(
                Objects.requireNonNull(row.get("id", String.class)),
                Objects.requireNonNull(row.get("revision", Long.class))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  Mono<Row> api(String id) {
    return row("SELECT api_id AS id, document, revision FROM gateway_api WHERE api_id = :id", id);
  }

  Mono<Row> domain(String name) {
    return row(
        "SELECT domain_name AS id, document, revision FROM gateway_domain WHERE domain_name = :id",
        name);
  }

  Flux<Row> apis() {
    return rows("SELECT api_id AS id, document, revision FROM gateway_api ORDER BY api_id");
  }

  Flux<Row> domains() {
    return rows(
        "SELECT domain_name AS id, document, revision FROM gateway_domain ORDER BY domain_name");
  }

  private Mono<Row> row(String sql, String id) {
    return database.sql(sql).bind("id", id).map(ApiTable::read).one();
  }

  private Flux<Row> rows(String sql) {
    return database.sql(sql).map(ApiTable::read).all();
  }

  private static Row read(io.r2dbc.spi.Readable row) {
    return new Row(
        Objects.requireNonNull(row.get("id", String.class)),
        Objects.requireNonNull(row.get("document", String.class)),
        Objects.requireNonNull(row.get("revision", Long.class)));
  }

  Mono<Long> insertApi(Row row) {
    return write(
        "INSERT INTO gateway_api (api_id, document, revision) VALUES (:id, :document, :revision)",
        row);
  }

  Mono<Long> insertDomain(Row row) {
    return write(
        "INSERT INTO gateway_domain (domain_name, document, revision) VALUES (:id, :document,"
            + " :revision)",
        row);
  }

  /** Rows that were still as they were before this revision. */
  Mono<Long> updateApi(Row row) {
    return write(
        "UPDATE gateway_api SET document = :document, revision = :revision WHERE api_id = :id AND"
            + " revision = :revision - 1",
        row);
  }

  /** The same for a domain. */
  Mono<Long> updateDomain(Row row) {
    return write(
        "UPDATE gateway_domain SET document = :document, revision = :revision WHERE domain_name ="
            + " :id AND revision = :revision - 1",
        row);
  }

  private Mono<Long> write(String sql, Row row) {
    return database
        .sql(sql)
        .bind("id", row.id())
        .bind("document", row.document())
        .bind("revision", row.revision())
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> deleteApi(String id) {
    return execute("DELETE FROM gateway_api WHERE api_id = :id", id);
  }

  Mono<Long> deleteDomain(String name) {
    return execute("DELETE FROM gateway_domain WHERE domain_name = :id", name);
  }

  private Mono<Long> execute(String sql, String id) {
    return database.sql(sql).bind("id", id).fetch().rowsUpdated();
  }

  /** The definitions of an API's deployments by their ids. */
  Mono<Map<String, String>> deployments(String apiId) {
    return database
        .sql("SELECT deployment_id, definition FROM gateway_deployment WHERE api_id = :id")
        .bind("id", apiId)
        .map(row ->
            Map.entry(
                Objects.requireNonNull(row.get("deployment_id", String.class)),
                Objects.requireNonNull(row.get("definition", String.class))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  Mono<Long> insertDeployment(String apiId, String deploymentId, String definition) {
    return database
        .sql(
            "INSERT INTO gateway_deployment (api_id, deployment_id, definition) VALUES (:id,"
                + " :deployment_id, :definition)")
        .bind("id", apiId)
        .bind("deployment_id", deploymentId)
        .bind("definition", definition)
        .fetch()
        .rowsUpdated();
  }

  Mono<Long> deleteDeployment(String apiId, String deploymentId) {
    return database
        .sql("DELETE FROM gateway_deployment WHERE api_id = :id AND deployment_id = :deployment_id")
        .bind("id", apiId)
        .bind("deployment_id", deploymentId)
        .fetch()
        .rowsUpdated();
  }
}
