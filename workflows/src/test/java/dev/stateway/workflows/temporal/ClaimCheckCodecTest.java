package dev.stateway.workflows.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.HistoryPage;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClaimCheckCodecTest {
  private final Map<PayloadStore.Key, byte[]> stored = new LinkedHashMap<>();
  private final DataConverter converter =
      TemporalJson.dataConverter(
          new PayloadStore() {
            @Override
            public void put(Key key, byte[] content) {
              stored.put(key, content);
            }

            @Override
            public byte[] get(Key key) {
              return Objects.requireNonNull(stored.get(key));
            }
          });

  private static JsonNode text(int length) {
    return JsonText.MAPPER.getNodeFactory().stringNode("x".repeat(length));
  }

  private Payload payload(Object value) {
    return converter.toPayload(value).orElseThrow();
  }

  @Test
  void leavesSmallPayloadsAsTheyAre() {
    var payload = payload(text(60_000));

    assertThat(stored).isEmpty();
    assertThat(payload.getSerializedSize()).isGreaterThan(60_000);
    assertThat(converter.fromPayload(payload, JsonNode.class, JsonNode.class))
        .isEqualTo(text(60_000));
  }

  @Test
  void keepsLargePayloadsInTheStoreOnceHoweverOftenTheyAreSent() {
    var payload = payload(text(25_000_000));

    assertThat(payload(text(25_000_000))).isEqualTo(payload);
    assertThat(stored).hasSize(1);
    assertThat(payload.getSerializedSize()).isLessThan(200);
    assertThat(converter.fromPayload(payload, JsonNode.class, JsonNode.class))
        .isEqualTo(text(25_000_000));
  }

  @Test
  void keepsAnswersToQueriesApartAndOnlyThoseThatAreTooLargeForOne() {
    var small = new HistoryPage(text(1_000_000), false);
    var large = new HistoryPage(text(3_000_000), true);

    assertThat(payload(small).getSerializedSize()).isGreaterThan(1_000_000);
    assertThat(stored).isEmpty();
    var payload = payload(large);
    assertThat(stored.keySet()).singleElement().matches(PayloadStore.Key::passing);
    assertThat(converter.fromPayload(payload, HistoryPage.class, HistoryPage.class))
        .isEqualTo(large);
  }

  @Test
  void noticesDamage() {
    var payload = payload(text(100_000));
    stored.replaceAll((_, content) -> new byte[content.length]);

    assertThatThrownBy(() -> converter.fromPayload(payload, JsonNode.class, JsonNode.class))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessage("The stored payload " + payload.getData().toStringUtf8() + " is damaged");
  }
}
