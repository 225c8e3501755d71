package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The tags of resources of one kind.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#concepts-tagging">Tagging</a>
 */
public final class ResourceTags {
  /** How many tags a resource can have. */
  public static final int MAX = 50;

  private final TagTable table;
  private final Function<String, ? extends Mono<?>> resources;
  private final TransactionalOperator transaction;
  private final Scheduler scheduler;

  /**
   * In this table.
   *
   * @param resources what there is of an ARN; empty for nothing
   */
  ResourceTags(
      TagTable table,
      Function<String, ? extends Mono<?>> resources,
      TransactionalOperator transaction,
      Scheduler scheduler) {
    this.table = table;
    this.resources = resources;
    this.transaction = transaction;
    this.scheduler = scheduler;
  }

  /** The tags of a resource by key, or the failure ResourceNotFound. */
  public Mono<Map<String, String>> of(String arn) {
    return require(arn).then(table.select(arn)).subscribeOn(scheduler);
  }

  /** Sets these tags, beside those that are there; more than 50 in all are refused. */
  public Mono<Void> put(String arn, Map<String, String> added) {
    LimitsTag.require(added);
    return require(arn)
        .then(table.put(arn, added))
        .then(table.select(arn))
        .filter(all -> all.size() <= MAX)
        .switchIfEmpty(Mono.error(() -> AwsError.tooManyTags(arn)))
        .then()
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  /** Removes the tags of these keys, those that are there. */
  public Mono<Void> remove(String arn, Collection<String> keys) {
    return require(arn)
        .then(table.remove(arn, keys))
        .as(transaction::transactional)
        .subscribeOn(scheduler);
  }

  private Mono<?> require(String arn) {
    return resources.apply(arn).switchIfEmpty(Mono.error(() -> AwsError.resourceNotFound(arn)));
  }
}
