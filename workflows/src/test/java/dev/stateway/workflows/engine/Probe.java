package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees what a replayed workflow does that the replay itself does not compare: inputs, durations,
 * events, the end.
 */
final class Probe extends WorkerInterceptorBase {
  /** What the types of Map Runs and their parts begin with: they have no events of AWS's. */
  private static final String OF_MAP_RUNS = "stateway:";

  private ObjectNode seen = JsonText.MAPPER.createObjectNode();

  /** What the last workflow did. */
  JsonNode seen() {
    return seen;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    seen = JsonText.MAPPER.createObjectNode();
    seen.putArray("activities");
    seen.putArray("timers");
    return new Inbound(next);
  }

  private final class Inbound extends WorkflowInboundCallsInterceptorBase {
    private Inbound(WorkflowInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(WorkflowOutboundCallsInterceptor outbound) {
      super.init(new Outbound(outbound));
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
      try {
        var output = super.execute(input);
        seen.set("result", JsonText.MAPPER.valueToTree(output.getResult()));
        return output;
      } catch (TemporalFailure failure) {
        seen.put("failure", failure.getClass().getSimpleName() + ": " + failure.getMessage());
        throw failure;
      } finally {
        if (!Workflow.getInfo().getWorkflowType().startsWith(OF_MAP_RUNS)) {
          seen.set("events", events());
        }
      }
    }

    private JsonNode events() {
      var all = new HistoryRequest(0, 100_000, false, true);
      var query = new QueryInput(ExecutionMessages.HISTORY, Header.empty(), new Object[] {all});
      return ((HistoryPage) super.handleQuery(query).getResult()).events();
    }
  }

  private final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    private Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      see(input.getActivityName(), input.getArgs());
      return super.executeActivity(input);
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      see(input.getActivityName(), input.getArgs());
      return super.executeLocalActivity(input);
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      seen.withArray("children")
          .addObject()
          .put("type", input.getWorkflowType())
          .put("id", input.getWorkflowId())
          .set("arguments", JsonText.MAPPER.valueToTree(input.getArgs()));
      return super.executeChildWorkflow(input);
    }

    @Override
    public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
      seen.withArray("signals")
          .addObject()
          .put("name", input.getSignalName())
          .set("arguments", JsonText.MAPPER.valueToTree(input.getArgs()));
      return super.signalExternalWorkflow(input);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      seen.set("continuedAsNew", JsonText.MAPPER.valueToTree(input.getArgs()));
      super.continueAsNew(input);
    }

    @Override
    public Promise<Void> newTimer(Duration duration) {
      seen.withArray("timers").add(duration.toString());
      return super.newTimer(duration);
    }

    @Override
    public Promise<Void> newTimer(Duration duration, TimerOptions options) {
      seen.withArray("timers").add(duration.toString());
      return super.newTimer(duration, options);
    }

    private void see(String type, @Nullable Object[] arguments) {
      seen.withArray("activities")
          .addObject()
          .put("type", type)
          .set("arguments", JsonText.MAPPER.valueToTree(arguments));
    }
  }
}
