package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.AccessLogFormat;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Cors;
import dev.stateway.api.gateway.route.Throttle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the top of a file says of all its routes. */
final class ApiReader {
  private static final String CORS = "x-amazon-apigateway-cors";
  private static final int LONGEST_MAX_AGE = 86_400;

  private final Spot root;

  ApiReader(Spot root) {
    this.root = root;
  }

  Api read(String id) {
    var title = root.member("info").member("title");
    var format = root.member("x-workflow-access-log").text().map(AccessLogFormat::new);
    return new Api(
        id,
        title.exists() ? title.text().orElse(id) : id,
        Api.DEFAULT_STAGE,
        stageVariables(root.member("x-workflow-stage-variables")),
        cors(root.member(CORS)),
        format.orElse(null),
        AuthorizationReader.texts(root.member("x-workflow-domains")).stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static Map<String, String> stageVariables(Spot variables) {
    var result = new HashMap<String, String>();
    variables
        .members()
        .forEach(
            variable -> variable.text().ifPresent(value -> result.put(variable.name(), value)));
    return result;
  }

  private static @Nullable Cors cors(Spot cors) {
    if (!cors.exists()) {
      return null;
    }
    if (!cors.value().isObject()) {
      cors.error(CORS + " must be an object");
      return null;
    }
    var maxAge = cors.member("maxAge");
    Optional<Integer> age = Optional.empty();
    if (maxAge.exists()) {
      age = Optional.of(maxAge.value().isIntegralNumber() ? maxAge.value().asInt(-2) : -2);
      if (age.get() < -1 || age.get() > LONGEST_MAX_AGE) {
        maxAge.error("maxAge must be a number from -1 to " + LONGEST_MAX_AGE);
      }
    }
    var result =
        new Cors(
            list(cors.member("allowOrigins")),
            list(cors.member("allowMethods")),
            list(cors.member("allowHeaders")),
            list(cors.member("exposeHeaders")),
            cors.member("allowCredentials").flag(),
            age);
    if (result.allowCredentials() && result.allowOrigins().contains("*")) {
      cors.error("allowCredentials cannot be true for the origin *");
    }
    return result;
  }

  private static List<String> list(Spot spot) {
    if (spot.exists() && !spot.value().isArray()) {
      spot.error(spot.name() + " must be a list");
    }
    return spot.value().isArray() ? AuthorizationReader.texts(spot) : List.of();
  }

  /** The throttle of an operation, or of all of them. */
  @Nullable Throttle throttle(Spot operation) {
    var own = operation.member("x-workflow-throttle");
    var throttle = own.exists() ? own : root.member("x-workflow-throttle");
    if (!throttle.exists()) {
      return null;
    }
    var rate = throttle.member("rateLimit").value();
    var burst = throttle.member("burstLimit").value();
    if (!rate.isNumber() || rate.doubleValue() <= 0) {
      throttle.error("x-workflow-throttle needs a rateLimit above 0: requests a second");
      return null;
    }
    if (!burst.isMissingNode() && (!burst.isIntegralNumber() || burst.asInt(0) < 1)) {
      throttle.error("burstLimit must be a whole number above 0");
      return null;
    }
    var most = burst.isMissingNode() ? (int) Math.ceil(rate.doubleValue()) : burst.asInt(1);
    return new Throttle(rate.doubleValue(), most, per(throttle.member("per")));
  }

  private static Throttle.Per per(Spot per) {
    return switch (per.exists() ? per.text().orElse("") : "route") {
      case "route" -> Throttle.Per.ROUTE;
      case "principal" -> Throttle.Per.PRINCIPAL;
      default -> {
        per.error("per is route or principal");
        yield Throttle.Per.ROUTE;
      }
    };
  }
}
