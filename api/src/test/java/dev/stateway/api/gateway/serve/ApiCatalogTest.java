package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.route.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiCatalogTest {
  private static List<Route> routes(String id, String more) {
    var text =
        """
        openapi: 3.0.3
        info: {title: %s, version: "1"}
        %s
        paths:
          /pets:
            get: {x-amazon-apigateway-integration: {type: mock}}
        """
            .formatted(id, more);
    var api = new OpenApiImporter(TestSettings.properties()).read(Path.of(id), text, id);
    assertThat(api.problems()).isEmpty();
    return api.routes();
  }

  /** Which API takes a request, and the path it sees. */
  private static Optional<String> located(ApiCatalog catalog, String host, String path) {
    return catalog
        .locate(host, path)
        .map(found ->
            (found.apis().isEmpty() ? "none" : found.apis().getFirst().name())
                + " "
                + found.basePath()
                + "|"
                + found.rawPath());
  }

  @Test
  void findsStagesByPathAndHost() {
    var catalog = new ApiCatalog();
    catalog.serve(
        "abc", Map.of("prod", routes("prod", ""), "$default", routes("default", "")), true);
    catalog.serve("xyz", Map.of("prod", routes("only", "")), true);
    assertThat(located(catalog, "h", "/_aws/execute-api/abc/prod/pets"))
        .contains("prod /prod|/pets");
    assertThat(located(catalog, "h", "/_aws/execute-api/abc/pets")).contains("default |/pets");
    assertThat(located(catalog, "h", "/_aws/execute-api/abc")).contains("default |/");
    assertThat(located(catalog, "h", "/_aws/execute-api/xyz/prod")).contains("only /prod|/");
    assertThat(located(catalog, "h", "/_aws/execute-api/xyz/pets")).isEmpty();
    assertThat(located(catalog, "h", "/_aws/execute-api/nothing/pets")).isEmpty();
    assertThat(located(catalog, "abc.execute-api.us-east-1.amazonaws.com", "/prod/pets"))
        .contains("prod /prod|/pets");
    assertThat(located(catalog, "ABC.execute-api.localhost", "/pets")).contains("default |/pets");
    catalog.remove("abc");
    assertThat(located(catalog, "h", "/_aws/execute-api/abc/pets")).isEmpty();
  }

  @Test
  void customDomainsMapStages() {
    var catalog = new ApiCatalog();
    catalog.serve("abc", Map.of("prod", routes("prod", "")), true);
    catalog.serve("xyz", Map.of("$default", routes("other", "")), true);
    catalog.serveDomains(
        Map.of(
            "api.example.com",
            Map.of(
                "", new ApiCatalog.Mapping("abc", "prod"),
                "v2", new ApiCatalog.Mapping("xyz", "$default"))));
    assertThat(located(catalog, "API.example.com", "/pets")).contains("prod |/pets");
    assertThat(located(catalog, "api.example.com", "/v2/pets")).contains("other /v2|/pets");
    assertThat(located(catalog, "api.example.com", "/v2")).contains("other /v2|/");
  }

  @Test
  void anApiCanBeServedAtItsDomainsAlone() {
    var catalog = new ApiCatalog();
    catalog.serve("abc", Map.of("prod", routes("prod", "")), false);
    catalog.serveDomains(
        Map.of("api.example.com", Map.of("", new ApiCatalog.Mapping("abc", "prod"))));
    assertThat(located(catalog, "h", "/_aws/execute-api/abc/prod/pets")).isEmpty();
    assertThat(located(catalog, "abc.execute-api.localhost", "/prod/pets")).isEmpty();
    assertThat(located(catalog, "api.example.com", "/pets")).contains("prod |/pets");
  }

  @Test
  void filesAreServedEverywhereOrUnderTheirHosts() {
    var catalog = new ApiCatalog();
    var routes = new java.util.ArrayList<>(routes("any", ""));
    routes.addAll(routes("own", "x-workflow-domains: [orders.example.com]"));
    catalog.serveFiles(routes);
    assertThat(located(catalog, "localhost", "/pets")).contains("any |/pets");
    assertThat(located(catalog, "Orders.example.com", "/pets")).contains("own |/pets");
  }
}
