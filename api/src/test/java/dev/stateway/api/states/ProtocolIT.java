package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithStateway
class ProtocolIT {
  private final StatewayServer server;

  ProtocolIT(StatewayServer server) {
    this.server = server;
  }

  @Test
  void answersInAwsJsonWithARequestId() throws IOException, InterruptedException {
    var answer = server.call("ListStateMachines", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.0");
    assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(answer.headers().firstValue("content-length")).isPresent();
  }

  @Test
  void takesAnEmptyBodyAsNoMembers() throws IOException, InterruptedException {
    assertThat(server.call("ListStateMachines", "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ListStateMachines    | {            | SerializationException
          ListStateMachines    | []           | SerializationException
          ListStateMachines    | {} {}        | SerializationException
          ListStateMachines    | {"maxResults": "1"} | SerializationException
          ListStateMachines    | {"maxResults": 1.5} | SerializationException
          DescribeStateMachine | {"stateMachineArn": 1} | SerializationException
          DescribeStateMachine | {"stateMachineArn": null} | ValidationException
          DescribeStateMachine | {}           | ValidationException
          TestState            | {}           | ValidationException
          MakeCoffee           | {}           | UnknownOperationException
          """)
  void refusesWhatItCannotRead(String operation, String body, String code)
      throws IOException, InterruptedException {
    var answer = server.call(operation, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    var error = JsonText.parse(answer.body());
    assertThat(error.path("__type").asString()).isEqualTo(code);
    assertThat(error.path("message").asString()).isNotBlank();
  }

  @Test
  void tellsWhatIsNoOperation() throws IOException, InterruptedException {
    assertThat(message(server.call("MakeCoffee", "{}")))
        .isEqualTo("Unknown operation 'MakeCoffee'");
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws IOException, InterruptedException {
    var answer = server.call("ListStateMachines", " ".repeat(9 * 1_048_576));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void tellsThatItLivesAndIsReady() throws IOException, InterruptedException {
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    assertThat(server.get("/readyz").body())
        .contains("\"temporal\":\"ok\"", "\"database\":\"ok\"", "\"worker\":\"ok\"");
  }

  private static String message(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("message").asString();
  }
}
