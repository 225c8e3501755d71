package dev.stateway.api.gateway.usage;

import dev.stateway.api.auth.identity.Identities.ApiKey;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Lets through who has an API key, where a route needs one, as far as the key's usage plan goes. An
 * API that no plan is for takes every key.
 */
public final class UsageGate implements Admission {
  private final Function<String, Optional<ApiKey>> keys;
  private final UsagePlans plans;
  private final UsageTable table;
  private final Clock clock;
  private final TokenBuckets buckets = new TokenBuckets();

  /**
   * A gate.
   *
   * @param keys finds a key that is valid now
   * @param plans those that count now
   * @param table what was used
   * @param clock tells the day
   */
  public UsageGate(
      Function<String, Optional<ApiKey>> keys, UsagePlans plans, UsageTable table, Clock clock) {
    this.keys = keys;
    this.plans = plans;
    this.table = table;
    this.clock = clock;
  }

  private record KeyOfPlan(String plan, String apiKey) {}

  private record KeyOfRoute(String plan, String apiKey, String apiId, String routeKey) {}

  /**
   * The request with {@code $context.identity.apiKeyId}; fails with {@link RequestRefused}: 403
   * without a key of a plan for this stage, 429 for one that has used what it may.
   */
  @Override
  public Mono<GatewayRequest> admit(Route route, GatewayRequest request) {
    var header = route.rules().apiKeyHeader();
    if (header == null) {
      return Mono.just(request);
    }
    var found = request.firstHeader(header).flatMap(keys);
    if (found.isEmpty()) {
      return Mono.error(forbidden());
    }
    var key = found.get();
    var id = key.user() + "/" + key.name();
    var identified = request.withContext(Map.of("identity.apiKeyId", id));
    var covering =
        plans.current().stream().filter(plan -> plan.stage(route.api()).isPresent()).toList();
    return covering.isEmpty()
        ? Mono.just(identified)
        : Mono.defer(() -> use(covering, route, key, id)).thenReturn(identified);
  }

  private Mono<Boolean> use(List<UsagePlan> covering, Route route, ApiKey key, String id) {
    var plan =
        covering.stream()
            .filter(each -> each.apiKeys().contains(key.name()))
            .findFirst()
            .orElseThrow(UsageGate::forbidden);
    throttle(plan, route, id);
    var quota = plan.quota();
    if (quota == null) {
      return Mono.just(true);
    }
    var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
    return table
        .count(new UsageTable.Counter(plan.name(), id, quota.start(today)), quota.limit())
        .filter(Boolean::booleanValue)
        .switchIfEmpty(
            Mono.error(() -> new RequestRefused(JsonAnswer.message(429, "Limit Exceeded"))));
  }

  private void throttle(UsagePlan plan, Route route, String id) {
    var api = route.api();
    var routeKey = route.key().text();
    var own = plan.stage(api).map(stage -> stage.throttles().get(routeKey));
    if (own.isPresent()) {
      buckets.take(new KeyOfRoute(plan.name(), id, api.id(), routeKey), own.get());
    } else if (plan.throttle() != null) {
      buckets.take(new KeyOfPlan(plan.name(), id), plan.throttle());
    }
  }

  private static RequestRefused forbidden() {
    return new RequestRefused(JsonAnswer.message(403, "Forbidden"));
  }
}
