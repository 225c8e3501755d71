package dev.stateway.activities.lambda;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.functions.InvocationOutcome;
import dev.stateway.activities.functions.InvocationRequest;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Invokes functions of the function host, with answers as Lambda gives them. */
final class LocalLambda implements LambdaInvoker {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLambda.class);
  private static final String LATEST = "$LATEST";

  private final FunctionHost host;
  private final String region;
  private final String account;

  LocalLambda(FunctionHost host, String region, String account) {
    this.host = host;
    this.region = region;
    this.account = account;
  }

  @Override
  public Answer invoke(Call call) throws InterruptedException {
    return switch (call.type()) {
      case REQUEST_RESPONSE -> answer(call, host.invoke(call.function().name(), request(call)));
      case EVENT -> {
        Thread.ofVirtual().name("event-" + call.function().name()).start(() -> inBackground(call));
        yield new Answer(202, null, "", false, null, metadata(call, 202, ""));
      }
      case DRY_RUN -> new Answer(204, null, "", false, null, metadata(call, 204, ""));
    };
  }

  private InvocationRequest request(Call call) {
    return new InvocationRequest(
        call.requestId(),
        call.function().arn(region, account),
        call.payload(),
        call.clientContext());
  }

  private Answer answer(Call call, InvocationOutcome outcome) {
    return switch (outcome) {
      case InvocationOutcome.Returned(var payload) ->
          new Answer(200, LATEST, payload, false, null, metadata(call, 200, payload));
      case InvocationOutcome.Failed(var payload) -> {
        var text = JsonText.write(payload);
        yield new Answer(200, LATEST, text, true, null, metadata(call, 200, text));
      }
      case InvocationOutcome.Throttled() ->
          throw new TaskFailedException(
              "Lambda.TooManyRequestsException",
              AwsService.LAMBDA.cause(
                  "Rate Exceeded.", 429, "TooManyRequestsException", call.requestId()));
    };
  }

  private void inBackground(Call call) {
    try {
      var outcome = host.invoke(call.function().name(), request(call));
      if (!(outcome instanceof InvocationOutcome.Returned)) {
        LOG.warn(
            "The event invocation {} of {} failed: {}",
            call.requestId(),
            call.function().name(),
            outcome);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ResponseMetadata metadata(Call call, int status, String payload) {
    var length = payload.getBytes(StandardCharsets.UTF_8).length;
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    var headers = new HashMap<String, List<String>>();
    headers.put("Connection", List.of("keep-alive"));
    headers.put("Content-Length", List.of(Integer.toString(length)));
    headers.put("Content-Type", List.of("application/json"));
    headers.put("Date", List.of(date));
    headers.put("x-amzn-Remapped-Content-Length", List.of("0"));
    headers.put("x-amzn-RequestId", List.of(call.requestId()));
    if (status == 200) {
      headers.put("X-Amz-Executed-Version", List.of(LATEST));
    }
    return new ResponseMetadata(status, headers, call.requestId());
  }
}
