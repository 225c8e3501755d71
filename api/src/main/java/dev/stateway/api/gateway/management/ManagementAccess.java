package dev.stateway.api.gateway.management;

import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Whether a request may use the management API. */
@FunctionalInterface
interface ManagementAccess {
  /** Completes if it may; fails with what the client is told if not. */
  Mono<Void> check(ServerRequest request, byte[] body);
}
