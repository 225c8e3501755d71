package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import dev.stateway.workflows.execution.ExecutionLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** The state machines that exist: what was acknowledged here survives the process. */
public final class StateMachineRegistry {
  private static final int RACES = 100;

  private final StateMachineTable machines;
  private final TagTable tags;
  private final ResourceTags resourceTags;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Clock clock;

  StateMachineRegistry(
      StateMachineTable machines,
      TagTable tags,
      TransactionalOperator transaction,
      Scheduler scheduler) {
    this.machines = machines;
    this.tags = tags;
    this.resourceTags = new ResourceTags(tags, machines::select, transaction, scheduler);
    this.transaction = transaction;
    this.scheduler = scheduler;
    this.clock = Clock.tick(Clock.systemUTC(), ChronoUnit.MILLIS.getDuration());
  }

  /** The state machine of this ARN, if there is one. */
  public Mono<RegisteredStateMachine> find(String arn) {
    return machines.select(arn).subscribeOn(scheduler);
  }

  /** The state machine of this ARN, or the failure StateMachineDoesNotExist. */
  public Mono<RegisteredStateMachine> require(String arn) {
    return find(arn).switchIfEmpty(Mono.error(() -> AwsError.stateMachineDoesNotExist(arn)));
  }

  /** State machines in the order of their ARNs, from after the given one; "" begins. */
  public Flux<RegisteredStateMachine> list(String prefix, String afterArn, int limit) {
    return machines.selectAfter(prefix, afterArn, limit).subscribeOn(scheduler);
  }

  /**
   * Adds a state machine; the same request again is answered the same, another one
   * StateMachineAlreadyExists.
   */
  public Mono<RegisteredStateMachine> create(NewStateMachine wanted) {
    LimitsTag.require(wanted.tags());
    var now = clock.instant();
    var machine =
        new RegisteredStateMachine(
            wanted.arn(), wanted.name(), wanted.type(), wanted.contents(), null, now, now);
    return machines
        .insert(machine)
        .then(tags.put(wanted.arn(), wanted.tags()))
        .as(transaction::transactional)
        .thenReturn(machine)
        .onErrorResume(DataIntegrityViolationException.class, _ -> sameAsExisting(wanted))
        .subscribeOn(scheduler);
  }

  private Mono<RegisteredStateMachine> sameAsExisting(NewStateMachine wanted) {
    return machines
        .select(wanted.arn())
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineAlreadyExists(wanted.arn())))
        .filter(existing -> existing.isSameAs(wanted))
        .switchIfEmpty(Mono.error(() -> AwsError.stateMachineAlreadyExists(wanted.arn())));
  }

  /**
   * Makes a state machine what the change makes of it: the next revision, unless nothing differs.
   */
  public Mono<RegisteredStateMachine> update(
      String arn, UnaryOperator<StateMachineContents> change) {
    return Mono.defer(() -> require(arn))
        .flatMap(current -> replace(current, change.apply(current.contents())))
        // Somebody else's change came between reading and writing: theirs counts, ours goes on top.
        .retryWhen(Retry.max(RACES).filter(LostRace.class::isInstance))
        .subscribeOn(scheduler);
  }

  private Mono<RegisteredStateMachine> replace(
      RegisteredStateMachine current, StateMachineContents changed) {
    if (current.contents().equals(changed)) {
      return Mono.just(current);
    }
    Instant now = clock.instant();
    var revised = current.revised(changed, UUID.randomUUID().toString(), now);
    return machines
        .update(revised, current.revisionId())
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(LostRace::new))
        .thenReturn(revised);
  }

  /** Removes a state machine; its running executions go on. Nothing happens when there is none. */
  public Mono<Void> delete(String arn) {
    return machines.delete(arn).then().subscribeOn(scheduler);
  }

  /** The limits of a state machine's executions, which its tag {@code stateway:limits} says. */
  public Mono<ExecutionLimits> limits(String arn) {
    return tags.select(arn).map(LimitsTag::limits).subscribeOn(scheduler);
  }

  /** The tags of state machines. */
  public ResourceTags tags() {
    return resourceTags;
  }

  private static final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
