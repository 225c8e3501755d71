package dev.stateway.api.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class OpenApiImporterTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";

  private static ImportedApi read(String text) {
    return new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), text);
  }

  private static List<String> problems(String text) {
    return read(text).problems().stream().map(Problem::toString).toList();
  }

  private static final String ORDERS =
      """
      openapi: 3.0.3
      info: {title: Orders, version: "1"}
      x-workflow-stage-variables: {env: test}
      paths:
        /orders:
          post:
            x-workflow-errors: {Order.Missing: 404, Order.*: 422}
            x-workflow-location: /orders/{name}
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartSyncExecution
              payloadFormatVersion: "1.0"
              credentials: arn:aws:iam::000000000000:role/orders
              timeoutInMillis: 5000
              requestParameters:
                Input: $request.body
                Name: $request.header.Idempotency-Key
                StateMachineArn: arn:aws:states:us-east-1:000000000000:stateMachine:orders
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Order'}
        /orders/{name}:
          get:
            x-workflow-response: aws
            x-amazon-apigateway-integration: {$ref: '#/components/x-amazon-apigateway-integrations/read'}
          delete:
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StopExecution
              payloadFormatVersion: 1.0
              credentials: arn:aws:iam::000000000000:role/orders
              requestParameters:
                ExecutionArn: arn:aws:states:us-east-1:000000000000:execution:orders:${request.path.name}
                Cause: $request.querystring.why
        /$default:
          x-amazon-apigateway-any-method:
            isDefaultRoute: true
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::000000000000:role/orders
              requestParameters: {StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:other'}
      components:
        x-amazon-apigateway-integrations:
          read:
            type: aws_proxy
            integrationSubtype: StepFunctions-DescribeExecution
            payloadFormatVersion: "1.0"
            credentials: arn:aws:iam::000000000000:role/orders
            requestParameters:
              ExecutionArn: arn:aws:states:us-east-1:000000000000:execution:orders:${request.path.name}
        schemas:
          Order:
            type: object
            required: [id]
            properties: {id: {type: integer}}
      """;

  @Test
  void readsRoutes() {
    var api = read(ORDERS);
    assertThat(api.problems()).isEmpty();
    assertThat(api.routes())
        .extracting(route -> route.key().text())
        .containsExactly("POST /orders", "GET /orders/{name}", "DELETE /orders/{name}", "$default");
    assertThat(api.routes())
        .extracting(Route::place)
        .extracting(Route.Place::toString)
        .containsExactly("api.yaml:6", "api.yaml:25", "api.yaml:28", "api.yaml:38");
  }

  @Test
  void accountAndRegionAreThoseOfTheServer() {
    var text =
        ORDERS.replace(
            "arn:aws:states:us-east-1:000000000000:",
            "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:");
    assertThat(read(text)).usingRecursiveComparison().isEqualTo(read(ORDERS));
    assertThat(problems(ORDERS.replace("us-east-1", "${AWS::Zone}"))).isNotEmpty();
  }

  @Test
  void readsWhatARouteCallsAndHowItAnswers() {
    var start = read(ORDERS).routes().getFirst();
    assertThat(start.integration()).isInstanceOf(Integration.StartSyncExecution.class);
    var integration = (Integration.StartSyncExecution) start.integration();
    assertThat(integration.stateMachineArn().fixed()).contains(MACHINE);
    assertThat(integration.takesBodyAsInput()).isTrue();
    assertThat(start.api().stageVariables()).containsEntry("env", "test");
    var responses = start.responses();
    assertThat(responses.mode()).isEqualTo(Route.ResponseMode.RESULT);
    assertThat(responses.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(responses.errors().status("Order.Missing")).isEqualTo(OptionalInt.of(404));
    assertThat(responses.errors().status("Order.Closed")).isEqualTo(OptionalInt.of(422));
    assertThat(read(ORDERS).routes().get(1).responses().mode()).isEqualTo(Route.ResponseMode.AWS);
  }

  @Test
  void findsAllProblemsOfAFileWithTheirLines() {
    assertThat(
            problems(
                """
                openapi: 3.0.3
                paths:
                  /a:
                    get: {}
                    post:
                      x-workflow-response: loud
                      x-workflow-errors: {X: 200}
                      x-workflow-other: 1
                      x-amazon-apigateway-integration:
                        type: aws_proxy
                        integrationSubtype: StepFunctions-StartExecution
                        credentials: arn:aws:iam::000000000000:role/c
                        timeoutInMillis: 1
                        requestParameters:
                          Input: $request.body..a
                          Other: x
                  /b/{x+}/c:
                    get:
                      x-amazon-apigateway-integration: {$ref: 'https://example.com/x'}
                """))
        .containsExactly(
            "api.yaml:4: error: the operation has no x-amazon-apigateway-integration",
            "api.yaml:6: error: x-workflow-response is aws, result or proxy",
            "api.yaml:7: error: the status of an error must be a number from 400 to 599",
            "api.yaml:8: error: there is no extension x-workflow-other",
            "api.yaml:13: error: timeoutInMillis must be a number from 50 to 30000",
            "api.yaml:14: error: the parameter StateMachineArn is missing",
            "api.yaml:15: error: recursive descent, filters and functions cannot be used in"
                + " $request.body..a",
            "api.yaml:16: error: this integration has no parameter Other",
            "api.yaml:17: error: {x+} must be the last part of the path",
            "api.yaml:18: error: the operation has no x-amazon-apigateway-integration",
            "api.yaml:19: error: a $ref can only name a place of this file (#/...)");
  }

  @Test
  void aRefusedFileGivesNoRoutes() {
    assertThat(read(ORDERS.replace("timeoutInMillis: 5000", "timeoutInMillis: 1")).routes())
        .isEmpty();
  }

  private static String integration(String fields) {
    return """
    openapi: 3.0.3
    paths:
      /a:
        post:
          x-amazon-apigateway-integration: {credentials: "arn:aws:iam::000000000000:role/c", %s}
    """
        .formatted(fields);
  }

  @Test
  void saysWhichIntegrationsAreNotBuilt() {
    assertThat(problems(integration("type: http, uri: 'https://example.com'")))
        .contains(
            "api.yaml:5: error: integrations of type http (with mapping templates) are not built"
                + " yet");
    assertThat(problems(integration("type: aws_proxy, integrationSubtype: StepFunctions-Start")))
        .containsExactly("api.yaml:5: error: there is no integrationSubtype StepFunctions-Start");
    assertThat(problems(integration("type: telepathy")))
        .containsExactly("api.yaml:5: error: there is no integration type telepathy");
  }

  @Test
  void checksArns() {
    var fields =
        "type: aws_proxy, integrationSubtype: StepFunctions-StartExecution, requestParameters:"
            + " {StateMachineArn: '%s', Region: eu-west-1}";
    assertThat(problems(integration(fields.formatted("orders"))))
        .contains("api.yaml:5: error: orders is not the ARN of a state machine");
    assertThat(problems(integration(fields.formatted(MACHINE))))
        .containsExactly("api.yaml:5: error: the Region must be that of the ARN");
  }

  @Test
  void doesNotServeUnprotectedWhatIsToBeProtected() {
    assertThat(problems(ORDERS.replace("paths:", "security: [{jwt: []}]\npaths:")))
        .containsExactly("api.yaml:4: error: there is no security scheme jwt");
    assertThat(problems(ORDERS.replace("paths:", "x-amazon-apigateway-policy: {}\npaths:")))
        .containsExactly(
            "api.yaml:4: error: x-amazon-apigateway-policy is not built yet: the route would be"
                + " served without it");
    assertThat(
            problems(
                ORDERS.replace(
                    "    post:\n", "    post:\n      x-amazon-apigateway-auth: {type: secret}\n")))
        .containsExactly(
            "api.yaml:7: error: the type of x-amazon-apigateway-auth is NONE or AWS_IAM");
    assertThat(
            problems(
                ORDERS.replace(
                    "    post:\n",
                    """
                        post:
                          security: []
                          x-amazon-apigateway-auth: {type: none}
                    """)))
        .isEmpty();
  }

  @Test
  void warnsOfWhatItDoesNotApply() {
    var api = read(ORDERS.replace("paths:", "x-amazon-apigateway-gateway-responses: {}\npaths:"));
    assertThat(api.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "api.yaml:4: warning: x-amazon-apigateway-gateway-responses is not applied");
    assertThat(api.routes()).hasSize(4);
  }

  @Test
  void refusesTheSameRouteTwice() {
    assertThat(
            problems(
                ORDERS.replace(
                    """
                      /$default:
                        x-amazon-apigateway-any-method:
                          isDefaultRoute: true
                    """,
                    "  /orders/{id}:\n    get:\n")))
        .containsExactly(
            "api.yaml:38: error: GET /orders/{id} is the same route as GET /orders/{name} in line"
                + " 25");
  }

  @Test
  void saysWhereAFileIsNotYaml() {
    assertThat(problems("openapi: 3.0.3\npaths: [\n"))
        .singleElement()
        .asString()
        .startsWith("api.yaml:3: error: not YAML: ");
    assertThat(problems("openapi: 3.0.3\nopenapi: 3.0.3\n"))
        .containsExactly("api.yaml:2: error: the key openapi occurs twice");
    assertThat(problems("openapi: '2.0'\n"))
        .contains("api.yaml:1: error: openapi must be a version 3.0 or 3.1, as text");
    var bomb = new StringBuilder("openapi: 3.0.3\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 9; i++) {
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(", ", Arrays.asList(new String[10]))
                      .replace("null", "*a" + (i - 1))));
    }
    assertThat(problems(bomb.toString())).singleElement().asString().contains("aliases");
  }

  @Test
  void readsJsonToo() {
    var text = "{\n  \"openapi\": \"3.0.3\",\n  \"paths\": {\"/a\": {\"get\": {}}}\n}";
    assertThat(OpenApiImporter.isOpenApi(text)).isTrue();
    assertThat(problems(text))
        .containsExactly("api.yaml:3: error: the operation has no x-amazon-apigateway-integration");
    assertThat(OpenApiImporter.isOpenApi("functions:\n  a: {runtime: python3}\n")).isFalse();
    assertThat(OpenApiImporter.isOpenApi("{\"title\": \"see openapi: below\"}")).isFalse();
  }
}
