package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkModules;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that cannot be seen does not keep a task for ever. */
class WorkTest {
  private static final String RUNNING = "{\"jobs\":[{\"jobId\":\"j\",\"status\":\"RUNNING\"}]}";
  private static final String NONE = "{\"jobs\":[]}";

  private AwsStub aws;
  private SdkModules modules;
  private TaskAws settings;
  private SdkClients clients;
  private Work work;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    modules = new SdkModules(Optional.empty());
    settings = new TaskAws(Tasks.aws(aws.endpoint()), _ -> Optional.empty());
    clients = new SdkClients(modules, settings);
    var row = Objects.requireNonNull(OptimisedServices.table().get("batch"));
    var completion =
        Objects.requireNonNull(Objects.requireNonNull(row.actions().get("submitJob")).sync());
    var request = Tasks.request("arn:aws:states:::batch:submitJob.sync", "{}");
    work =
        new Work(
            clients.service("batch", request, row.service()),
            completion,
            Template.source(request.arguments(), JsonText.parse("{\"JobId\":\"j\"}")));
  }

  @AfterEach
  void stop() throws IOException {
    clients.close();
    settings.close();
    modules.close();
    aws.close();
  }

  /** The looks that show nothing before one fails. */
  private int looksUntil(String error, String cause) throws InterruptedException {
    for (var looks = 0; looks < 100; looks++) {
      try {
        assertThat(work.ended()).isEmpty();
      } catch (TaskFailedException e) {
        assertThat(e.error()).isEqualTo(error);
        assertThat(e.cause()).startsWith(cause);
        return looks;
      }
    }
    throw new AssertionError("no look failed");
  }

  @Test
  void workThatIsNotShownIsGivenUp() throws Exception {
    aws.prepare(200, Map.of(), NONE);

    assertThat(looksUntil("States.TaskFailed", "describeJobs does not show the work")).isEqualTo(9);
  }

  @Test
  void aStatusThatNobodyKnowsIsGivenUp() throws Exception {
    aws.prepare(200, Map.of(), "{\"jobs\":[{\"jobId\":\"j\",\"status\":\"LOST\"}]}");

    assertThat(looksUntil("States.TaskFailed", "The status 'LOST' is unknown: {\"Attempts"))
        .isEqualTo(9);
  }

  @Test
  void aServiceThatRefusesIsAskedAgain() throws Exception {
    aws.prepare(400, Map.of("x-amzn-ErrorType", "ClientException"), "{\"message\":\"no\"}");

    assertThat(looksUntil("Batch.ClientException", "no (Service: AWSBatch; ")).isEqualTo(9);
  }

  @Test
  void workThatIsSeenAgainIsWaitedFor() throws Exception {
    for (var i = 0; i < 9; i++) {
      aws.prepare(200, Map.of(), NONE);
    }
    aws.prepare(200, Map.of(), RUNNING).prepare(200, Map.of(), NONE);

    assertThat(looksUntil("States.TaskFailed", "describeJobs")).isEqualTo(19);
  }
}
