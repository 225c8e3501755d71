package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.states.RequestMembers;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists connections by name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListConnections.html">ListConnections</a>
 */
final class ListConnections implements Operation<ListConnections.Request, Map<String, Object>> {
  private static final Text TOKEN = new Text(1, 2_048, false);
  private static final int MAX = 100;

  private final ConnectionRegistry registry;
  private final PageTokens tokens;

  ListConnections(ConnectionRegistry registry, PageTokens tokens) {
    this.registry = registry;
    this.tokens = tokens;
  }

  record Request(
      String namePrefix, Optional<ConnectionState> state, int limit, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "ListConnections";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        Objects.requireNonNullElse(ConnectionMembers.namePrefix(members), ""),
        members.optional("ConnectionState", ConnectionState.class),
        members.optional("Limit", 1, MAX).orElse(MAX),
        members.optional("NextToken", TOKEN));
  }

  @Override
  public Mono<Map<String, Object>> run(Request request) {
    var list = "connections " + request.namePrefix();
    var after = Objects.requireNonNullElse(tokens.open(list, request.nextToken()), "");
    // What a connection's state is, its row does not show.
    var rows = request.state().isPresent() ? registry.limit() : request.limit() + 1;
    return registry
        .list(request.namePrefix(), after, rows)
        .map(found -> page(list, ofState(found, request.state()), request.limit()));
  }

  private static List<StoredConnection> ofState(
      List<StoredConnection> found, Optional<ConnectionState> state) {
    return state.isEmpty()
        ? found
        : found.stream().filter(connection -> connection.state() == state.get()).toList();
  }

  private Map<String, Object> page(String list, List<StoredConnection> found, int limit) {
    var page = found.subList(0, Math.min(limit, found.size()));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("Connections", page.stream().map(StoredConnection::named).toList());
    if (found.size() > limit) {
      answer.put("NextToken", tokens.seal(list, page.getLast().name()));
    }
    return answer;
  }
}
