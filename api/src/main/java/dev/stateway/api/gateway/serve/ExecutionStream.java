package dev.stateway.api.gateway.serve;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.gateway.answer.Answers;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * How an execution goes on, as server-sent events: {@code state} for each state that is entered or
 * exited ({@code type}, {@code name}, {@code timestamp}; the id is that of the history event, so
 * that a client that comes back says how far it has read), and {@code execution}, how it stands,
 * when it has ended.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class ExecutionStream {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int PAGE = 500;

  private final Executions executions;
  private final Answers answers;

  ExecutionStream(Executions executions, Answers answers) {
    this.executions = executions;
    this.answers = answers;
  }

  /** What was seen at once. */
  private record Look(ExecutionDescription description, List<JsonNode> events, long last) {}

  /** The events after this one; fails before the first if there is no such execution. */
  Mono<Flux<ServerSentEvent<String>>> of(String executionArn, long after) {
    return look(executionArn, after)
        .map(first ->
            Flux.just(first)
                .expand(look ->
                    look.description().isClosed()
                        ? Mono.empty()
                        : Mono.delay(EVERY).then(look(executionArn, look.last())))
                .concatMapIterable(this::sent));
  }

  private Mono<Look> look(String executionArn, long after) {
    // First how it stands, then what has happened: what happened before its end is then complete.
    return executions
        .describeAny(executionArn)
        .flatMap(description ->
            events(executionArn, after)
                .map(events -> new Look(description, events, last(events, after))));
  }

  private static long last(List<JsonNode> events, long after) {
    return events.isEmpty() ? after : events.getLast().path("id").asLong(after);
  }

  private Mono<List<JsonNode>> events(String executionArn, long after) {
    return page(executionArn, after)
        .expand(page ->
            page.more()
                ? page(
                    executionArn, page.events().get(page.events().size() - 1).path("id").asLong(0))
                : Mono.empty())
        .<List<JsonNode>>collect(ArrayList::new, (all, page) -> page.events().forEach(all::add))
        // An EXPRESS execution has no history; of one that no worker has taken yet nothing is
        // known.
        .onErrorResume(AwsError.class, _ -> Mono.just(List.of()));
  }

  private Mono<HistoryPage> page(String executionArn, long after) {
    return executions.history(executionArn, new HistoryRequest(after, PAGE, false, false));
  }

  private List<ServerSentEvent<String>> sent(Look look) {
    var sent = new ArrayList<ServerSentEvent<String>>();
    look.events().forEach(event -> state(event).ifPresent(sent::add));
    if (look.description().isClosed()) {
      var body = answers.described(look.description()).text().orElse("{}");
      sent.add(ServerSentEvent.builder(body).event("execution").build());
    } else if (sent.isEmpty()) {
      // Nothing new, but the connection lives: proxies close what is silent.
      sent.add(ServerSentEvent.<String>builder().comment("").build());
    }
    return sent;
  }

  private static Optional<ServerSentEvent<String>> state(JsonNode event) {
    var type = event.path("type").asString("");
    var details =
        type.endsWith("StateEntered")
            ? event.path("stateEnteredEventDetails")
            : event.path("stateExitedEventDetails");
    if (details.isMissingNode()) {
      return Optional.empty();
    }
    var data = JsonText.MAPPER.createObjectNode();
    data.put("type", type);
    data.set("name", details.path("name"));
    data.set("timestamp", event.path("timestamp"));
    return Optional.of(
        ServerSentEvent.builder(JsonText.write(data))
            .event("state")
            .id(event.path("id").asString(""))
            .build());
  }
}
