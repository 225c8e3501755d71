package dev.stateway.api.gateway.route;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all routes of an API, in one of its stages, have in common.
 *
 * @param id the API's id; that of a file is derived from its path
 * @param name its title
 * @param stage the stage's name
 * @param stageVariables what {@code $stageVariables} names
 * @param cors how browsers of other origins are answered; absent if nothing is said
 * @param accessLog the format of a line of the access log; absent for none
 * @param domains the hosts it is served under; empty for any
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html">Api</a>
 */
public record Api(
    String id,
    String name,
    String stage,
    Map<String, String> stageVariables,
    @Nullable Cors cors,
    @Nullable AccessLogFormat accessLog,
    List<String> domains) {
  /** The stage that is served without its name in the path. */
  public static final String DEFAULT_STAGE = "$default";

  public Api {
    stageVariables = Map.copyOf(stageVariables);
    domains = List.copyOf(domains);
  }

  /** The same API as this stage serves it. */
  public Api inStage(
      String stageName, Map<String, String> variables, @Nullable AccessLogFormat format) {
    return new Api(id, name, stageName, variables, cors, format, domains);
  }
}
