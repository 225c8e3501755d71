package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import reactor.core.publisher.Mono;

/**
 * Changes how much of a running Map Run may run and fail.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html">UpdateMapRun</a>
 */
final class UpdateMapRun implements Operation<UpdateMapRun.Request, Operation.Done> {
  private static final double HUNDRED_PERCENT = 100.0;

  private final MapRuns mapRuns;

  UpdateMapRun(MapRuns mapRuns) {
    this.mapRuns = mapRuns;
  }

  record Request(String mapRunArn, MapRunLimitsChange change) {}

  @Override
  public String name() {
    return "UpdateMapRun";
  }

  @Override
  public Request read(RequestMembers members) {
    var maxConcurrency = members.optional("maxConcurrency", 0, Integer.MAX_VALUE);
    var percentage = members.optional("toleratedFailurePercentage", 0.0, HUNDRED_PERCENT);
    var count = members.optional("toleratedFailureCount", 0, Integer.MAX_VALUE);
    return new Request(
        members.required("mapRunArn", Text.LONG_ARN),
        new MapRunLimitsChange(
            maxConcurrency.isPresent() ? maxConcurrency.getAsInt() : null,
            count.isPresent() ? Long.valueOf(count.getAsInt()) : null,
            percentage.isPresent() ? percentage.getAsDouble() : null));
  }

  @Override
  public Mono<Done> run(Request request) {
    var change = request.change();
    if (change.maxConcurrency() == null
        && change.toleratedFailureCount() == null
        && change.toleratedFailurePercentage() == null) {
      throw AwsError.validation(
          "At least one of maxConcurrency, toleratedFailureCount and toleratedFailurePercentage"
              + " must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    return mapRuns.update(request.mapRunArn(), change).thenReturn(new Done());
  }
}
