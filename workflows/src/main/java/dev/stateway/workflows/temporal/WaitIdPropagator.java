package dev.stateway.workflows.temporal;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes which wait an activity is of into its header: its input is the worker's alone, and its id
 * is made by the SDK.
 *
 * @see <a href="https://docs.temporal.io/develop/java/observability#context-propagation">Context
 *     propagation</a>
 */
final class WaitIdPropagator implements ContextPropagator {
  private static final String HEADER = "stateway-wait";

  private final String waitId;

  WaitIdPropagator(String waitId) {
    this.waitId = waitId;
  }

  /** The wait that a header tells of; absent for an activity of something else. */
  static @Nullable String waitId(Map<String, Payload> header) {
    var payload = header.get(HEADER);
    return payload == null
        ? null
        : GlobalDataConverter.get().fromPayload(payload, String.class, String.class);
  }

  @Override
  public String getName() {
    return HEADER;
  }

  @Override
  public Object getCurrentContext() {
    return waitId;
  }

  @Override
  public Map<String, Payload> serializeContext(Object context) {
    return Map.of(HEADER, GlobalDataConverter.get().toPayload(context).orElseThrow());
  }

  @Override
  public Object deserializeContext(Map<String, Payload> header) {
    return header;
  }

  @Override
  public void setCurrentContext(Object context) {
    // Whoever polls the activity reads the header themselves.
  }
}
