package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Stateway with runs of some forty events, and what tests ask of its executions. */
final class ShortRunsServer implements AutoCloseable {
  /** A state that waits until somebody has decided. */
  static final String APPROVAL =
      """
      {"Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": {"Title": "Well?"},
       "ResultSelector": {"decision.$": "$.decision"}, "End": true}
      """;

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final StatewayServer server;
  private final SfnClient sfn;

  private ShortRunsServer(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
  }

  static ShortRunsServer start(TemporalServer temporal, String taskQueue)
      throws IOException, InterruptedException {
    return new ShortRunsServer(
        StatewayServer.start(
                temporal.address(),
                Map.of("stateway.runs.events", "40", "stateway.task-queue", taskQueue))
            .awaitReady());
  }

  SfnClient client() {
    return sfn;
  }

  String machine(String definition) {
    return sfn.createStateMachine(
            r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  DescribeExecutionResponse ended(String executionArn) {
    server.part(Executions.class).awaitClosed(executionArn, PATIENCE).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(executionArn));
  }

  List<HistoryEvent> events(String executionArn, boolean reverse, int pageSize) {
    var events = new ArrayList<HistoryEvent>();
    sfn.getExecutionHistoryPaginator(
            r -> r.executionArn(executionArn).reverseOrder(reverse).maxResults(pageSize))
        .events()
        .forEach(events::add);
    return events;
  }

  static String workflowId(String executionArn) {
    var parts = executionArn.split(":", -1);
    return parts[parts.length - 2] + ":" + parts[parts.length - 1];
  }

  int runs(String executionArn) {
    var histories = new ExecutionHistories(server.part(TemporalConnection.class));
    return histories.beginning(workflowId(executionArn), "").runs().size();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  List<String> listed(String machine, ExecutionStatus status) {
    return sfn
        .listExecutions(r -> r.stateMachineArn(machine).statusFilter(status))
        .executions()
        .stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  void awaitListed(String machine, ExecutionStatus status, String executionArn)
      throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listed(machine, status).equals(List.of(executionArn))) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The approval that the execution waits for; its id has the event it was asked with. */
  String approvalOf(String executionArn) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var pending =
          events(executionArn, true, 1_000).stream()
              .filter(event -> event.type() == HistoryEventType.TASK_SUBMITTED)
              .map(event -> event.taskSubmittedEventDetails().output())
              .map(output -> JsonText.parse(output).path("approvalId").asString())
              .filter(approval -> statusOf(approval).equals("PENDING"))
              .findFirst();
      if (pending.isPresent()) {
        return pending.get();
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The status of an approval. */
  String statusOf(String approval) {
    try {
      var view = server.get("/approvals/" + approval);
      return JsonText.parse(view.body()).path("status").asString("");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int decide(String id, String decision) throws IOException, InterruptedException {
    var request =
        request("/approvals/" + id + "/" + decision)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.endpoint().resolve(path))
        .header("Authorization", "Bearer " + StatewayServer.API_KEY);
  }

  @Override
  public void close() {
    server.close();
  }
}
