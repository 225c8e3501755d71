package dev.stateway.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The fields of a form or of a query.
 *
 * @see <a
 *     href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">application/x-www-form-urlencoded</a>
 */
public final class FormFields {
  private FormFields() {}

  /**
   * All values by name, in their order.
   *
   * @throws IllegalArgumentException it is no form: something is not percent-encoded
   */
  public static MultiValueMap<String, String> parse(String form) {
    var fields = new LinkedMultiValueMap<String, String>();
    for (var part : form.split("&", -1)) {
      var equals = part.indexOf('=');
      if (!part.isEmpty() && equals != 0) {
        fields.add(
            decode(equals < 0 ? part : part.substring(0, equals)),
            equals < 0 ? "" : decode(part.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
