package dev.stateway.api.auth;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.auth.audit.AuditEntry;
import dev.stateway.api.auth.audit.AuditEntry.Outcome;
import dev.stateway.api.auth.audit.AuditLog;
import dev.stateway.api.error.AwsError;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What every front does with a call: find out who it is, decide, do it, and write it down. */
public final class AccessControl {
  private final Authenticator authenticator;
  private final Permissions permissions;
  private final AuditLog audit;
  private final Clock clock;

  public AccessControl(
      Authenticator authenticator, Permissions permissions, AuditLog audit, Clock clock) {
    this.authenticator = authenticator;
    this.permissions = permissions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is to be done.
   *
   * @param action e.g. {@code states:StartExecution}
   * @param resource the ARN that policies decide on, or {@code *}
   * @param context condition keys besides those of the request and the principal
   * @param named the ARN that is written down: the resource, or a part of it
   */
  public record Task(
      String action, String resource, Map<String, List<String>> context, String named) {
    /** The qualifier of a state machine's ARN. */
    public static final String QUALIFIER = "states:StateMachineQualifier";

    public Task {
      context = Map.copyOf(context);
    }

    public Task(String action, String resource, Map<String, List<String>> context) {
      this(action, resource, context, resource);
    }

    /** Without further condition keys. */
    public static Task of(String action, String resource) {
      return new Task(action, resource, Map.of());
    }

    /**
     * The same of what may be a version or an alias of a state machine: policies decide on the
     * state machine, and tell them apart by a condition key.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html">Authorization
     *     for versions and aliases</a>
     */
    public static Task ofQualified(String action, String arn) {
      try {
        return StatesArn.parse(arn) instanceof StatesArn.StateMachine machine
                && machine.qualifier() != null
            ? new Task(
                action,
                machine.machine().toString(),
                Map.of(QUALIFIER, List.of(machine.qualifier())),
                arn)
            : of(action, arn);
      } catch (AwsError _) {
        // The operation itself says what is wrong with it, to whoever may ask at all.
        return of(action, arn);
      }
    }

    /** With further condition keys. */
    public Task with(Map<String, List<String>> keys) {
      var all = new HashMap<>(context);
      all.putAll(keys);
      return new Task(action, resource, all, named);
    }

    /** Another action on the same. */
    public Task as(String another) {
      return new Task(another, resource, context, named);
    }
  }

  /** Who calls; fails as {@link Authenticator#authenticate} does. */
  public Mono<Caller> authenticate(
      IncomingRequest request, String service, String action, String requestId) {
    return authenticator
        .authenticate(request, service)
        .map(principal -> new Caller(principal, request, requestId))
        .doOnError(AwsError.class, error -> unauthenticated(request, requestId, action, error));
  }

  /** Writes down that somebody could not prove who they are. */
  public void unauthenticated(
      IncomingRequest request, String requestId, String action, AwsError error) {
    audit.write(new Lines(request, requestId, clock, "*").unauthenticated(action, error));
  }

  /**
   * Writes down what everybody may who proves who they are.
   *
   * @param action e.g. {@code stateway:SignIn}
   * @param proof how they proved it
   */
  public void proven(Caller caller, String action, String proof) {
    var access = new AccessRequest(caller.principal(), action, "*", Map.of());
    var decision = new Decision(Decision.Outcome.ALLOW, access, Optional.empty(), proof);
    audit.write(lines(caller, access.resource()).of(decision, null, null));
  }

  /** Whether a caller may; it is not written down. */
  public Decision decide(Caller caller, Task task) {
    var context = new HashMap<>(caller.request().conditionKeys());
    context.putAll(task.context());
    return permissions.decide(
        new AccessRequest(caller.principal(), task.action(), task.resource(), context));
  }

  /**
   * Refuses what is part of something else that is written down if it is allowed.
   *
   * @param execution the execution it is about; absent for none
   * @throws AwsError AccessDeniedException
   */
  public void require(Caller caller, Task task, @Nullable String execution) {
    var decision = decide(caller, task);
    if (!decision.isAllowed()) {
      var refusal = decision.refusal();
      audit.write(lines(caller, task.named()).of(decision, execution, refusal.code()));
      throw refusal;
    }
  }

  /** Whether the tags of a resource can make a difference for a caller. */
  public boolean dependsOnResourceTags(Caller caller, String resource) {
    return permissions.dependsOnResourceTags(caller.principal(), resource);
  }

  /** Does it, if the caller may; else fails with AccessDeniedException. */
  public <T> Mono<T> perform(Caller caller, Task task, Supplier<Mono<T>> work) {
    return perform(caller, task, work, _ -> Optional.empty());
  }

  /** The same for what has an execution to show for itself. */
  public <T> Mono<T> perform(
      Caller caller, Task task, Supplier<Mono<T>> work, Function<T, Optional<String>> execution) {
    var decision = decide(caller, task);
    var lines = lines(caller, task.named());
    if (!decision.isAllowed()) {
      var refusal = decision.refusal();
      audit.write(lines.of(decision, null, refusal.code()));
      return Mono.error(refusal);
    }
    var ended = new AtomicBoolean();
    return Mono.defer(work)
        .doOnError(failure -> audit.write(lines.of(decision, null, code(failure))))
        .doOnTerminate(() -> ended.set(true))
        .doOnCancel(() -> {
          if (!ended.get()) {
            audit.write(lines.of(decision, null, "Cancelled"));
          }
        })
        .flatMap(done ->
            kept(lines.of(decision, execution.apply(done).orElse(null), null)).thenReturn(done))
        .switchIfEmpty(Mono.defer(() -> kept(lines.of(decision, null, null)).then(Mono.empty())))
        .contextWrite(caller.asContext());
  }

  /** What was changed is on the disk before anybody is told that it was; all else soon after. */
  private Mono<Void> kept(AuditEntry entry) {
    if (!entry.isOfChange()) {
      audit.write(entry);
      return Mono.empty();
    }
    return audit
        .keep(entry)
        .onErrorMap(
            IOException.class,
            _ -> AwsError.unavailable("It was done, but the audit log cannot be written"));
  }

  private static String code(Throwable failure) {
    return failure instanceof AwsError error ? error.code() : "InternalFailure";
  }

  private Lines lines(Caller caller, String named) {
    return new Lines(caller.request(), caller.requestId(), clock, named);
  }

  /** Makes the lines of one request about what is named so. */
  private record Lines(IncomingRequest request, String requestId, Clock clock, String named) {
    AuditEntry unauthenticated(String action, AwsError error) {
      return new AuditEntry(
          clock.instant(),
          requestId,
          null,
          request.sourceIp(),
          request.header("user-agent").orElse(null),
          action,
          named,
          null,
          Outcome.UNAUTHENTICATED,
          null,
          error.text(),
          error.code());
    }

    AuditEntry of(Decision decision, @Nullable String execution, @Nullable String error) {
      var access = decision.request();
      var isExecution = named.contains(":execution:") || named.contains(":express:");
      return new AuditEntry(
          clock.instant(),
          requestId,
          access.principal().arn(),
          request.sourceIp(),
          request.header("user-agent").orElse(null),
          access.action(),
          named,
          execution == null && isExecution ? named : execution,
          Outcome.valueOf(decision.outcome().name()),
          decision.statement().orElse(null),
          decision.reason(),
          error);
    }
  }
}
