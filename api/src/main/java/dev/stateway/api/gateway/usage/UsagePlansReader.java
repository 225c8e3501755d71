package dev.stateway.api.gateway.usage;

import dev.stateway.api.gateway.openapi.Problem;
import dev.stateway.api.gateway.openapi.Spot;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.RouteKey;
import dev.stateway.api.gateway.route.Throttle;
import dev.stateway.api.source.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the file of usage plans; everything that is wrong is told at once. */
final class UsagePlansReader {
  private static final Set<String> PLAN =
      Set.of("description", "throttle", "quota", "apiStages", "apiKeys");
  private static final Set<String> STAGE = Set.of("apiId", "stage", "throttle");
  private static final Set<String> THROTTLE = Set.of("rateLimit", "burstLimit");
  private static final Set<String> QUOTA = Set.of("limit", "period", "offset");

  private UsagePlansReader() {}

  /**
   * The plans of a file's text.
   *
   * @throws UsagePlansException with all problems
   */
  static List<UsagePlan> read(Path file, String text) {
    Spot root;
    try {
      root = Spot.root(file, new YamlDocument(text));
    } catch (YamlDocument.MalformedException malformed) {
      throw new UsagePlansException(
          List.of(file + ":" + malformed.line() + ": " + malformed.getMessage()));
    }
    known(root, Set.of("usagePlans"));
    var plans = mapping(root.member("usagePlans")).stream().map(UsagePlansReader::plan).toList();
    checkOnce(root.member("usagePlans"), plans);
    if (!root.problems().isEmpty()) {
      throw new UsagePlansException(
          root.problems().stream()
              .map((Problem problem) -> problem.place() + ": " + problem.message())
              .toList());
    }
    return plans;
  }

  /** As on AWS, a key has one plan for a stage: which of two would count? */
  private static void checkOnce(Spot holder, List<UsagePlan> plans) {
    var seen = new HashMap<String, String>();
    for (var plan : plans) {
      for (var stage : plan.stages()) {
        for (var key : plan.apiKeys()) {
          var other = seen.put(key + " " + stage.apiId() + " " + stage.stage(), plan.name());
          if (other != null) {
            holder
                .member(plan.name())
                .error(
                    "the API key %s has the plan %s for the stage %s of %s too"
                        .formatted(key, other, stage.stage(), stage.apiId()));
          }
        }
      }
    }
  }

  private static UsagePlan plan(Spot plan) {
    known(plan, PLAN);
    var stages = new ArrayList<UsagePlan.Stage>();
    for (var stage : list(plan.member("apiStages"))) {
      stages.add(stage(stage));
    }
    var keys = new HashSet<String>();
    for (var key : list(plan.member("apiKeys"))) {
      key.text().ifPresent(keys::add);
    }
    return new UsagePlan(
        plan.name(), throttle(plan.member("throttle")), quota(plan.member("quota")), stages, keys);
  }

  private static UsagePlan.Stage stage(Spot stage) {
    known(stage, STAGE);
    var id = stage.member("apiId");
    if (!id.exists()) {
      stage.error("an apiStage has an apiId: the id or the name of an API");
    }
    var name = stage.member("stage");
    var throttles = new HashMap<String, Throttle>();
    for (var route : mapping(stage.member("throttle"))) {
      try {
        var key = RouteKey.parse(route.name()).text();
        Optional.ofNullable(throttle(route)).ifPresent(value -> throttles.put(key, value));
      } catch (IllegalArgumentException malformed) {
        route.error(String.valueOf(malformed.getMessage()));
      }
    }
    return new UsagePlan.Stage(
        id.exists() ? id.text().orElse("") : "",
        name.exists() ? name.text().orElse("") : Api.DEFAULT_STAGE,
        throttles);
  }

  private static @Nullable Throttle throttle(Spot throttle) {
    if (!throttle.exists()) {
      return null;
    }
    known(throttle, THROTTLE);
    var rate = throttle.member("rateLimit").value();
    var burst = throttle.member("burstLimit").value();
    if (!rate.isNumber() || rate.doubleValue() <= 0) {
      throttle.error("a throttle has a rateLimit above 0: requests a second");
      return null;
    }
    if (!burst.isIntegralNumber() || burst.asInt(0) < 1) {
      throttle.error("a throttle has a burstLimit, a whole number above 0");
      return null;
    }
    return new Throttle(rate.doubleValue(), burst.intValue(), Throttle.Per.PRINCIPAL);
  }

  private static @Nullable Quota quota(Spot quota) {
    if (!quota.exists()) {
      return null;
    }
    known(quota, QUOTA);
    var limit = quota.member("limit").value();
    if (!limit.isIntegralNumber() || limit.asLong(0) < 1) {
      quota.error("a quota has a limit, a whole number above 0");
    }
    var period = period(quota.member("period"));
    var offset = quota.member("offset");
    var days = offset.exists() ? offset.value().asInt(-1) : 0;
    if (days < 0 || days > period.largestOffset()) {
      offset.error(
          "the offset of a " + period + " is a number from 0 to " + period.largestOffset());
    }
    return new Quota(limit.asLong(1), period, Math.max(0, days));
  }

  private static Quota.Period period(Spot period) {
    var text = period.exists() ? period.text().orElse("").toUpperCase(Locale.ROOT) : "";
    return Arrays.stream(Quota.Period.values())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseGet(() -> {
          period.error("the period of a quota is DAY, WEEK or MONTH");
          return Quota.Period.DAY;
        });
  }

  private static void known(Spot holder, Set<String> names) {
    for (var member : mapping(holder)) {
      if (!names.contains(member.name())) {
        member.error("there is no " + member.name() + " here");
      }
    }
  }

  private static List<Spot> mapping(Spot holder) {
    if (holder.exists() && !holder.value().isObject() && !holder.value().isNull()) {
      holder.error("must be a mapping");
    }
    return holder.members();
  }

  private static List<Spot> list(Spot holder) {
    if (holder.exists() && !holder.value().isArray()) {
      holder.error(holder.name() + " must be a list");
      return List.of();
    }
    var elements = new ArrayList<Spot>();
    for (var i = 0; i < holder.value().size(); i++) {
      elements.add(holder.element(i));
    }
    return elements;
  }
}
