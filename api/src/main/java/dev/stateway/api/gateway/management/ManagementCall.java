package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request of the management API taken apart, and the forms of its answers.
 *
 * @param method the HTTP method
 * @param path the decoded parts of the path
 * @param body the JSON; an empty object for none
 * @param request as it came
 */
record ManagementCall(String method, List<String> path, JsonNode body, ServerRequest request) {
  String query(String name) {
    return request.queryParam(name).orElse("");
  }

  String part(int index) {
    return path.get(index);
  }

  static Mono<ServerResponse> json(int status, JsonNode body) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JsonText.write(body));
  }

  static Mono<ServerResponse> noContent() {
    return ServerResponse.noContent().build();
  }

  static Mono<ServerResponse> page(List<ObjectNode> items, ManagementCall call) {
    var token = call.query("nextToken");
    var most = call.query("maxResults");
    if (!token.matches("\\d{0,9}") || !most.matches("\\d{0,9}")) {
      throw ManagementError.badRequest("nextToken or maxResults is not valid");
    }
    var from = Math.min(token.isEmpty() ? 0 : Integer.parseInt(token), items.size());
    var size = most.isEmpty() || most.equals("0") ? items.size() : Integer.parseInt(most);
    var to = (int) Math.min((long) from + size, items.size());
    var body = JsonText.MAPPER.createObjectNode();
    items.subList(from, to).forEach(body.putArray("items")::add);
    if (to < items.size()) {
      body.put("nextToken", Integer.toString(to));
    }
    return json(200, body);
  }

  static ManagementError unknown(ManagementCall call) {
    return ManagementError.notBuilt(call.method() + " of /" + String.join("/", call.path()));
  }
}
