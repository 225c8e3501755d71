package dev.stateway.activities.optimised;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.activities.objects.NamedObjects.Address;
import dev.stateway.activities.objects.NamedObjects.Content;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of a model's request from S3 and writes that of its answer there, where the task
 * says so; else gives the body of the answer as JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html">Invoke
 *     Amazon Bedrock models with Step Functions</a>
 */
final class ModelInvocation implements Adjustment {
  // The largest body that InvokeModel takes.
  private static final int LARGEST_BODY = 25_000_000;
  private static final String BODY = "Body";
  private static final String INPUT = "Input";
  private static final String OUTPUT = "Output";
  private static final String CONTENT_TYPE = "ContentType";
  private static final String JSON_TYPE = "application/json";

  @Override
  public SdkJson json() {
    return SdkJson.BINARY;
  }

  @Override
  public JsonNode parameters(TaskRequest request, NamedObjects objects)
      throws InterruptedException {
    var parameters = (ObjectNode) request.arguments().deepCopy();
    var input = address(parameters, INPUT);
    // Known to be right before the model is asked.
    var _ = address(parameters, OUTPUT);
    if (input.isPresent() == parameters.hasNonNull(BODY)) {
      throw invalid("One of the fields 'Body' and 'Input' must be there, and not both");
    }
    parameters.without(List.of(INPUT, OUTPUT));
    if (input.isPresent()) {
      var content = objects.read(request, input.get(), LARGEST_BODY);
      parameters.set(BODY, SdkJson.BINARY.bytesToJson(content.bytes()));
      putIfAbsent(parameters, CONTENT_TYPE, content.type() == null ? JSON_TYPE : content.type());
    }
    putIfAbsent(parameters, CONTENT_TYPE, JSON_TYPE);
    putIfAbsent(parameters, "Accept", JSON_TYPE);
    return parameters;
  }

  @Override
  public JsonNode answer(ObjectNode answer, TaskRequest request, NamedObjects objects)
      throws InterruptedException {
    var body = SdkJson.asBytes(answer.path(BODY));
    var output = address(request.arguments(), OUTPUT);
    if (output.isPresent()) {
      var type = answer.path(CONTENT_TYPE).stringValue(null);
      objects.write(request, output.get(), new Content(body, type));
      return answer.put(BODY, output.get().toString());
    }
    var text = SdkJson.text(body);
    try {
      answer.set(BODY, JsonText.parse(text));
    } catch (JacksonException _) {
      // An image, say: it stays the text that it is.
      answer.put(BODY, text);
    }
    return answer;
  }

  private static Optional<Address> address(JsonNode parameters, String field) {
    if (!parameters.hasNonNull(field)) {
      return Optional.empty();
    }
    var location = parameters.path(field);
    for (var name : location.propertyNames()) {
      if (!name.equals("S3Uri")) {
        throw invalid("The field \"" + name + "\" is not supported by Step Functions");
      }
    }
    return Optional.of(Address.of(field + ".S3Uri", location.path("S3Uri").stringValue("")));
  }

  private static void putIfAbsent(ObjectNode parameters, String name, String value) {
    if (!parameters.hasNonNull(name)) {
      parameters.put(name, value);
    }
  }

  private static TaskFailedException invalid(String text) {
    return new TaskFailedException("States.Runtime", text);
  }
}
