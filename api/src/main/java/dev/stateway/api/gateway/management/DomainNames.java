package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.serve.ApiCatalog;
import dev.stateway.translator.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Custom domains and what they are mapped to. Certificates are those of the server: a domain's own
 * configuration is kept and shown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html">Domain
 *     names</a>
 */
final class DomainNames {
  private static final String MAPPINGS = "_mappings";
  private static final Set<String> MEMBERS =
      Set.of(
          "domainName",
          "domainNameConfigurations",
          "mutualTlsAuthentication",
          "routingMode",
          "tags");

  private final ApiTable table;
  private final ManagedApis apis;
  private final Scheduler scheduler;

  DomainNames(ApiTable table, ManagedApis apis, Scheduler scheduler) {
    this.table = table;
    this.apis = apis;
    this.scheduler = scheduler;
  }

  /** What a domain's document maps, by the first part of the path. */
  static Map<String, ApiCatalog.Mapping> mappings(String document) {
    var mappings = new HashMap<String, ApiCatalog.Mapping>();
    for (var mapping : JsonText.parse(document).path(MAPPINGS).properties()) {
      mappings.put(
          mapping.getValue().path("apiMappingKey").asString(""),
          new ApiCatalog.Mapping(
              mapping.getValue().path("apiId").asString(""),
              mapping.getValue().path("stage").asString("")));
    }
    return mappings;
  }

  Mono<List<ObjectNode>> all() {
    return table
        .domains()
        .map(row -> ApiDocument.shown((ObjectNode) JsonText.parse(row.document())))
        .collectList()
        .subscribeOn(scheduler);
  }

  Mono<ObjectNode> require(String name) {
    return row(name)
        .map(row -> ApiDocument.shown((ObjectNode) JsonText.parse(row.document())))
        .subscribeOn(scheduler);
  }

  private Mono<ApiTable.Row> row(String name) {
    return table
        .domain(name.toLowerCase(Locale.ROOT))
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("domain name", name)));
  }

  Mono<ObjectNode> create(JsonNode sent) {
    var name = sent.path("domainName").asString("").toLowerCase(Locale.ROOT);
    if (!name.matches("[a-z0-9*]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
        || name.contains("*")) {
      throw ManagementError.badRequest("The domain name " + name + " is not valid");
    }
    var domain = JsonText.MAPPER.createObjectNode();
    merge(domain, sent);
    domain.put("domainName", name);
    domain.put("apiMappingSelectionExpression", "$request.basepath");
    domain.putObject(MAPPINGS);
    return table
        .insertDomain(new ApiTable.Row(name, JsonText.write(domain), 1))
        .onErrorMap(
            DataIntegrityViolationException.class,
            _ -> ManagementError.conflict("The domain name you provided already exists."))
        .then(apis.serveDomains())
        .thenReturn(ApiDocument.shown(domain))
        .subscribeOn(scheduler);
  }

  private static void merge(ObjectNode domain, JsonNode sent) {
    for (var member : sent.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw ManagementError.badRequest("There is no member " + member.getKey());
      }
      if (member.getKey().equals("mutualTlsAuthentication") && !member.getValue().isEmpty()) {
        // It would have to keep somebody out.
        throw ManagementError.notBuilt("mutualTlsAuthentication of a domain");
      }
      domain.set(member.getKey(), member.getValue());
    }
    for (var configuration : domain.path("domainNameConfigurations")) {
      if (!(configuration instanceof ObjectNode available)) {
        throw ManagementError.badRequest("A domainNameConfiguration must be a structure");
      }
      // Clients wait until it says so.
      available.put("domainNameStatus", "AVAILABLE");
      available.putIfAbsent(
          "securityPolicy", JsonText.MAPPER.getNodeFactory().stringNode("TLS_1_2"));
    }
  }

  Mono<ObjectNode> update(String name, JsonNode sent) {
    return change(
        name,
        domain -> {
          merge(domain, sent);
          return ApiDocument.shown(domain);
        });
  }

  Mono<Void> delete(String name) {
    return row(name)
        .flatMap(row -> table.deleteDomain(row.id()))
        .then(apis.serveDomains())
        .subscribeOn(scheduler);
  }

  Mono<List<ObjectNode>> mappingsOf(String name) {
    return row(name)
        .map(row ->
            JsonText.parse(row.document()).path(MAPPINGS).properties().stream()
                .map(entry -> (ObjectNode) entry.getValue())
                .toList())
        .subscribeOn(scheduler);
  }

  Mono<ObjectNode> mapping(String name, String id) {
    return row(name)
        .mapNotNull(row -> JsonText.parse(row.document()).path(MAPPINGS).get(id))
        .cast(ObjectNode.class)
        .switchIfEmpty(Mono.error(() -> ManagementError.notFound("mapping", id)))
        .subscribeOn(scheduler);
  }

  /** Maps a stage, or changes what is mapped; a new mapping where no id is given. */
  Mono<ObjectNode> map(String name, String id, JsonNode sent) {
    return apis.require(sent.path("apiId").asString(""))
        .doOnNext(api -> {
          var stage = sent.path("stage").asString("");
          if (!api.parts(EntityKind.STAGE).isEmpty()
              || !stage.equals(dev.stateway.api.gateway.route.Api.DEFAULT_STAGE)) {
            api.require(EntityKind.STAGE, stage);
          }
        })
        .then(
            change(
                name,
                domain -> {
                  var all = domain.withObject("/" + MAPPINGS);
                  var key = id.isEmpty() ? ApiDocument.newId() : id;
                  if (!id.isEmpty() && !all.has(id)) {
                    throw ManagementError.notFound("mapping", id);
                  }
                  var mapping = all.has(key) ? (ObjectNode) all.get(key) : all.putObject(key);
                  mapping.put("apiMappingId", key);
                  for (var member : List.of("apiId", "stage", "apiMappingKey")) {
                    if (sent.has(member)) {
                      mapping.set(member, sent.get(member));
                    }
                  }
                  return mapping;
                }));
  }

  Mono<Void> unmap(String name, String id) {
    return change(
            name,
            domain -> {
              var all = domain.withObject("/" + MAPPINGS);
              if (all.remove(id) == null) {
                throw ManagementError.notFound("mapping", id);
              }
              return domain;
            })
        .then();
  }

  private <T> Mono<T> change(String name, Function<ObjectNode, T> change) {
    return Mono.defer(() -> row(name))
        .flatMap(row -> {
          var domain = (ObjectNode) JsonText.parse(row.document());
          var result = change.apply(domain);
          return table
              .updateDomain(new ApiTable.Row(row.id(), JsonText.write(domain), row.revision() + 1))
              .filter(rows -> rows == 1)
              .switchIfEmpty(
                  Mono.error(() ->
                      ManagementError.conflict("The domain name is being changed by another")))
              .then(apis.serveDomains())
              .thenReturn(result);
        })
        .subscribeOn(scheduler);
  }
}
