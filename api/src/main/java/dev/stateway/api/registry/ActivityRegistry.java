package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** The activities that exist: what was acknowledged here survives the process. */
public final class ActivityRegistry {
  private final ActivityTable activities;
  private final TagTable tags;
  private final ResourceTags resourceTags;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;
  private final Clock clock = Clock.tick(Clock.systemUTC(), ChronoUnit.MILLIS.getDuration());

  ActivityRegistry(
      ActivityTable activities,
      TagTable tags,
      TransactionalOperator transaction,
      Scheduler scheduler) {
    this.activities = activities;
    this.tags = tags;
    this.resourceTags = new ResourceTags(tags, activities.rows()::select, transaction, scheduler);
    this.transaction = transaction;
    this.scheduler = scheduler;
  }

  /** The activity of this ARN, or the failure ActivityDoesNotExist. */
  public Mono<RegisteredActivity> require(String arn) {
    return activities
        .rows()
        .select(arn)
        .switchIfEmpty(Mono.error(() -> AwsError.activityDoesNotExist(arn)))
        .subscribeOn(scheduler);
  }

  /** Activities in the order of their ARNs, from after the given one; "" begins. */
  public Flux<RegisteredActivity> list(String prefix, String afterArn, int limit) {
    return activities.rows().selectAfter(prefix, afterArn, limit).subscribeOn(scheduler);
  }

  /**
   * Adds an activity; one of this name that is there already is the answer, unless it differs: the
   * failure ActivityAlreadyExists.
   */
  public Mono<RegisteredActivity> create(
      String arn, String name, JsonNode encryption, Map<String, String> itsTags) {
    var activity = new RegisteredActivity(arn, name, clock.instant(), encryption);
    return activities
        .insert(activity)
        .then(tags.put(arn, itsTags))
        .as(transaction::transactional)
        .thenReturn(activity)
        .onErrorResume(
            DataIntegrityViolationException.class,
            _ ->
                activities
                    .rows()
                    .select(arn)
                    .filter(existing -> existing.encryption().equals(encryption))
                    .switchIfEmpty(Mono.error(() -> AwsError.activityAlreadyExists(arn))))
        .subscribeOn(scheduler);
  }

  /** Removes an activity; what its workers have goes on. Nothing happens when there is none. */
  public Mono<Void> delete(String arn) {
    return activities.rows().delete(arn).then().subscribeOn(scheduler);
  }

  /** The tags of activities. */
  public ResourceTags tags() {
    return resourceTags;
  }
}
