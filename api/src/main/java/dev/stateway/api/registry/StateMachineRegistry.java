package dev.stateway.api.registry;

import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;
import dev.stateway.workflows.execution.ExecutionLimits;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * The state machines that exist, with their versions and aliases: what was acknowledged here
 * survives the process.
 */
public final class StateMachineRegistry {
  private static final int STALE_ROUTES = 10;

  private final StateMachineTable machines;
  private final VersionTable versionTable;
  private final AliasTable aliasTable;
  private final StateMachineVersions versions;
  private final StateMachineAliases aliases;
  private final TagTable tags;
  private final ResourceTags resourceTags;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Clock clock = Clock.tick(Clock.systemUTC(), ChronoUnit.MILLIS.getDuration());

  StateMachineRegistry(
      DatabaseClient database, TransactionalOperator transaction, Scheduler scheduler) {
    this.machines = new StateMachineTable(database);
    this.versionTable = new VersionTable(database);
    this.aliasTable = new AliasTable(database);
    this.tags = new TagTable(database, "state_machine_tag");
    this.versions =
        new StateMachineVersions(machines, versionTable, aliasTable, transaction, scheduler, clock);
    this.aliases =
        new StateMachineAliases(machines, versionTable, aliasTable, transaction, scheduler, clock);
    this.resourceTags = new ResourceTags(tags, machines.rows()::select, transaction, scheduler);
    this.transaction = transaction;
    this.scheduler = scheduler;
  }

  /** The state machine of this ARN, if there is one; a version or an alias is none. */
  public Mono<RegisteredStateMachine> find(String arn) {
    return machines.rows().select(arn).subscribeOn(scheduler);
  }

  /** The same, or the failure StateMachineDoesNotExist. */
  public Mono<RegisteredStateMachine> require(String arn) {
    return find(arn).switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(arn)));
  }

  /**
   * The state machine as it is now, or the version of it that the ARN names, or the failure
   * StateMachineDoesNotExist.
   */
  public Mono<QualifiedStateMachine> requireVersion(StateMachine arn) {
    if (arn.qualifier() == null) {
      return require(arn.toString()).map(QualifiedStateMachine::latest);
    }
    var number = arn.version();
    Mono<QualifiedStateMachine> found =
        number.isPresent()
            ? versionTable.select(arn.machine().toString(), number.getAsInt())
            : Mono.empty();
    return found
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(arn.toString())))
        .subscribeOn(scheduler);
  }

  /**
   * What an execution that is started with this ARN shall run: of an alias one of its versions, as
   * chance and its weights have it. The failure is StateMachineDoesNotExist.
   */
  public Mono<QualifiedStateMachine> requireStartable(StateMachine arn) {
    var qualifier = arn.qualifier();
    if (qualifier == null || arn.version().isPresent()) {
      return requireVersion(arn);
    }
    var machineArn = arn.machine().toString();
    return aliasTable
        .select(machineArn, qualifier)
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(arn.toString())))
        .flatMap(alias -> versionTable.select(machineArn, draw(alias)))
        // Between the two reads the alias was led elsewhere and the version deleted.
        .switchIfEmpty(Mono.error(StaleRoute::new))
        .retryWhen(Retry.max(STALE_ROUTES).filter(StaleRoute.class::isInstance))
        .map(version -> version.through(arn.toString()))
        .subscribeOn(scheduler);
  }

  private static int draw(StateMachineAlias alias) {
    return alias.versionAt(ThreadLocalRandom.current().nextInt(StateMachineAlias.TOTAL_WEIGHT));
  }

  /** State machines in the order of their ARNs, from after the given one; "" begins. */
  public Flux<RegisteredStateMachine> list(String prefix, String afterArn, int limit) {
    return machines.rows().selectAfter(prefix, afterArn, limit).subscribeOn(scheduler);
  }

  /**
   * Adds a state machine, and its first version if that is wanted; the same request again is
   * answered the same, another one StateMachineAlreadyExists.
   */
  public Mono<QualifiedStateMachine> create(NewStateMachine wanted) {
    LimitsTag.require(wanted.tags());
    var now = clock.instant();
    var machine =
        new RegisteredStateMachine(
            wanted.arn(), wanted.name(), wanted.type(), wanted.contents(), null, now, now);
    return machines
        .insert(machine, wanted.publication())
        .then(tags.put(wanted.arn(), wanted.tags()))
        .then(Mono.defer(() -> published(machine, wanted.publication())))
        .as(transaction::transactional)
        .onErrorResume(DataIntegrityViolationException.class, _ -> sameAsExisting(wanted))
        .subscribeOn(scheduler);
  }

  private Mono<QualifiedStateMachine> sameAsExisting(NewStateMachine wanted) {
    return machines
        .rows()
        .lock(wanted.arn())
        .filter(existing -> existing.isSameAs(wanted))
        .filterWhen(_ -> machines.wasCreatedWith(wanted.arn(), wanted.publication()))
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineAlreadyExists(wanted.arn())))
        .flatMap(existing -> published(existing, wanted.publication()))
        .as(transaction::transactional);
  }

  /** The state machine with the version of its revision, where one is wanted. */
  private Mono<QualifiedStateMachine> published(
      RegisteredStateMachine machine, @Nullable Publication publication) {
    return publication == null
        ? Mono.just(QualifiedStateMachine.latest(machine))
        : versions
            .publish(machine, publication)
            .map(version -> new QualifiedStateMachine(machine, version, null));
  }

  /**
   * Makes a state machine what the change makes of it: the next revision, unless nothing differs.
   *
   * @param publication whether a version shall be made of the revision; absent: none
   */
  public Mono<QualifiedStateMachine> update(
      String arn, UnaryOperator<StateMachineContents> change, @Nullable Publication publication) {
    return machines
        .rows()
        .lock(arn)
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(arn)))
        .flatMap(current -> replace(current, change.apply(current.contents())))
        .flatMap(revised -> published(revised, publication))
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  private Mono<RegisteredStateMachine> replace(
      RegisteredStateMachine current, StateMachineContents changed) {
    if (current.contents().equals(changed)) {
      return Mono.just(current);
    }
    var revised = current.revised(changed, UUID.randomUUID().toString(), clock.instant());
    return machines.update(revised).thenReturn(revised);
  }

  /**
   * Removes a state machine with its versions and aliases; its running executions go on. Nothing
   * happens when there is none.
   */
  public Mono<Void> delete(String arn) {
    return machines.rows().delete(arn).then().subscribeOn(scheduler);
  }

  /** The limits of a state machine's executions, which its tag {@code stateway:limits} says. */
  public Mono<ExecutionLimits> limits(String arn) {
    return tags.select(arn).map(LimitsTag::limits).subscribeOn(scheduler);
  }

  /** The versions of state machines. */
  public StateMachineVersions versions() {
    return versions;
  }

  /** The aliases of state machines. */
  public StateMachineAliases aliases() {
    return aliases;
  }

  /** The tags of state machines. */
  public ResourceTags tags() {
    return resourceTags;
  }

  private static final class StaleRoute extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
