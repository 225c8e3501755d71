package dev.stateway.api.auth;

import reactor.core.publisher.Mono;

/** Finds out who sends a request: by its signature, its bearer token or its API key. */
@FunctionalInterface
public interface Authenticator {
  /** The Step Functions API. */
  String STATES = "states";

  /** The EventBridge API. */
  String EVENTS = "events";

  /** The routes of the gateway, and everything else that is called over plain HTTP. */
  String EXECUTE_API = "execute-api";

  /** The management API of the gateway. */
  String API_GATEWAY = "apigateway";

  /** The Security Token Service. */
  String STS = "sts";

  /**
   * Who sends this request to this service.
   *
   * <p>Fails with an {@link dev.stateway.api.error.AwsError}: MissingAuthenticationTokenException,
   * IncompleteSignatureException, InvalidSignatureException, UnrecognizedClientException,
   * ExpiredTokenException, or ServiceUnavailable where a token's issuer cannot be asked.
   */
  Mono<Principal> authenticate(IncomingRequest request, String service);
}
