package dev.stateway.api.gateway.management;

import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers calls for custom domains and their mappings. */
final class DomainCalls {
  private final DomainNames domains;

  DomainCalls(DomainNames domains) {
    this.domains = domains;
  }

  Mono<ServerResponse> answer(ManagementCall call) {
    var size = call.path().size();
    var name = size > 2 ? call.part(2) : "";
    if (size > 3 && !call.part(3).equals("apimappings")) {
      throw ManagementError.notBuilt("The resource " + call.part(3));
    }
    return switch (call.method() + size) {
      case "GET2" -> domains.all().flatMap(items -> ManagementCall.page(items, call));
      case "POST2" ->
          domains.create(call.body()).flatMap(domain -> ManagementCall.json(201, domain));
      case "GET3" -> domains.require(name).flatMap(domain -> ManagementCall.json(200, domain));
      case "PATCH3" ->
          domains.update(name, call.body()).flatMap(domain -> ManagementCall.json(200, domain));
      case "DELETE3" -> domains.delete(name).then(ManagementCall.noContent());
      case "GET4" -> domains.mappingsOf(name).flatMap(items -> ManagementCall.page(items, call));
      case "POST4" ->
          domains.map(name, "", call.body()).flatMap(mapping -> ManagementCall.json(201, mapping));
      case "GET5" ->
          domains.mapping(name, call.part(4)).flatMap(mapping -> ManagementCall.json(200, mapping));
      case "PATCH5" ->
          domains
              .map(name, call.part(4), call.body())
              .flatMap(mapping -> ManagementCall.json(200, mapping));
      case "DELETE5" -> domains.unmap(name, call.part(4)).then(ManagementCall.noContent());
      default -> throw ManagementCall.unknown(call);
    };
  }
}
