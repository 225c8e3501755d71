package dev.stateway.api.states;

import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * An API of AWS JSON: its operations, and who may call them.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON
 *     protocols</a>
 */
public interface JsonApi {
  /** What comes before the operation in the header {@code X-Amz-Target}. */
  String target();

  /** The protocol's version, {@code 1.0} or {@code 1.1}. */
  String version();

  /**
   * The operation of this name.
   *
   * @throws dev.stateway.api.error.AwsError UnknownOperationException
   */
  Operation<?, ?> named(String name);

  /** Who calls; fails with an {@link dev.stateway.api.error.AwsError}. */
  Mono<Caller> authenticate(IncomingRequest request, String target, String requestId);

  /** Runs an operation if the caller may; else fails with AccessDeniedException. */
  <O> Mono<O> perform(Caller caller, String operation, JsonNode request, Supplier<Mono<O>> work);
}
