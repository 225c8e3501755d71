package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import java.util.HashMap;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Calls what a route is integrated with.
 *
 * @param executions the Step Functions subtypes
 * @param functions Lambda functions
 * @param services other AWS services
 * @param http HTTP servers
 */
public record IntegrationCalls(
    ExecutionCalls executions, LambdaCalls functions, ServiceCalls services, HttpProxyCalls http)
    implements Calls {
  @Override
  public Mono<GatewayResponse> call(Route route, GatewayRequest request) {
    return Mono.defer(() -> answer(route, request))
        .flatMap(response -> route.responses().mapping().apply(response, request));
  }

  private Mono<GatewayResponse> answer(Route route, GatewayRequest request) {
    return switch (route.integration()) {
      case Integration.StartExecution start -> executions.start(start, route, request);
      case Integration.StartSyncExecution start -> executions.startSync(start, route, request);
      case Integration.StopExecution stop -> executions.stop(stop, route, request);
      case Integration.DescribeExecution describe -> executions.describe(describe, route, request);
      case Integration.LambdaProxy lambda -> functions.call(lambda, route, request);
      case Integration.AwsService service -> services.call(service, route, request);
      case Integration.HttpProxy proxy -> http.call(proxy, route, request);
      case Integration.Mock mock -> Mono.just(mocked(mock));
    };
  }

  private static GatewayResponse mocked(Integration.Mock mock) {
    var headers = new HashMap<String, List<String>>();
    headers.put("content-type", List.of("application/json"));
    mock.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new GatewayResponse(
        mock.status(), headers, new GatewayResponse.Content.Whole(RequestBody.of(mock.body())));
  }
}
