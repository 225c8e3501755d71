package dev.stateway.api.gateway.serve;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteTable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads requests into the form that routes work on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">$context
 *     variables</a>
 */
public final class RequestReader {
  private static final DateTimeFormatter COMMON_LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String account;

  public RequestReader(StatewayProperties properties) {
    account = properties.account();
  }

  /** The request as the selected route sees it. */
  GatewayRequest read(
      ServerRequest request,
      ApiCatalog.Located located,
      RouteTable.Selection<Route> selection,
      RequestBody body,
      String requestId) {
    var headers = new LinkedHashMap<String, List<String>>();
    request
        .headers()
        .asHttpHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var route = selection.route();
    var path = decoded(located.rawPath());
    return new GatewayRequest(
        new GatewayRequest.Line(
            request.method().name(),
            located.rawPath(),
            path,
            Objects.requireNonNullElse(request.uri().getRawQuery(), ""),
            request.queryParams()),
        selection.pathParameters(),
        headers,
        body,
        context(request, route, located.basePath() + path, requestId),
        route.api().stageVariables());
  }

  private static String decoded(String path) {
    // URLDecoder reads forms, in which + is a space; in a path it is itself.
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Map<String, String> context(
      ServerRequest request, Route route, String path, String requestId) {
    var context = new HashMap<String, String>();
    var now = Instant.now();
    context.put("accountId", account);
    context.put("apiId", route.api().id());
    context.put("httpMethod", request.method().name());
    context.put("path", path);
    context.put("protocol", "HTTP/1.1");
    context.put("scheme", Objects.requireNonNullElse(request.uri().getScheme(), "http"));
    context.put("requestId", requestId);
    context.put("extendedRequestId", requestId);
    context.put("requestTime", COMMON_LOG_TIME.format(now));
    context.put("requestTimeEpoch", Long.toString(now.toEpochMilli()));
    context.put("routeKey", route.key().text());
    context.put("stage", route.api().stage());
    var host = request.headers().host();
    if (host != null) {
      context.put("domainName", host.getHostString());
      context.put("domainPrefix", host.getHostString().split("\\.", 2)[0]);
    }
    request
        .remoteAddress()
        .filter(remote -> remote.getAddress() != null)
        .ifPresent(
            remote -> context.put("identity.sourceIp", remote.getAddress().getHostAddress()));
    var tls = request.exchange().getRequest().getSslInfo();
    if (tls != null && tls.getPeerCertificates() != null && tls.getPeerCertificates().length > 0) {
      context.putAll(ClientCertificate.variables(tls.getPeerCertificates()[0]));
    }
    request
        .headers()
        .header("User-Agent")
        .forEach(agent -> context.putIfAbsent("identity.userAgent", agent));
    return context;
  }
}
