package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionList;
import dev.stateway.api.execution.ExecutionQuery;
import dev.stateway.api.execution.ExecutionSummary;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the executions of a STANDARD state machine, of one of its versions or aliases, or of a Map
 * Run, newest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html">ListExecutions</a>
 */
final class ListExecutions implements Operation<ListExecutions.Request, ListExecutions.Answer> {
  private static final String PENDING_REDRIVE = ExecutionQuery.Status.PENDING_REDRIVE.name();

  private final Executions executions;
  private final MapRuns mapRuns;
  private final StateMachineRegistry registry;
  private final PageTokens tokens;

  ListExecutions(
      Executions executions, MapRuns mapRuns, StateMachineRegistry registry, PageTokens tokens) {
    this.executions = executions;
    this.mapRuns = mapRuns;
    this.registry = registry;
    this.tokens = tokens;
  }

  record Request(
      @Nullable String stateMachineArn,
      @Nullable String mapRunArn,
      ExecutionQuery.@Nullable Status status,
      @Nullable RedriveFilter redrive,
      PageRequest page) {}

  enum RedriveFilter {
    REDRIVEN,
    NOT_REDRIVEN
  }

  record Item(
      String executionArn,
      String stateMachineArn,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String mapRunArn,
      String name,
      String status,
      Instant startDate,
      @Nullable Instant stopDate,
      int redriveCount,
      @Nullable Instant redriveDate) {
    static Item of(ExecutionSummary execution) {
      return new Item(
          execution.executionArn(),
          execution.stateMachineArn(),
          execution.from().versionArn(),
          execution.from().aliasArn(),
          execution.from().mapRunArn(),
          execution.name(),
          execution.pendingRedrive() ? PENDING_REDRIVE : execution.status().name(),
          execution.startDate(),
          execution.stopDate(),
          execution.redriveCount(),
          execution.redriveDate());
    }
  }

  record Answer(List<Item> executions, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "ListExecutions";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.optional("stateMachineArn", Text.ARN),
        members.optional("mapRunArn", Text.LONG_ARN),
        members.optional("statusFilter", ExecutionQuery.Status.class).orElse(null),
        members.optional("redriveFilter", RedriveFilter.class).orElse(null),
        PageRequest.read(members, Text.LONG_PAGE_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = request.stateMachineArn();
    var mapRunArn = request.mapRunArn();
    if (mapRunArn != null && arn != null) {
      throw AwsError.validation("stateMachineArn and mapRunArn exclude each other");
    }
    if (mapRunArn != null) {
      return mapRuns
          .redrivingSince(mapRunArn)
          .map(Optional::of)
          .defaultIfEmpty(Optional.empty())
          .flatMap(since -> list(query(null, mapRunArn, since.orElse(null), request), request));
    }
    if (arn == null) {
      throw AwsError.validation("Either stateMachineArn or mapRunArn must be specified");
    }
    if (request.redrive() != null) {
      throw AwsError.validation("redriveFilter is for the executions of a Map Run");
    }
    if (request.status() == ExecutionQuery.Status.PENDING_REDRIVE) {
      throw AwsError.validation("PENDING_REDRIVE is for the executions of a Map Run");
    }
    return registry
        .requireStartable(StatesArn.stateMachine(arn))
        .filter(found -> !found.machine().isExpress())
        .switchIfEmpty(Mono.error(AwsError::stateMachineTypeNotSupported))
        .flatMap(_ -> list(query(arn, null, null, request), request));
  }

  private ExecutionQuery query(
      @Nullable String arn,
      @Nullable String mapRunArn,
      @Nullable Instant redrivingSince,
      Request request) {
    var redrive = request.redrive();
    return new ExecutionQuery(
        arn,
        mapRunArn,
        request.status(),
        redrive == null ? null : redrive == RedriveFilter.REDRIVEN,
        redrivingSince,
        request.page().maxResults(),
        ExecutionList.Position.parse(tokens.open(listed(request), request.page().nextToken())));
  }

  private Mono<Answer> list(ExecutionQuery query, Request request) {
    return executions
        .list(query)
        .map(page -> {
          var next = page.next();
          return new Answer(
              page.executions().stream().map(Item::of).toList(),
              next == null ? null : tokens.seal(listed(request), next.toText()));
        });
  }

  /** What a token is good for. */
  private String listed(Request request) {
    var of = request.stateMachineArn() == null ? request.mapRunArn() : request.stateMachineArn();
    return name() + of + request.status() + request.redrive();
  }
}
