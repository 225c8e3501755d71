package dev.stateway.api.gateway.mapping;

import dev.stateway.api.gateway.mapping.GatewayResponse.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;

/**
 * The {@code responseParameters} of an integration: changes of its answer, by the status it has.
 *
 * @param byStatus changes by the status of the integration's answer
 */
public record ResponseMapping(Map<Integer, List<ParameterChange>> byStatus) {
  /** Changes nothing. */
  public static final ResponseMapping NONE = new ResponseMapping(Map.of());

  private static final Logger LOG = LoggerFactory.getLogger(ResponseMapping.class);
  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  public ResponseMapping {
    byStatus = Map.copyOf(byStatus);
  }

  /** The answer as the client gets it. */
  public Mono<GatewayResponse> apply(GatewayResponse response, GatewayRequest request) {
    var changes = byStatus.getOrDefault(response.status(), List.of());
    if (changes.isEmpty()) {
      return Mono.just(response);
    }
    var needsBody =
        changes.stream()
            .map(ParameterChange::value)
            .anyMatch(value -> value != null && value.needsResponseBody());
    return (needsBody ? whole(response) : Mono.just(response))
        .map(ready -> changed(ready, changes, request));
  }

  private static Mono<GatewayResponse> whole(GatewayResponse response) {
    return switch (response.content()) {
      case Content.Whole _ -> Mono.just(response);
      case Content.Streamed(var buffers) ->
          DataBufferUtils.join(buffers, LARGEST_BODY)
              .map(buffer -> {
                var bytes = new byte[buffer.readableByteCount()];
                buffer.read(bytes);
                DataBufferUtils.release(buffer);
                return RequestBody.of(bytes);
              })
              .defaultIfEmpty(RequestBody.EMPTY)
              .map(body ->
                  new GatewayResponse(
                      response.status(), response.headers(), new Content.Whole(body)));
    };
  }

  private static GatewayResponse changed(
      GatewayResponse response, List<ParameterChange> changes, GatewayRequest request) {
    var body = response.content() instanceof Content.Whole(var whole) ? whole : RequestBody.EMPTY;
    var input = new MappingInput(request, new MappingInput.Answer(response.headers(), body));
    var headers = new LinkedHashMap<>(response.headers());
    var status = response.status();
    for (var change : changes) {
      switch (change.target()) {
        case ParameterChange.Target.Header(var name) ->
            OutgoingRequest.apply(change, name, headers, input);
        case ParameterChange.Target.StatusCode() ->
            status = change.evaluate(input).map(text -> status(text, response)).orElse(status);
        case ParameterChange.Target.QueryString _, ParameterChange.Target.Path() -> {}
      }
    }
    return new GatewayResponse(status, headers, response.content());
  }

  private static int status(String text, GatewayResponse response) {
    if (text.matches("[2-5]\\d\\d")) {
      return Integer.parseInt(text);
    }
    LOG.warn("overwrite:statuscode gives {}, which is no status: it stays as it is", text);
    return response.status();
  }
}
