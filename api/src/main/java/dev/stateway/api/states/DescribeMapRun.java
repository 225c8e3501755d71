package dev.stateway.api.states;

import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.Counts;
import dev.stateway.workflows.maprun.MapRunView;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows how a Map Run stands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
final class DescribeMapRun implements Operation<DescribeMapRun.Request, DescribeMapRun.Answer> {
  private final MapRuns mapRuns;

  DescribeMapRun(MapRuns mapRuns) {
    this.mapRuns = mapRuns;
  }

  record Request(String mapRunArn) {}

  record Answer(
      String mapRunArn,
      String executionArn,
      ExecutionStatus status,
      Instant startDate,
      @Nullable Instant stopDate,
      int maxConcurrency,
      double toleratedFailurePercentage,
      long toleratedFailureCount,
      CountsAnswer itemCounts,
      CountsAnswer executionCounts,
      int redriveCount,
      @Nullable Instant redriveDate) {}

  record CountsAnswer(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten,
      long failuresNotRedrivable,
      long pendingRedrive) {
    static CountsAnswer of(Counts counts) {
      return new CountsAnswer(
          counts.pending(),
          counts.running(),
          counts.succeeded(),
          counts.failed(),
          counts.timedOut(),
          counts.aborted(),
          counts.total(),
          counts.resultsWritten(),
          counts.failuresNotRedrivable(),
          counts.pendingRedrive());
    }
  }

  @Override
  public String name() {
    return "DescribeMapRun";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(members.required("mapRunArn", Text.LONG_ARN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return mapRuns.describe(request.mapRunArn()).map(DescribeMapRun::answer);
  }

  private static Answer answer(MapRunView view) {
    var limits = view.limits();
    return new Answer(
        view.mapRunArn(),
        view.executionArn(),
        view.status(),
        view.startDate(),
        view.stopDate(),
        limits.maxConcurrency(),
        Objects.requireNonNullElse(limits.toleratedFailurePercentage(), 0.0),
        Objects.requireNonNullElse(limits.toleratedFailureCount(), 0L),
        CountsAnswer.of(view.tally().items()),
        CountsAnswer.of(view.tally().executions()),
        view.redriveCount(),
        view.redriveDate());
  }
}
