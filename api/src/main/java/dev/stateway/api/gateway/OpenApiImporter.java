package dev.stateway.api.gateway;

import dev.stateway.api.StatewayProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads routes from OpenAPI 3 files with API Gateway's extensions; finds all problems of a file at
 * once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html">OpenAPI
 *     definitions for HTTP APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">OpenAPI
 *     extensions</a>
 */
final class OpenApiImporter {
  private static final String AMAZON = "x-amazon-apigateway-";
  private static final String ANY_METHOD = AMAZON + "any-method";

  /** Extensions that protect an API: one that is not applied must not be served. */
  private static final Set<String> PROTECTING =
      Set.of(
          AMAZON + "policy",
          AMAZON + "auth",
          AMAZON + "authtype",
          AMAZON + "authorizer",
          AMAZON + "api-key-source");

  /** Extensions that say nothing this gateway would have to do. */
  private static final Set<String> SILENT =
      Set.of(
          AMAZON + "importexport-version",
          AMAZON + "tag-value",
          AMAZON + "documentation",
          AMAZON + "integrations");

  private static final Set<String> RESERVED = Set.of("approvals", "executions", "readyz", "livez");

  private final StatewayProperties properties;

  OpenApiImporter(StatewayProperties properties) {
    this.properties = properties;
  }

  /** What this file gives. */
  ImportedApi read(Path file, String text) {
    SourceDocument document;
    try {
      document = new SourceDocument(file, substituted(text));
    } catch (SourceDocument.MalformedException malformed) {
      var place = new Route.Place(file, malformed.line());
      return new ImportedApi(
          List.of(),
          List.of(
              new Problem(Problem.Severity.ERROR, place, String.valueOf(malformed.getMessage()))));
    }
    var root = Spot.root(document);
    var routes = routes(root);
    root.problems().sort(Comparator.comparingInt(problem -> problem.place().line()));
    var api = new ImportedApi(routes, root.problems());
    return api.refused() ? new ImportedApi(List.of(), api.problems()) : api;
  }

  /** CloudFormation's pseudo parameters: a file with them serves whatever account and region. */
  private String substituted(String text) {
    return text.replace("${AWS::AccountId}", properties.account())
        .replace("${AWS::Region}", properties.region())
        .replace("${AWS::Partition}", "aws");
  }

  /** Whether a file is meant as an OpenAPI description, so that others may lie beside it. */
  static boolean isOpenApi(String text) {
    return text.lines().anyMatch(line -> line.matches("[\\s{]*[\"']?openapi[\"']?\\s*:.*"));
  }

  private static List<Route> routes(Spot root) {
    checkVersion(root);
    checkReferences(root);
    checkExtensions(root);
    checkSecurity(root.member("security"));
    var stageVariables = stageVariables(root.member("x-workflow-stage-variables"));
    var routes = new ArrayList<Route>();
    if (!root.member("paths").value().isObject()) {
      root.error("an OpenAPI file needs paths");
    }
    for (var path : root.member("paths").members()) {
      if (path.name().startsWith("x-")) {
        continue;
      }
      for (var operation : operations(path)) {
        route(path, operation, stageVariables).ifPresent(route -> add(route, routes, operation));
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
        checkReferences(
            new Spot(at.document(), at.problems(), at.pointer().appendIndex(i), at.value().get(i)));
      }
    }
  }

  private static void checkExtensions(Spot holder) {
    for (var member : holder.members()) {
      var name = member.name();
      if (PROTECTING.contains(name)) {
        if (!isNoAuthorization(member)) {
          member.error(name + " is not built yet: the route would be served without it");
        }
      } else if (name.startsWith(AMAZON)
          && !SILENT.contains(name)
          && !name.equals(AMAZON + "integration")
          && !name.equals(ANY_METHOD)) {
        member.warn(name + " is not applied");
      }
    }
  }

  private static boolean isNoAuthorization(Spot extension) {
    var type = extension.name().equals(AMAZON + "auth") ? extension.member("type") : extension;
    return type.value().isString()
        && type.value().stringValue().toUpperCase(Locale.ROOT).equals("NONE");
  }

  /** Requirements that nobody checks would be an open door. */
  private static void checkSecurity(Spot security) {
    if (security.value().isArray() && !security.value().isEmpty()) {
      security.error("security is not built yet: the route would be served without it");
    } else if (security.exists() && !security.value().isArray()) {
      security.error("security must be a list");
    }
  }

  private static Map<String, String> stageVariables(Spot variables) {
    var result = new HashMap<String, String>();
    variables
        .members()
        .forEach(
            variable -> variable.text().ifPresent(value -> result.put(variable.name(), value)));
    return result;
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

  private static Optional<Route> route(
      Spot path, Spot operation, Map<String, String> stageVariables) {
    checkExtensions(operation);
    checkSecurity(operation.member("security"));
    var key = key(path, operation);
    var integration = new IntegrationReader(operation).read();
    var schema = BodySchema.of(operation);
    var responses = new ResponsesReader(operation).read();
    if (key.isEmpty() || integration.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Route(
            key.get(),
            integration.get(),
            schema.orElse(null),
            responses,
            stageVariables,
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
