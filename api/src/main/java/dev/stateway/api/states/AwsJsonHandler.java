package dev.stateway.api.states;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.headers;

import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.error.AwsError;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers requests of AWS JSON: the header {@code X-Amz-Target} names the operation.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0
 *     protocol</a>
 */
public final class AwsJsonHandler {
  static final String TARGET = "X-Amz-Target";

  private static final Logger LOG = LoggerFactory.getLogger(AwsJsonHandler.class);
  private static final String REQUEST_ID = "x-amzn-RequestId";

  /**
   * AWS's own limit is 1 MiB of text; a client may write each character of it as an escape of six.
   */
  private static final int MAX_BODY = 8 * 1_048_576;

  private static final int SERVER_ERROR = 500;

  private final JsonApi api;
  private final String prefix;
  private final MediaType type;

  /** Of this API. */
  public AwsJsonHandler(JsonApi api) {
    this.api = api;
    this.prefix = api.target() + ".";
    this.type = MediaType.parseMediaType("application/x-amz-json-" + api.version());
  }

  /** Whether a request is one of this API. */
  public RequestPredicate takes() {
    return POST("/").and(headers(headers -> isOurs(headers.firstHeader(TARGET))));
  }

  private boolean isOurs(@Nullable String target) {
    return target != null && target.startsWith(prefix);
  }

  /** Answers it. */
  public Mono<ServerResponse> handle(ServerRequest request) {
    var requestId = UUID.randomUUID().toString();
    var target = request.headers().firstHeader(TARGET);
    return body(request)
        .flatMap(body -> {
          var incoming = IncomingRequest.of(request, body);
          return api.authenticate(incoming, String.valueOf(target), requestId)
              .flatMap(caller -> answer(caller, String.valueOf(target), body));
        })
        .flatMap(answer -> respond(200, requestId, answer))
        .onErrorResume(failure -> refuse(requestId, String.valueOf(target), failure));
  }

  private static Mono<byte[]> body(ServerRequest request) {
    return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), MAX_BODY)
        .map(AwsJsonHandler::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(DataBufferLimitException.class, _ -> AwsError.requestTooLarge(MAX_BODY));
  }

  private static byte[] bytes(DataBuffer buffer) {
    var bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private Mono<?> answer(Caller caller, String target, byte[] body) {
    if (!isOurs(target)) {
      return Mono.error(AwsError.unknownOperation(target));
    }
    return run(caller, api.named(target.substring(prefix.length())), body);
  }

  private <I, O> Mono<O> run(Caller caller, Operation<I, O> operation, byte[] body) {
    var tree = AwsJson.read(body);
    var members = RequestMembers.of(tree);
    var request = operation.read(members);
    members.check();
    return api.perform(caller, operation.name(), tree, () -> operation.run(request));
  }

  private Mono<ServerResponse> refuse(String requestId, String target, Throwable failure) {
    var error = failure instanceof AwsError ours ? ours : AwsError.internalFailure();
    if (error != failure) {
      LOG.error("{} failed, request {}", target, requestId, failure);
    } else if (error.httpStatus() >= SERVER_ERROR) {
      LOG.warn("{} answered {}, request {}", target, error.getMessage(), requestId);
    }
    var body = new LinkedHashMap<String, String>();
    body.put("__type", error.code());
    body.put("message", error.text());
    body.putAll(error.members());
    return respond(error.httpStatus(), requestId, body);
  }

  private Mono<ServerResponse> respond(int status, String requestId, Object answer) {
    return ServerResponse.status(status)
        .contentType(type)
        .header(REQUEST_ID, requestId)
        .bodyValue(AwsJson.write(answer));
  }
}
