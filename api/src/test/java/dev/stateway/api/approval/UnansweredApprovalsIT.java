package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decided approvals are listed although some executions do not say what theirs are. */
@WithStateway
class UnansweredApprovalsIT {
  private final TemporalServer temporal;
  private People people;
  private WorkflowClient client;

  UnansweredApprovalsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  /** An execution whose worker knows nothing of approvals. */
  @WorkflowInterface
  public interface Silent {
    @WorkflowMethod
    void run();
  }

  /** It stays open. */
  public static final class SilentWorkflow implements Silent {
    @Override
    public void run() {
      Workflow.await(() -> false);
    }
  }

  @BeforeEach
  void start() throws IOException, InterruptedException {
    people = new People(temporal, Map.of());
    client = people.server().part(TemporalConnection.class).client();
  }

  @AfterEach
  void stop() {
    people.close();
  }

  private WorkflowExecution open(String execution, String name, String taskQueue) {
    var parts = execution.split(":", -1);
    var machine = String.join(":", List.of(parts).subList(0, 5)) + ":stateMachine:" + parts[6];
    var options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(parts[6] + ":" + name)
            .setTaskQueue(taskQueue)
            .setTypedSearchAttributes(
                SearchAttributes.newBuilder()
                    .set(ExecutionVisibility.STATE_MACHINE, machine)
                    .set(ExecutionVisibility.APPROVALS_ASKED, 1L)
                    .build())
            .build();
    return client.newUntypedWorkflowStub("Silent", options).start();
  }

  private void delete(WorkflowExecution execution) {
    client
        .getWorkflowServiceStubs()
        .blockingStub()
        .deleteWorkflowExecution(
            DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setWorkflowExecution(execution)
                .build());
  }

  @Test
  void thoseOfOthersAreListedAndTheExecutionsNamed() throws Exception {
    var execution = people.ask("{\"Title\": \"Pay?\"}", "{}");
    var id = people.approval(execution);
    people.post("/approvals/" + id + "/approve", "bob", "");
    var taskQueue = "silent-" + UUID.randomUUID();
    var workers = WorkerFactory.newInstance(client);
    workers.newWorker(taskQueue).registerWorkflowImplementationTypes(SilentWorkflow.class);
    workers.start();
    var silent = open(execution, "silent", taskQueue);
    var away = open(execution, "away", "away-" + UUID.randomUUID());
    try {
      var machine = execution.split(":", -1)[6];
      var path = "/approvals?status=APPROVED&stateMachine=" + machine;
      var answer =
          people.until(
              path, "bob", page -> JsonText.parse(page.body()).path("notAnswered").size() == 2);
      assertThat(answer.statusCode()).isEqualTo(200);
      var list = JsonText.parse(answer.body());
      var prefix = execution.substring(0, execution.lastIndexOf(':') + 1);
      assertThat(list.path("notAnswered"))
          .extracting(arn -> arn.asString())
          .containsExactly(prefix + "away", prefix + "silent");
      assertThat(list.path("approvals"))
          .extracting(approval -> approval.path("id").asString())
          .containsExactly(id);
    } finally {
      delete(silent);
      delete(away);
      workers.shutdownNow();
    }
  }
}
