package dev.stateway.api.gateway.openapi;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.PathTemplate;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteKey;
import dev.stateway.api.source.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads APIs from OpenAPI 3 files with API Gateway's extensions; finds all problems of a file at
 * once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html">OpenAPI
 *     definitions for HTTP APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">OpenAPI
 *     extensions</a>
 */
public final class OpenApiImporter {
  private static final String AMAZON = "x-amazon-apigateway-";
  private static final String WORKFLOW = "x-workflow-";
  private static final String ANY_METHOD = AMAZON + "any-method";
  private static final String API_KEY_SOURCE = AMAZON + "api-key-source";

  /** Extensions that protect an API: one that is not applied must not be served. */
  private static final Set<String> PROTECTING = Set.of(AMAZON + "policy", AMAZON + "authtype");

  /** Extensions that are read where they belong, or say nothing that would have to be done. */
  private static final Set<String> KNOWN =
      Set.of(
          AMAZON + "auth",
          AMAZON + "authorizer",
          AMAZON + "cors",
          AMAZON + "importexport-version",
          AMAZON + "tag-value",
          AMAZON + "documentation",
          AMAZON + "integration",
          AMAZON + "integrations",
          API_KEY_SOURCE,
          ANY_METHOD);

  /** Stateway's own extensions at the top of a file. */
  private static final Set<String> OWN =
      Set.of(
          WORKFLOW + "stage-variables",
          WORKFLOW + "access-log",
          WORKFLOW + "domains",
          WORKFLOW + "throttle");

  private static final Set<String> RESERVED =
      Set.of(
          "_aws",
          "approvals",
          "executions",
          "login",
          "logout",
          "readyz",
          "livez",
          "task-links",
          "ui");

  private final StatewayProperties properties;

  public OpenApiImporter(StatewayProperties properties) {
    this.properties = properties;
  }

  /** What this file gives. */
  public ImportedApi read(Path file, String text) {
    return read(file, text, ApiIds.of(file));
  }

  /** What this text gives as the API of this id. */
  public ImportedApi read(Path file, String text, String apiId) {
    YamlDocument document;
    try {
      document = new YamlDocument(substituted(text));
    } catch (YamlDocument.MalformedException malformed) {
      var place = new Route.Place(file, malformed.line());
      return new ImportedApi(
          nothing(apiId),
          List.of(),
          List.of(
              new Problem(Problem.Severity.ERROR, place, String.valueOf(malformed.getMessage()))));
    }
    var root = Spot.root(file, document);
    var api = new ApiReader(root).read(apiId);
    var routes = routes(root, api);
    var problems =
        root.problems().stream()
            .distinct()
            .sorted(Comparator.comparingInt(problem -> problem.place().line()))
            .toList();
    var imported = new ImportedApi(api, routes, problems);
    return imported.refused() ? new ImportedApi(api, List.of(), imported.problems()) : imported;
  }

  private static Api nothing(String apiId) {
    return new Api(apiId, apiId, Api.DEFAULT_STAGE, Map.of(), null, null, List.of());
  }

  /** CloudFormation's pseudo parameters: a file with them serves whatever account and region. */
  private String substituted(String text) {
    return text.replace("${AWS::AccountId}", properties.account())
        .replace("${AWS::Region}", properties.region())
        .replace("${AWS::Partition}", "aws");
  }

  /** Whether a file is meant as an OpenAPI description, so that others may lie beside it. */
  public static boolean isOpenApi(String text) {
    return text.lines().anyMatch(line -> line.matches("[\\s{]*[\"']?openapi[\"']?\\s*:.*"));
  }

  private static List<Route> routes(Spot root, Api api) {
    checkVersion(root);
    checkReferences(root);
    checkExtensions(root);
    checkOwn(root);
    var keySource = root.member(API_KEY_SOURCE);
    if (keySource.exists() && !keySource.text().orElse("").equals("HEADER")) {
      keySource.error("API keys are read from the header of their security scheme: HEADER");
    }
    var routes = new ArrayList<Route>();
    if (!root.member("paths").value().isObject()) {
      root.error("an OpenAPI file needs paths");
    }
    for (var path : root.member("paths").members()) {
      if (path.name().startsWith("x-")) {
        continue;
      }
      for (var operation : operations(path)) {
        route(root, api, path, operation).ifPresent(route -> add(route, routes, operation));
      }
    }
    return routes;
  }

  private static void checkVersion(Spot root) {
    var version = root.member("openapi");
    if (version.text().filter(text -> text.startsWith("3.0") || text.startsWith("3.1")).isEmpty()) {
      version.error("openapi must be a version 3.0 or 3.1, as text");
    }
  }

  /** References may only go to places of the same file: nothing is ever fetched. */
  private static void checkReferences(Spot at) {
    var reference = at.member("$ref");
    if (reference.value().isString() && !reference.value().stringValue().startsWith("#/")) {
      reference.error("a $ref can only name a place of this file (#/...)");
    }
    if (at.value().isObject()) {
      at.members().forEach(OpenApiImporter::checkReferences);
    } else if (at.value().isArray()) {
      for (var i = 0; i < at.value().size(); i++) {
        checkReferences(at.element(i));
      }
    }
  }

  private static void checkExtensions(Spot holder) {
    for (var member : holder.members()) {
      var name = member.name();
      if (PROTECTING.contains(name)) {
        member.error(name + " is not built yet: the route would be served without it");
      } else if (name.startsWith(AMAZON) && !KNOWN.contains(name)) {
        member.warn(name + " is not applied");
      }
    }
  }

  private static void checkOwn(Spot root) {
    for (var member : root.members()) {
      if (member.name().startsWith(WORKFLOW) && !OWN.contains(member.name())) {
        member.error("there is no extension " + member.name() + " here");
      }
    }
  }

  private static List<Spot> operations(Spot path) {
    if (path.member("$ref").exists()) {
      path.error("a path cannot be a $ref");
    }
    checkExtensions(path);
    return path.members().stream()
        .filter(
            member -> member.name().equals(ANY_METHOD) || RouteKey.METHODS.contains(method(member)))
        .toList();
  }

  private static String method(Spot operation) {
    return operation.name().equals(ANY_METHOD)
        ? RouteKey.ANY
        : operation.name().toUpperCase(Locale.ROOT);
  }

  private static Optional<Route> route(Spot root, Api api, Spot path, Spot operation) {
    checkExtensions(operation);
    var key = key(path, operation);
    var integration = new IntegrationReader(operation).read(key);
    var access = new AuthorizationReader(root).read(operation);
    var credentials = AuthorizationReader.credentials(operation, access.authorization());
    var rules =
        new Route.Rules(
            BodySchemaReader.read(operation).orElse(null),
            new ApiReader(root).throttle(operation),
            access.apiKeyHeader().orElse(null));
    var responses = new ResponsesReader(operation).read();
    if (key.isEmpty() || integration.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Route(
            api,
            key.get(),
            integration.get(),
            access.authorization(),
            credentials,
            rules,
            responses,
            operation.place()));
  }

  private static Optional<RouteKey> key(Spot path, Spot operation) {
    var isDefault =
        operation.member("isDefaultRoute").flag()
            || path.name().equals("/$default")
            || path.name().equals("$default");
    try {
      var key = RouteKey.parse(isDefault ? "$default" : method(operation) + " " + path.name());
      if (key instanceof RouteKey.MethodAndPath(_, var template)
          && template.segments().getFirst() instanceof PathTemplate.Segment.Literal(var first)
          && RESERVED.contains(first)) {
        path.warn("requests to /" + first + " are answered by Stateway itself");
      }
      return Optional.of(key);
    } catch (IllegalArgumentException malformed) {
      path.error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
  }

  private static void add(Route route, List<Route> routes, Spot operation) {
    var other =
        routes.stream().filter(earlier -> earlier.key().collidesWith(route.key())).findFirst();
    if (other.isPresent()) {
      operation.error(
          "%s is the same route as %s in line %d"
              .formatted(route.key().text(), other.get().key().text(), other.get().place().line()));
    } else {
      routes.add(route);
    }
  }
}
