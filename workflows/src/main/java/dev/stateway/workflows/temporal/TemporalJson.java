package dev.stateway.workflows.temporal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stateway.translator.JsonText;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import java.util.List;

/**
 * How values travel in Temporal's payloads: one JSON, numbers as they were written.
 *
 * @see <a href="https://docs.temporal.io/dataconversion">Data conversion</a>
 */
public final class TemporalJson {
  private TemporalJson() {}

  /**
   * The converter that every client and worker of executions must have; what is too large for
   * Temporal goes through the store.
   */
  public static DataConverter dataConverter(PayloadStore store) {
    return new CodecDataConverter(dataConverter(), List.of(new ClaimCheckCodec(store)));
  }

  /** The same without a store: what is too large does not travel. */
  public static DataConverter dataConverter() {
    // An absent tree must stay absent: written as null it would be read back as a JSON null.
    var mapper =
        JsonText.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(
            new PassingAnswers(new Jackson3JsonPayloadConverter(mapper)));
  }
}
