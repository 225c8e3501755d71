package dev.stateway.api.states;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.statetest.Phase;
import dev.stateway.workflows.statetest.StateTestOutcome;
import dev.stateway.workflows.statetest.StateTestOutcome.Handling;
import dev.stateway.workflows.task.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the data of a state under test are on their way; absent where they do not come to that.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">InspectionData</a>
 */
record InspectionData(
    String input,
    @Nullable String afterArguments,
    @Nullable String afterInputPath,
    @Nullable String afterParameters,
    @Nullable String result,
    @Nullable String afterResultSelector,
    @Nullable String afterResultPath,
    @Nullable Request request,
    @Nullable Response response,
    @Nullable String variables,
    @Nullable ErrorDetails errorDetails,
    @Nullable String afterItemsPath,
    @Nullable String afterItemSelector,
    @Nullable String afterItemBatcher,
    @Nullable String afterItemsPointer,
    @Nullable JsonNode toleratedFailureCount,
    @Nullable JsonNode toleratedFailurePercentage,
    @Nullable JsonNode maxConcurrency) {
  /** An HTTP request. */
  record Request(
      String protocol, String method, String url, String headers, @Nullable String body) {}

  /** Its answer. */
  record Response(
      String protocol, String statusCode, String statusMessage, String headers, String body) {}

  /** Which Retrier and Catcher took an error. */
  record ErrorDetails(
      @Nullable Integer catchIndex,
      @Nullable Integer retryIndex,
      @Nullable Long retryBackoffIntervalSeconds) {}

  /**
   * Of what was seen.
   *
   * @param input the text that was sent
   * @param http the HTTP call to be shown
   */
  static InspectionData of(String input, StateTestOutcome state, @Nullable HttpExchange http) {
    var seen = state.phases();
    return new InspectionData(
        input,
        text(seen, Phase.AFTER_ARGUMENTS),
        text(seen, Phase.AFTER_INPUT_PATH),
        text(seen, Phase.AFTER_PARAMETERS),
        text(seen, Phase.RESULT),
        text(seen, Phase.AFTER_RESULT_SELECTOR),
        text(seen, Phase.AFTER_RESULT_PATH),
        http == null ? null : request(http.request()),
        http == null || http.response() == null ? null : response(http, http.response()),
        variables(state),
        details(state.handling()),
        text(seen, Phase.AFTER_ITEMS_PATH),
        text(seen, Phase.AFTER_ITEM_SELECTOR),
        text(seen, Phase.AFTER_ITEM_BATCHER),
        text(seen, Phase.AFTER_ITEMS_POINTER),
        seen.get(Phase.TOLERATED_FAILURE_COUNT),
        seen.get(Phase.TOLERATED_FAILURE_PERCENTAGE),
        seen.get(Phase.MAX_CONCURRENCY));
  }

  private static @Nullable String text(Map<Phase, JsonNode> seen, Phase phase) {
    var value = seen.get(phase);
    return value == null ? null : JsonText.write(value);
  }

  private static @Nullable String variables(StateTestOutcome state) {
    if (state.variables().isEmpty()) {
      return null;
    }
    var object = JsonText.MAPPER.createObjectNode();
    state.variables().forEach(object::set);
    return JsonText.write(object);
  }

  private static @Nullable ErrorDetails details(Handling handling) {
    var backoff = handling.backoff();
    return handling.catchIndex() == null && handling.retryIndex() == null
        ? null
        : new ErrorDetails(
            handling.catchIndex(),
            handling.retryIndex(),
            backoff == null ? null : backoff.toSeconds());
  }

  private static Request request(HttpExchange.Request sent) {
    return new Request(
        protocol(sent), sent.method(), sent.url(), headers(sent.headers()), sent.body());
  }

  private static Response response(HttpExchange http, HttpExchange.Response answer) {
    return new Response(
        protocol(http.request()),
        String.valueOf(answer.status()),
        answer.statusText(),
        headers(answer.headers()),
        answer.body());
  }

  private static String protocol(HttpExchange.Request sent) {
    return URI.create(sent.url()).getScheme();
  }

  /** As AWS lists them: {@code [name: value, name: value]}. */
  private static String headers(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
