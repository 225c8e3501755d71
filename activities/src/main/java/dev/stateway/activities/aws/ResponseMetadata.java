package dev.stateway.activities.aws;

import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
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

  /** The metadata of an answer that this server itself gives, with the status 200. */
  public static ResponseMetadata ofThisServer(String body, String requestId) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    var headers = new HashMap<String, List<String>>();
    headers.put("connection", List.of("keep-alive"));
    headers.put("Content-Length", List.of(Integer.toString(length)));
    headers.put("Content-Type", List.of("application/x-amz-json-1.0"));
    headers.put(
        "Date",
        List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))));
    headers.put("x-amzn-RequestId", List.of(requestId));
    return new ResponseMetadata(200, headers, requestId);
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
