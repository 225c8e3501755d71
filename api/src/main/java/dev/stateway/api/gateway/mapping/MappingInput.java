package dev.stateway.api.gateway.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What mappings take their values from.
 *
 * @param request the request
 * @param answer the integration's answer; absent while there is none
 */
public record MappingInput(GatewayRequest request, @Nullable Answer answer) {
  /**
   * An integration's answer.
   *
   * @param headers by lower-case name
   * @param body the whole body; empty if no mapping asks for it
   */
  public record Answer(Map<String, List<String>> headers, RequestBody body) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }
}
