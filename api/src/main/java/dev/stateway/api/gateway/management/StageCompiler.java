package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.openapi.ImportedApi;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.openapi.Problem;
import dev.stateway.api.gateway.route.AccessLogFormat;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.Throttle;
import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes of APIs what can be served. */
final class StageCompiler {
  private final OpenApiImporter importer;

  StageCompiler(OpenApiImporter importer) {
    this.importer = importer;
  }

  /** What this definition, JSON or YAML text, gives. */
  ImportedApi read(String definition, String apiId) {
    return importer.read(Path.of("api-" + apiId), definition, apiId);
  }

  /**
   * Checks that an API could be served, with all its integrations, also those that no route has.
   *
   * @throws ManagementError it could not
   */
  void check(ApiDocument api) {
    var document = OpenApiExport.of(api);
    var number = 0;
    for (var integration : api.parts(EntityKind.INTEGRATION).entrySet()) {
      var target = "integrations/" + integration.getKey();
      var used =
          api.parts(EntityKind.ROUTE).values().stream()
              .anyMatch(route -> route.path("target").asString("").equals(target));
      if (!used) {
        addUnused(document, "/-unused-" + number++, integration.getValue());
      }
    }
    var read = read(JsonText.write(document), api.id());
    if (read.refused()) {
      throw ManagementError.badRequest(
          String.join(
              "; ",
              read.problems().stream()
                  .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                  .map(Problem::message)
                  .toList()));
    }
  }

  private static void addUnused(ObjectNode document, String path, ObjectNode integration) {
    // Its URI may have variables of a path that no route has yet.
    var extension = OpenApiExport.extension(integration);
    var variables = new StringBuilder(path);
    java.util.regex.Pattern.compile("\\{([a-zA-Z0-9._:-]+)}")
        .matcher(extension.path("uri").asString(""))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .forEach(name -> variables.append("/{").append(name).append('}'));
    ((ObjectNode) document.get("paths"))
        .putObject(variables.toString())
        .putObject("get")
        .set("x-amazon-apigateway-integration", extension);
  }

  /**
   * The routes of all stages by their names. An API that was never given a stage is served as it
   * is, as if it had a stage {@code $default} that is deployed automatically.
   *
   * @param deployments definitions by id
   */
  Map<String, List<Route>> stages(ApiDocument api, Map<String, String> deployments) {
    var stages = new LinkedHashMap<String, List<Route>>();
    var parts = api.parts(EntityKind.STAGE);
    if (parts.isEmpty()) {
      var definition = JsonText.write(OpenApiExport.of(api));
      stages.put(Api.DEFAULT_STAGE, read(definition, api.id()).routes());
    }
    parts.forEach((name, stage) -> {
      var definition = deployments.get(stage.path("deploymentId").asString(""));
      if (definition != null) {
        stages.put(name, inStage(read(definition, api.id()), name, stage));
      }
    });
    return stages;
  }

  private static List<Route> inStage(ImportedApi imported, String name, ObjectNode stage) {
    var variables = new HashMap<>(imported.api().stageVariables());
    stage
        .path("stageVariables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asString("")));
    var format = stage.path("accessLogSettings").path("format").asString("");
    var api =
        imported
            .api()
            .inStage(
                name,
                variables,
                format.isEmpty() ? imported.api().accessLog() : new AccessLogFormat(format));
    return imported.routes().stream()
        .map(route -> route.in(api, throttle(stage, route.key().text())))
        .toList();
  }

  private static @Nullable Throttle throttle(ObjectNode stage, String routeKey) {
    var own = stage.path("routeSettings").path(routeKey);
    var all = stage.path("defaultRouteSettings");
    var rate = number(own, all, "throttlingRateLimit");
    var burst = number(own, all, "throttlingBurstLimit");
    if (rate <= 0) {
      return null;
    }
    var most = burst < 1 ? (int) Math.max(1, Math.ceil(rate)) : (int) burst;
    return new Throttle(rate, most, Throttle.Per.ROUTE);
  }

  private static double number(JsonNode own, JsonNode all, String name) {
    return own.path(name).asDouble(all.path(name).asDouble(0));
  }
}
