package dev.stateway.api.gateway.usage;

import java.time.LocalDate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The table {@code gateway_usage}: what API keys have used of their quotas. All processes of a
 * registry count in it, and a restart forgets nothing.
 */
public final class UsageTable {
  /** As long as AWS shows usage. */
  private static final int DAYS_KEPT = 90;

  private final DatabaseClient database;
  private final Scheduler scheduler;

  public UsageTable(DatabaseClient database, Scheduler scheduler) {
    this.database = database;
    this.scheduler = scheduler;
  }

  /** A plan's counter of a key in a period. */
  record Counter(String plan, String apiKey, LocalDate periodStart) {}

  /** Counts one request; whether there were fewer than so many before. */
  Mono<Boolean> count(Counter counter, long limit) {
    return Mono.defer(() -> increment(counter, limit))
        .flatMap(counted -> counted ? Mono.just(true) : begin(counter, limit))
        .subscribeOn(scheduler);
  }

  private Mono<Boolean> increment(Counter counter, long limit) {
    return bound(
            "UPDATE gateway_usage SET used = used + 1 WHERE usage_plan = :usage_plan AND api_key ="
                + " :api_key AND period_start = :period_start AND used < :used",
            counter)
        .bind("used", limit)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /** The first request of a period, unless the counter is there and full. */
  private Mono<Boolean> begin(Counter counter, long limit) {
    return exists(counter)
        .flatMap(exists -> {
          if (exists) {
            return Mono.just(false);
          }
          return bound(
                  "INSERT INTO gateway_usage (usage_plan, api_key, period_start, used) VALUES"
                      + " (:usage_plan, :api_key, :period_start, :used)",
                  counter)
              .bind("used", 1L)
              .fetch()
              .rowsUpdated()
              .then(forgetOld(counter))
              .thenReturn(true)
              // Another request was the first.
              .onErrorResume(DataIntegrityViolationException.class, _ -> increment(counter, limit));
        });
  }

  private Mono<Boolean> exists(Counter counter) {
    return bound(
            "SELECT used FROM gateway_usage WHERE usage_plan = :usage_plan AND api_key = :api_key"
                + " AND period_start = :period_start",
            counter)
        .fetch()
        .one()
        .hasElement();
  }

  private Mono<Long> forgetOld(Counter counter) {
    return database
        .sql("DELETE FROM gateway_usage WHERE period_start < :oldest")
        .bind("oldest", counter.periodStart().minusDays(DAYS_KEPT))
        .fetch()
        .rowsUpdated();
  }

  private DatabaseClient.GenericExecuteSpec bound(String sql, Counter counter) {
    return database
        .sql(sql)
        .bind("usage_plan", counter.plan())
        .bind("api_key", counter.apiKey())
        .bind("period_start", counter.periodStart());
  }
}
