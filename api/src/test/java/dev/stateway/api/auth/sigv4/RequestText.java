package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.IncomingRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads requests written as text, e.g. {@code GET /a?b HTTP/1.1} and header lines. */
final class RequestText {
  private RequestText() {}

  static IncomingRequest read(String text, boolean secure) {
    var end = text.indexOf("\n\n");
    var head = end < 0 ? text : text.substring(0, end);
    var body = end < 0 ? "" : text.substring(end + 2);
    var lines = head.split("\n", -1);
    var method = lines[0].substring(0, lines[0].indexOf(' '));
    var target = lines[0].substring(method.length() + 1, lines[0].lastIndexOf(' '));
    var headers = new LinkedHashMap<String, List<String>>();
    var last = "";
    for (var line : List.of(lines).subList(1, lines.length)) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        var values = headers.getOrDefault(last, List.of());
        values.set(values.size() - 1, values.getLast() + "\n" + line);
      } else if (!line.isEmpty()) {
        last = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        headers
            .computeIfAbsent(last, _ -> new ArrayList<>())
            .add(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return request(method, target, headers, body, secure);
  }

  static IncomingRequest request(
      String method,
      String target,
      Map<String, List<String>> headers,
      String body,
      boolean secure) {
    var question = target.indexOf('?');
    return new IncomingRequest(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        headers,
        IncomingRequest.sha256(body.getBytes(StandardCharsets.UTF_8)),
        secure,
        "127.0.0.1");
  }
}
