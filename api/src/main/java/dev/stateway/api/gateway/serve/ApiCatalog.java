package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Cors;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * All that is served, and where. APIs of files are served at {@code /}, or under the hosts they
 * name. An API of the management API is served
 *
 * <ul>
 *   <li>at {@code /_aws/execute-api/ID/...},
 *   <li>at any host {@code ID.execute-api....}, and
 *   <li>at the custom domains it is mapped to;
 * </ul>
 *
 * there {@code /STAGE/...} is a stage of that name, and anything else its stage {@code $default}.
 */
public final class ApiCatalog {
  /** What the path of an API begins with that is reached without a host of its own. */
  public static final String PREFIX = "/_aws/execute-api/";

  private static final Pattern OWN_HOST = Pattern.compile("([a-z0-9]+)\\.execute-api\\..+");

  private final Map<String, Map<String, Table>> managed = new ConcurrentHashMap<>();
  private final Set<String> domainsOnly = ConcurrentHashMap.newKeySet();
  private volatile Files files = new Files(Table.of(List.of()), Map.of());
  private volatile Map<String, Map<String, Mapping>> domains = Map.of();

  private record Files(Table anyHost, Map<String, Table> byHost) {}

  private record Table(RouteTable<Route> routes, List<Api> apis) {
    static Table of(List<Route> routes) {
      return new Table(
          new RouteTable<>(routes, Route::key),
          routes.stream().map(Route::api).distinct().toList());
    }
  }

  /**
   * A stage that a custom domain serves.
   *
   * @param apiId of its API
   * @param stage its name
   */
  public record Mapping(String apiId, String stage) {}

  /**
   * Where a request goes.
   *
   * @param routes of the API's stage
   * @param apis whose routes they are
   * @param rawPath the path in it, percent-encoded
   * @param basePath what the path had before that, of a stage or a domain's mapping
   */
  public record Located(RouteTable<Route> routes, List<Api> apis, String rawPath, String basePath) {
    public Located {
      apis = List.copyOf(apis);
    }

    /** How browsers of other origins are answered here. */
    Optional<Cors> cors() {
      var route = routes.ofPath(rawPath);
      if (route.isPresent()) {
        return Optional.ofNullable(route.get().api().cors());
      }
      return apis.size() == 1 ? Optional.ofNullable(apis.getFirst().cors()) : Optional.empty();
    }
  }

  /** Serves these routes of files instead of those before. */
  public void serveFiles(List<Route> routes) {
    var anyHost = new ArrayList<Route>();
    var byHost = new HashMap<String, List<Route>>();
    for (var route : routes) {
      if (route.api().domains().isEmpty()) {
        anyHost.add(route);
      }
      for (var domain : route.api().domains()) {
        byHost.computeIfAbsent(domain, _ -> new ArrayList<>()).add(route);
      }
    }
    var tables = new HashMap<String, Table>();
    byHost.forEach((host, ofHost) -> tables.put(host, Table.of(ofHost)));
    files = new Files(Table.of(anyHost), tables);
  }

  /**
   * Serves the stages of an API, their routes by name, instead of those before.
   *
   * @param ownEndpoint whether also where no custom domain leads to it
   */
  public void serve(String apiId, Map<String, List<Route>> stages, boolean ownEndpoint) {
    if (ownEndpoint) {
      domainsOnly.remove(apiId);
    } else {
      domainsOnly.add(apiId);
    }
    var tables = new LinkedHashMap<String, Table>();
    stages.forEach((stage, routes) -> tables.put(stage, Table.of(routes)));
    managed.put(apiId, tables);
  }

  /** Serves an API no more. */
  public void remove(String apiId) {
    managed.remove(apiId);
    domainsOnly.remove(apiId);
  }

  /** The ids of the APIs that are served. */
  public List<String> apiIds() {
    return List.copyOf(managed.keySet());
  }

  /** Serves these custom domains: mappings by the first part of the path, empty for all others. */
  public void serveDomains(Map<String, Map<String, Mapping>> byHost) {
    domains = Map.copyOf(byHost);
  }

  /** Where a request to this host and path goes; empty if to nothing. */
  public Optional<Located> locate(String host, String rawPath) {
    var name = host.toLowerCase(Locale.ROOT);
    if (rawPath.startsWith(PREFIX)) {
      var rest = rawPath.substring(PREFIX.length());
      var end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
      var apiId = rest.substring(0, end);
      return stage(apiId, rest.substring(end));
    }
    var own = OWN_HOST.matcher(name);
    if (own.matches() && managed.containsKey(own.group(1))) {
      return stage(own.group(1), rawPath);
    }
    var mappings = domains.get(name);
    if (mappings != null) {
      return mapped(mappings, rawPath);
    }
    var current = files;
    var table = current.byHost().getOrDefault(name, current.anyHost());
    return Optional.of(new Located(table.routes(), table.apis(), rawPath, ""));
  }

  private Optional<Located> stage(String apiId, String rawPath) {
    var stages = managed.get(apiId);
    if (stages == null || domainsOnly.contains(apiId)) {
      return Optional.empty();
    }
    var first = firstPart(rawPath);
    var named = stages.get(first);
    if (named != null && !first.isEmpty()) {
      return Optional.of(located(named, rawPath.substring(first.length() + 1), "/" + first));
    }
    return Optional.ofNullable(stages.get(Api.DEFAULT_STAGE))
        .map(table -> located(table, rawPath, ""));
  }

  private Optional<Located> mapped(Map<String, Mapping> mappings, String rawPath) {
    var first = firstPart(rawPath);
    var isKeyed = !first.isEmpty() && mappings.containsKey(first);
    var mapping = mappings.get(isKeyed ? first : "");
    if (mapping == null || !managed.containsKey(mapping.apiId())) {
      return Optional.empty();
    }
    var path = isKeyed ? rawPath.substring(first.length() + 1) : rawPath;
    return Optional.ofNullable(managed.get(mapping.apiId()).get(mapping.stage()))
        .map(table -> located(table, path, isKeyed ? "/" + first : ""));
  }

  private static Located located(Table table, String rawPath, String basePath) {
    return new Located(table.routes(), table.apis(), rawPath.isEmpty() ? "/" : rawPath, basePath);
  }

  private static String firstPart(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return "";
    }
    var end = rawPath.indexOf('/', 1);
    return rawPath.substring(1, end < 0 ? rawPath.length() : end);
  }
}
