package dev.stateway.activities.optimised;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Work that a call has begun, looked at by one thread. */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  // That a look shows nothing proves nothing: new work may be unknown for some seconds, a busy
  // service refuses.
  private static final int MAX_MISSES = 10;

  private final SdkService client;
  private final Completion completion;
  private final JsonNode source;
  private int misses;

  /**
   * Work of a service.
   *
   * @param source what templates are filled from
   */
  Work(SdkService client, Completion completion, JsonNode source) {
    this.client = client;
    this.completion = completion;
    this.source = source;
  }

  /**
   * What the task results in, once the work has ended.
   *
   * @throws TaskFailedException the work has failed, or cannot be seen
   */
  Optional<JsonNode> ended() throws InterruptedException {
    JsonNode work;
    try {
      work = completion.resultOf(call(completion.look(), completion.lookAt(source)));
    } catch (TaskFailedException e) {
      return completion.endsWith(String.valueOf(e.error()))
          ? Optional.of(source.path("answer"))
          : missed(e);
    }
    var status = work.at(completion.status()).stringValue("");
    if (completion.failed().contains(status)) {
      throw new TaskFailedException("States.TaskFailed", JsonText.write(work));
    }
    if (completion.succeeded().contains(status)) {
      return Optional.of(work);
    }
    if (completion.running().contains(status)) {
      misses = 0;
      return Optional.empty();
    }
    return missed(
        new TaskFailedException(
            "States.TaskFailed",
            work.isMissingNode()
                ? completion.look() + " does not show the work"
                : "The status '" + status + "' is unknown: " + JsonText.write(work)));
  }

  private Optional<JsonNode> missed(TaskFailedException why) {
    misses++;
    if (misses == MAX_MISSES) {
      throw why;
    }
    return Optional.empty();
  }

  /** Has it stopped, where its service can do that. */
  void stop() throws InterruptedException {
    var stop = completion.stop();
    if (stop == null) {
      return;
    }
    var work = completion.stopIt(source);
    try {
      call(stop, work);
    } catch (TaskFailedException e) {
      LOG.error("{} of {} failed: {}", stop, work, e.getMessage(), e);
    }
  }

  private JsonNode call(String action, JsonNode parameters) throws InterruptedException {
    return client.call(action, parameters, SdkJson.OPTIMISED, UUID.randomUUID()).members();
  }
}
