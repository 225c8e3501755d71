package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The versions of state machines. What changes them locks their state machine, so that none of it
 * happens at the same time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html">Versions</a>
 */
public final class StateMachineVersions {
  /** How many a state machine can have. */
  public static final int MAX = 1_000;

  /** What the first revision of a state machine is called, which has no id. */
  public static final String INITIAL_REVISION = "INITIAL";

  private final StateMachineTable machines;
  private final VersionTable versions;
  private final AliasTable aliases;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Clock clock;

  StateMachineVersions(
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

  /** Versions with smaller numbers than this, the largest first. */
  public Flux<PublishedVersion> list(String machineArn, int before, int limit) {
    return versions.selectBefore(machineArn, before, limit).subscribeOn(scheduler);
  }

  /**
   * Makes a version of the present revision; the one that there is of it, is the answer.
   *
   * @param revision what the present revision is expected to be; absent: any
   */
  public Mono<PublishedVersion> publish(
      String machineArn, @Nullable String revision, Publication publication) {
    return machines
        .rows()
        .lock(machineArn)
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(machineArn)))
        .flatMap(machine -> {
          var present = Objects.requireNonNullElse(machine.revisionId(), INITIAL_REVISION);
          return revision == null || revision.equals(present)
              ? publish(machine, publication)
              : Mono.error(AwsError.conflict(otherRevision(revision, present)));
        })
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  private static String otherRevision(String expected, String present) {
    return "Failed to publish the State Machine version for revision "
        + expected
        + ". The current State Machine revision is "
        + present
        + ".";
  }

  /** The same within a transaction that has locked the state machine. */
  Mono<PublishedVersion> publish(RegisteredStateMachine machine, Publication publication) {
    return versions
        .selectOfRevision(machine.arn(), machine.revisionId())
        .switchIfEmpty(Mono.defer(() -> add(machine, publication)));
  }

  private Mono<PublishedVersion> add(RegisteredStateMachine machine, Publication publication) {
    var now = clock.instant();
    return versions
        .count(machine.arn())
        .filter(count -> count < MAX)
        .switchIfEmpty(Mono.error(StateMachineVersions::tooMany))
        .then(machines.nextVersion(machine.arn()))
        .map(number -> new PublishedVersion(machine.arn(), number, publication.description(), now))
        .flatMap(version -> versions.insert(machine, version).thenReturn(version));
  }

  private static AwsError tooMany() {
    return AwsError.serviceQuotaExceeded(
        "The state machine has " + MAX + " versions: delete one to publish another");
  }

  /**
   * Removes a version to which no alias leads; its running executions go on. Nothing happens when
   * there is none.
   */
  public Mono<Void> delete(String machineArn, int number) {
    return machines
        .rows()
        .lock(machineArn)
        .flatMapMany(_ -> aliases.select(machineArn))
        .filter(alias -> alias.leadsTo(number))
        .map(StateMachineAlias::name)
        .collect(Collectors.joining(", "))
        .flatMap(names ->
            names.isEmpty()
                ? versions.delete(machineArn, number)
                : Mono.error(AwsError.conflict(referenced(names))))
        .then()
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  private static String referenced(String names) {
    return "Version to be deleted must not be referenced by an alias. Current list of aliases"
        + " referencing this version: ["
        + names
        + "]";
  }
}
