package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionList;
import dev.stateway.api.execution.ExecutionSummary;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the executions of a STANDARD state machine or of a Map Run, newest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html">ListExecutions</a>
 */
final class ListExecutions implements Operation<ListExecutions.Request, ListExecutions.Answer> {
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
      @Nullable StatusFilter status,
      @Nullable RedriveFilter redrive,
      PageRequest page) {}

  enum RedriveFilter {
    REDRIVEN,
    NOT_REDRIVEN
  }

  enum StatusFilter {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE
  }

  record Item(
      String executionArn,
      String stateMachineArn,
      String name,
      ExecutionStatus status,
      Instant startDate,
      @Nullable Instant stopDate,
      int redriveCount,
      @Nullable Instant redriveDate) {
    static Item of(ExecutionSummary execution) {
      return new Item(
          execution.executionArn(),
          execution.stateMachineArn(),
          execution.name(),
          execution.status(),
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
        members.optional("statusFilter", StatusFilter.class).orElse(null),
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
      return mapRuns.describe(mapRunArn).flatMap(_ -> list(null, mapRunArn, request));
    }
    if (arn == null) {
      throw AwsError.validation("Either stateMachineArn or mapRunArn must be specified");
    }
    if (request.redrive() != null) {
      throw AwsError.validation("redriveFilter is for the executions of a Map Run");
    }
    return registry
        .require(StatesArn.stateMachine(arn).toString())
        .filter(machine -> !machine.isExpress())
        .switchIfEmpty(Mono.error(AwsError::stateMachineTypeNotSupported))
        .flatMap(machine -> list(machine.arn(), null, request));
  }

  private Mono<Answer> list(@Nullable String arn, @Nullable String mapRunArn, Request request) {
    if (request.status() == StatusFilter.PENDING_REDRIVE
        || request.redrive() == RedriveFilter.REDRIVEN) {
      return Mono.just(new Answer(List.of(), null)); // none can be so before there is a redrive
    }
    var list = name() + (arn == null ? mapRunArn : arn) + request.status();
    var after = ExecutionList.Position.parse(tokens.open(list, request.page().nextToken()));
    var status = request.status();
    var query =
        new ExecutionList.Query(
            arn,
            mapRunArn,
            status == null ? null : ExecutionStatus.valueOf(status.name()),
            request.page().maxResults(),
            after);
    return executions
        .list(query)
        .map(page -> {
          var next = page.next();
          return new Answer(
              page.executions().stream().map(Item::of).toList(),
              next == null ? null : tokens.seal(list, next.toText()));
        });
  }
}
