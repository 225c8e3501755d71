package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls for the tags of APIs and stages. */
final class TagCalls {
  private final ManagedApis apis;

  TagCalls(ManagedApis apis) {
    this.apis = apis;
  }

  Mono<ServerResponse> answer(ManagementCall call) {
    var arn = String.join("/", call.path().subList(2, call.path().size()));
    var path = List.of(arn.substring(arn.indexOf("/apis/") + 1).split("/"));
    if (!arn.contains("/apis/") || !(path.size() == 2 || path.size() == 4)) {
      throw ManagementError.notFound("resource", arn);
    }
    var apiId = path.get(1);
    var stage = path.size() == 4 ? path.get(3) : "";
    return switch (call.method()) {
      case "GET" ->
          apis.require(apiId)
              .flatMap(api -> {
                var holder = stage.isEmpty() ? api.api() : api.require(EntityKind.STAGE, stage);
                var body = JsonText.MAPPER.createObjectNode();
                body.set("tags", holder.withObject("/tags"));
                return ManagementCall.json(200, body);
              });
      case "POST" -> changeTags(call, apiId, stage).flatMap(tags -> ManagementCall.json(201, tags));
      case "DELETE" -> changeTags(call, apiId, stage).then(ManagementCall.noContent());
      default -> throw ManagementCall.unknown(call);
    };
  }

  private Mono<ObjectNode> changeTags(ManagementCall call, String apiId, String stage) {
    var removed = call.request().queryParams().getOrDefault("tagKeys", List.of());
    return apis.change(
        apiId,
        changes -> {
          var holder =
              stage.isEmpty()
                  ? changes.api().api()
                  : changes.api().require(EntityKind.STAGE, stage);
          var tags = holder.withObject("/tags");
          call.body()
              .path("tags")
              .properties()
              .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
          removed.forEach(tags::remove);
          return JsonText.MAPPER.createObjectNode();
        });
  }
}
