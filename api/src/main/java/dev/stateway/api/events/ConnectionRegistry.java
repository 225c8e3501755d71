package dev.stateway.api.events;

import dev.stateway.activities.http.Connection;
import dev.stateway.activities.http.ConnectionStore;
import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** The connections of this account, in the database. */
final class ConnectionRegistry implements ConnectionStore {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ConnectionTable table;
  private final String prefix;
  private final int limit;
  private final Scheduler scheduler;
  private final Clock clock;

  /**
   * Those of this table.
   *
   * @param prefix what their ARNs begin with, {@code arn:aws:events:REGION:ACCOUNT:connection/}
   * @param limit how many of them there can be
   */
  ConnectionRegistry(
      ConnectionTable table, String prefix, int limit, Scheduler scheduler, Clock clock) {
    this.table = table;
    this.prefix = prefix;
    this.limit = limit;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** The ARN of a connection of this name, as policies name it. */
  String arn(String name) {
    return prefix + name;
  }

  /** How many connections there can be. */
  int limit() {
    return limit;
  }

  /** Makes a connection; fails with ResourceAlreadyExistsException or LimitExceededException. */
  Mono<StoredConnection> create(
      String name, @Nullable String description, AuthorizationType type, ObjectNode parameters) {
    var now = now();
    var connection =
        new StoredConnection(
            arn(name), name, UUID.randomUUID().toString(), description, type, parameters, now, now);
    return table
        .count(prefix)
        .filter(count -> count < limit)
        .switchIfEmpty(Mono.error(() -> AwsError.tooManyConnections(limit)))
        .flatMap(_ -> table.insert(connection))
        .onErrorMap(
            DataIntegrityViolationException.class, _ -> AwsError.connectionAlreadyExists(name))
        .thenReturn(connection)
        .subscribeOn(scheduler);
  }

  /** The connection of this name; fails with ResourceNotFoundException. */
  Mono<StoredConnection> named(String name) {
    return table
        .select(arn(name))
        .switchIfEmpty(Mono.error(() -> AwsError.connectionDoesNotExist(name)))
        .subscribeOn(scheduler);
  }

  /** Changes the connection of this name; fails with ResourceNotFoundException. */
  Mono<StoredConnection> change(String name, UnaryOperator<StoredConnection> change) {
    return named(name)
        .map(before -> change.apply(before).at(now()))
        .flatMap(changed ->
            table
                .update(changed)
                .filter(rows -> rows > 0)
                .switchIfEmpty(Mono.error(() -> AwsError.connectionDoesNotExist(name)))
                .thenReturn(changed)
                .subscribeOn(scheduler));
  }

  /** Removes the connection of this name; fails with ResourceNotFoundException. */
  Mono<StoredConnection> delete(String name) {
    return named(name)
        .flatMap(gone -> table.delete(gone.arn()).thenReturn(gone).subscribeOn(scheduler));
  }

  /** Connections by name, whose names begin so, after this one. */
  Mono<List<StoredConnection>> list(String namePrefix, String after, int limit) {
    return table
        .selectAfter(arn(namePrefix), arn(after), limit)
        .collectList()
        .subscribeOn(scheduler);
  }

  /** Seals everything under the newest key: how many were sealed under another. */
  Mono<Long> sealAnew() {
    return table.sealAnew().subscribeOn(scheduler);
  }

  @Override
  public Optional<Connection> find(String name) {
    try {
      return Optional.ofNullable(
              table
                  .select(arn(name))
                  .subscribeOn(scheduler)
                  .toFuture()
                  .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .map(AuthParameters::connection);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading a connection", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The connection " + arn(name) + " cannot be read", e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
