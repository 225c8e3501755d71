package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.StateMachineAlias.Route;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The aliases of state machines. What changes them locks their state machine, so that they never
 * lead to a version that is not there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">Aliases</a>
 */
public final class StateMachineAliases {
  /** How many a state machine can have. */
  public static final int MAX = 100;

  private final StateMachineTable machines;
  private final VersionTable versions;
  private final AliasTable aliases;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Clock clock;

  StateMachineAliases(
      StateMachineTable machines,
      VersionTable versions,
      AliasTable aliases,
      TransactionalOperator transaction,
      Scheduler scheduler,
      Clock clock) {
    this.machines = machines;
    this.versions = versions;
    this.aliases = aliases;
    this.transaction = transaction;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** The alias of this name, or the failure ResourceNotFound. */
  public Mono<StateMachineAlias> require(String machineArn, String name) {
    return present(machineArn, name).subscribeOn(scheduler);
  }

  private Mono<StateMachineAlias> present(String machineArn, String name) {
    return aliases
        .select(machineArn, name)
        .switchIfEmpty(
            Mono.error(() -> AwsError.referencedResourceNotFound(machineArn + ":" + name)));
  }

  /**
   * The aliases of a state machine, the oldest first.
   *
   * @param version only those that lead to the version of this number; absent: all
   */
  public Flux<StateMachineAlias> list(String machineArn, @Nullable Integer version) {
    return aliases
        .select(machineArn)
        .filter(alias -> version == null || alias.leadsTo(version))
        .subscribeOn(scheduler);
  }

  /** Adds an alias; the same again is answered the same, another one of the name conflicts. */
  public Mono<StateMachineAlias> create(
      String machineArn, String name, @Nullable String description, List<Route> routes) {
    var now = clock.instant();
    var alias = new StateMachineAlias(machineArn, name, description, routes, now, now);
    return requireVersions(machineArn, routes)
        .then(aliases.select(machineArn, name))
        .map(existing -> requireSame(existing, alias))
        .switchIfEmpty(Mono.defer(() -> add(alias)))
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  private static StateMachineAlias requireSame(
      StateMachineAlias existing, StateMachineAlias wanted) {
    if (!Objects.equals(existing.description(), wanted.description())
        || !existing.routes().equals(wanted.routes())) {
      throw AwsError.conflict(
          "Failed to create alias because an alias with the same name and a different routing"
              + " configuration already exists.");
    }
    return existing;
  }

  private Mono<StateMachineAlias> add(StateMachineAlias alias) {
    return aliases
        .select(alias.machineArn())
        .count()
        .filter(count -> count < MAX)
        .switchIfEmpty(Mono.error(StateMachineAliases::tooMany))
        .then(aliases.insert(alias))
        .thenReturn(alias);
  }

  private static AwsError tooMany() {
    return AwsError.serviceQuotaExceeded(
        "The state machine has " + MAX + " aliases: delete one to create another");
  }

  /**
   * Changes an alias.
   *
   * @param description absent: it stays as it is
   * @param routes absent: they stay as they are
   */
  public Mono<StateMachineAlias> update(
      String machineArn, String name, @Nullable String description, @Nullable List<Route> routes) {
    return requireVersions(machineArn, routes == null ? List.of() : routes)
        .then(present(machineArn, name))
        .map(alias ->
            new StateMachineAlias(
                machineArn,
                name,
                description == null ? alias.description() : description,
                routes == null ? alias.routes() : routes,
                alias.createdAt(),
                clock.instant()))
        .flatMap(changed -> aliases.update(changed).thenReturn(changed))
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  /** Locks the state machine and sees to it that the versions are there. */
  private Mono<Void> requireVersions(String machineArn, List<Route> routes) {
    return machines
        .rows()
        .lock(machineArn)
        .switchIfEmpty(Mono.error(() -> AwsError.referencedResourceNotFound(machineArn)))
        .thenMany(Flux.fromIterable(routes))
        .concatMap(route ->
            versions
                .contains(machineArn, route.version())
                .filter(isThere -> isThere)
                .switchIfEmpty(
                    Mono.error(() ->
                        AwsError.referencedResourceNotFound(
                            PublishedVersion.arn(machineArn, route.version())))))
        .then();
  }

  /** Removes an alias; the executions it has led to go on. Nothing happens when there is none. */
  public Mono<Void> delete(String machineArn, String name) {
    return aliases.delete(machineArn, name).then().subscribeOn(scheduler);
  }
}
