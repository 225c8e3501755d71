package dev.stateway.api.states;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.StrictJson;
import dev.stateway.translator.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * AWS JSON 1.0: times are seconds since 1970 with three decimals, absent members are left out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0
 *     protocol</a>
 */
final class AwsJson {
  private static final JsonMapper MAPPER =
      JsonText.MAPPER
          .rebuild()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addModule(new SimpleModule().addSerializer(Instant.class, new EpochSeconds()))
          .build();

  private AwsJson() {}

  static byte[] write(Object answer) {
    return MAPPER.writeValueAsBytes(answer);
  }

  /**
   * The body of a request; an empty one is one without members.
   *
   * @throws AwsError SerializationException
   */
  static JsonNode read(byte[] body) {
    if (body.length == 0) {
      return MAPPER.createObjectNode();
    }
    try {
      return StrictJson.parse(body);
    } catch (StrictJson.UnboundedNumberException unbounded) {
      throw AwsError.serialization(String.valueOf(unbounded.getMessage()));
    } catch (JacksonException failure) {
      throw AwsError.serialization(failure.getOriginalMessage());
    }
  }

  private static final class EpochSeconds extends StdSerializer<Instant> {
    private static final int MILLIS = 3;

    EpochSeconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), MILLIS));
    }
  }
}
