package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Route;
import java.time.Duration;
import java.util.HashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each request, in the format of its API. */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("stateway.access");

  private AccessLog() {}

  static void write(
      Route route, GatewayRequest request, GatewayResponse response, Duration latency) {
    var format = route.api().accessLog();
    if (format == null) {
      return;
    }
    var context = new HashMap<>(request.context());
    context.put("status", Integer.toString(response.status()));
    context.put("responseLatency", Long.toString(latency.toMillis()));
    if (response.content() instanceof GatewayResponse.Content.Whole(var body)) {
      context.put("responseLength", Integer.toString(body.length()));
    }
    LOG.info("{}", format.line(context));
  }
}
