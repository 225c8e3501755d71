package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.serve.ApiCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * The APIs of the management API: kept in the registry, served by every process that uses it: what
 * another process has changed is taken up within seconds.
 */
final class ManagedApis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedApis.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int RACES = 20;

  /** The most characters of a document or a definition. */
  private static final int LARGEST = 1_048_576;

  private final ApiTable table;
  private final StageCompiler compiler;
  private final ApiCatalog catalog;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Map<String, Long> served = new ConcurrentHashMap<>();
  private final Disposable.Swap watching = reactor.core.Disposables.swap();

  ManagedApis(
      ApiTable table,
      StageCompiler compiler,
      ApiCatalog catalog,
      TransactionalOperator transaction,
      Scheduler scheduler) {
    this.table = table;
    this.compiler = compiler;
    this.catalog = catalog;
    this.transaction = transaction;
    this.scheduler = scheduler;
  }

  /** Serves what is there, and from now on what changes. */
  void watch() {
    watching.update(
        Flux.interval(Duration.ZERO, EVERY)
            .onBackpressureDrop()
            .concatMap(_ -> refresh().onErrorResume(ManagedApis::cannotRefresh))
            .subscribe());
  }

  private static Mono<Void> cannotRefresh(Throwable failure) {
    LOG.warn("the APIs of the registry cannot be read: {}", failure.toString());
    return Mono.empty();
  }

  private Mono<Void> refresh() {
    return table
        .revisions()
        .filter(revisions -> !revisions.equals(served))
        .flatMap(revisions -> {
          var gone = new HashMap<>(served);
          gone.keySet().removeAll(revisions.keySet());
          gone.keySet().forEach(this::forget);
          return table
              .apis()
              .filter(row -> !Long.valueOf(row.revision()).equals(served.get(row.id())))
              .concatMap(this::serve)
              .then(serveDomains());
        })
        .subscribeOn(scheduler);
  }

  private void forget(String id) {
    served.remove(id);
    catalog.remove(id);
  }

  private Mono<Void> serve(ApiTable.Row row) {
    return table
        .deployments(row.id())
        .doOnNext(deployments -> {
          var api = ApiDocument.parse(row.document());
          var own = !api.api().path("disableExecuteApiEndpoint").asBoolean(false);
          catalog.serve(row.id(), compiler.stages(api, deployments), own);
          served.put(row.id(), row.revision());
        })
        .then();
  }

  /** Serves all domains as they are now. */
  Mono<Void> serveDomains() {
    return table
        .domains()
        .collectList()
        .doOnNext(rows -> {
          var hosts = new HashMap<String, Map<String, ApiCatalog.Mapping>>();
          for (var row : rows) {
            hosts.put(row.id(), DomainNames.mappings(row.document()));
            served.put(row.id(), row.revision());
          }
          catalog.serveDomains(hosts);
        })
        .then();
  }

  /** An API; NotFoundException if there is none of this id. */
  Mono<ApiDocument> require(String apiId) {
    return table
        .api(apiId)
        .map(row -> ApiDocument.parse(row.document()))
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("API", apiId)))
        .subscribeOn(scheduler);
  }

  /** All APIs by their ids. */
  Mono<List<ApiDocument>> all() {
    return table
        .apis()
        .map(row -> ApiDocument.parse(row.document()))
        .collectList()
        .subscribeOn(scheduler);
  }

  /** Adds an API and serves it. */
  Mono<ApiDocument> create(ApiDocument api) {
    return Mono.defer(
            () -> {
              compiler.check(api);
              var changes = new ApiChanges(api);
              changes.deployAutomatically();
              var row = new ApiTable.Row(api.id(), bounded(api.text()), 1);
              return table
                  .insertApi(row)
                  .then(changes.write(table))
                  .as(transaction::transactional)
                  .then(serve(row))
                  .thenReturn(api);
            })
        .subscribeOn(scheduler);
  }

  /**
   * Changes an API and serves what came of it; what the change gives.
   *
   * @param change of the document; may add deployments
   */
  <T> Mono<T> change(String apiId, Function<ApiChanges, T> change) {
    return Mono.defer(() -> table.api(apiId))
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("API", apiId)))
        .flatMap(row -> changed(row, change))
        // Somebody else's change came between reading and writing: ours goes on top of theirs.
        .retryWhen(Retry.max(RACES).filter(LostRace.class::isInstance))
        .subscribeOn(scheduler);
  }

  private <T> Mono<T> changed(ApiTable.Row row, Function<ApiChanges, T> change) {
    var api = ApiDocument.parse(row.document());
    var changes = new ApiChanges(api);
    var result = change.apply(changes);
    compiler.check(api);
    changes.deployAutomatically();
    var next = new ApiTable.Row(row.id(), bounded(api.text()), row.revision() + 1);
    return table
        .updateApi(next)
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(LostRace::new))
        .then(changes.write(table))
        .as(transaction::transactional)
        .onErrorMap(DataIntegrityViolationException.class, _ -> new LostRace())
        .then(serve(next))
        .thenReturn(result);
  }

  /** A text that is not longer than the registry keeps. */
  static String bounded(String text) {
    if (text.length() > LARGEST) {
      throw ManagementError.badRequest("The API is larger than " + LARGEST + " characters");
    }
    return text;
  }

  /** Removes an API; NotFoundException if there is none of this id. */
  Mono<Void> delete(String apiId) {
    return table
        .deleteApi(apiId)
        .filter(rows -> rows > 0)
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("API", apiId)))
        .doOnNext(_ -> forget(apiId))
        .then()
        .subscribeOn(scheduler);
  }

  /** The definition of a deployment. */
  Mono<String> definition(String apiId, String deploymentId) {
    return table
        .deployments(apiId)
        .mapNotNull(all -> all.get(deploymentId))
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("deployment", deploymentId)))
        .subscribeOn(scheduler);
  }

  private static final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void close() {
    watching.dispose();
  }
}
