package dev.stateway.api.gateway;

import dev.stateway.api.StatewayProperties;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads requests into the form that routes work on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">$context
 *     variables</a>
 */
final class RequestReader {
  private static final DateTimeFormatter COMMON_LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String account;

  RequestReader(StatewayProperties properties) {
    account = properties.account();
  }

  /** The request as the mappings of the selected route see it. */
  GatewayRequest read(
      ServerRequest request, RouteTable.Selection<Route> selection, String body, String requestId) {
    var headers = new HashMap<String, List<String>>();
    request
        .headers()
        .asHttpHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new GatewayRequest(
        request.uri().getPath(),
        selection.pathParameters(),
        headers,
        request.queryParams(),
        body,
        context(request, selection.route(), requestId),
        selection.route().stageVariables());
  }

  private Map<String, String> context(ServerRequest request, Route route, String requestId) {
    var context = new HashMap<String, String>();
    var now = Instant.now();
    context.put("accountId", account);
    context.put("httpMethod", request.method().name());
    context.put("path", request.uri().getPath());
    context.put("protocol", "HTTP/1.1");
    context.put("requestId", requestId);
    context.put("extendedRequestId", requestId);
    context.put("requestTime", COMMON_LOG_TIME.format(now));
    context.put("requestTimeEpoch", Long.toString(now.toEpochMilli()));
    context.put("routeKey", route.key().text());
    context.put("stage", "$default");
    var host = request.headers().host();
    if (host != null) {
      context.put("domainName", host.getHostString());
      context.put("domainPrefix", host.getHostString().split("\\.", 2)[0]);
    }
    request
        .remoteAddress()
        .ifPresent(
            remote -> context.put("identity.sourceIp", remote.getAddress().getHostAddress()));
    request
        .headers()
        .header("User-Agent")
        .forEach(agent -> context.putIfAbsent("identity.userAgent", agent));
    return context;
  }
}
