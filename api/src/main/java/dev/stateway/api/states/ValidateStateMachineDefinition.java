package dev.stateway.api.states;

import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.model.MachineType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells what is wrong with a definition.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html">ValidateStateMachineDefinition</a>
 */
final class ValidateStateMachineDefinition
    implements Operation<
        ValidateStateMachineDefinition.Request, ValidateStateMachineDefinition.Answer> {
  private static final int MAX_RESULTS = 100;

  /**
   * What is asked.
   *
   * @param positions Stateway's own: also tell lines and columns
   */
  record Request(
      String definition,
      MachineType type,
      Diagnostic.Severity severity,
      int maxResults,
      boolean positions) {}

  record Answer(Verdict result, List<Finding> diagnostics, boolean truncated) {}

  /**
   * A diagnostic with AWS's members.
   *
   * @param position Stateway's own, and only where it is asked for
   */
  record Finding(
      Diagnostic.Severity severity,
      String code,
      String message,
      @Nullable String location,
      Diagnostic.@Nullable Position position) {
    static Finding of(Diagnostic diagnostic, boolean positions) {
      return new Finding(
          diagnostic.severity(),
          diagnostic.code(),
          diagnostic.message(),
          diagnostic.location(),
          positions ? diagnostic.position() : null);
    }
  }

  enum Verdict {
    OK,
    FAIL
  }

  @Override
  public String name() {
    return "ValidateStateMachineDefinition";
  }

  @Override
  public Request read(RequestMembers members) {
    var maxResults = members.optional("maxResults", 0, MAX_RESULTS).orElse(0);
    return new Request(
        members.required("definition", Text.DEFINITION),
        members.optional("type", MachineType.class).orElse(MachineType.STANDARD),
        members.optional("severity", Diagnostic.Severity.class).orElse(Diagnostic.Severity.ERROR),
        maxResults == 0 ? MAX_RESULTS : maxResults,
        members.optional("positions", false));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var problems = Definitions.problems(request.definition(), request.type());
    var failed =
        problems.stream().anyMatch(problem -> problem.severity() == Diagnostic.Severity.ERROR);
    // Asked for ERROR, warnings are left out; asked for WARNING, both are told.
    var told =
        problems.stream()
            .filter(problem -> problem.severity().compareTo(request.severity()) <= 0)
            .toList();
    return Mono.just(
        new Answer(
            failed ? Verdict.FAIL : Verdict.OK,
            told.stream()
                .limit(request.maxResults())
                .map(problem -> Finding.of(problem, request.positions()))
                .toList(),
            told.size() > request.maxResults()));
  }
}
