package dev.stateway.activities.aws;

import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members SdkHttpMetadata and SdkResponseMetadata that answers of AWS services carry.
 *
 * @param status the HTTP status
 * @param headers the headers of the answer
 * @param requestId the request's id
 */
public record ResponseMetadata(int status, Map<String, List<String>> headers, String requestId) {
  /** The metadata of what the SDK got. */
  public static ResponseMetadata of(SdkHttpResponse response, String requestId) {
    return new ResponseMetadata(response.statusCode(), response.headers(), requestId);
  }

  /** Adds both members to an answer. */
  public void addTo(ObjectNode answer) {
    var http = answer.putObject("SdkHttpMetadata");
    var all = http.putObject("AllHttpHeaders");
    var single = http.putObject("HttpHeaders");
    new TreeMap<>(headers)
        .forEach((name, values) -> {
          all.set(name, JsonText.MAPPER.valueToTree(values));
          single.put(name, String.join(",", values));
        });
    http.put("HttpStatusCode", status);
    answer.putObject("SdkResponseMetadata").put("RequestId", requestId);
  }
}
