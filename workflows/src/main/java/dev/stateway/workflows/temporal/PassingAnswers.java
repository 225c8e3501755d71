package dev.stateway.workflows.temporal;

import com.google.protobuf.ByteString;
import dev.stateway.workflows.execution.HistoryPage;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.PayloadConverter;
import java.lang.reflect.Type;
import java.util.Optional;

/** Marks the payloads of answers to queries: nothing refers to them once they were read. */
record PassingAnswers(PayloadConverter json) implements PayloadConverter {
  @Override
  public String getEncodingType() {
    return json.getEncodingType();
  }

  @Override
  public Optional<Payload> toData(Object value) {
    var payload = json.toData(value);
    return value instanceof HistoryPage
        ? payload.map(
            p -> p.toBuilder().putMetadata(ClaimCheckCodec.PASSING, ByteString.EMPTY).build())
        : payload;
  }

  @Override
  public <T> T fromData(Payload content, Class<T> valueType, Type valueGenericType) {
    return json.fromData(content, valueType, valueGenericType);
  }
}
