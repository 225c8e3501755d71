package dev.stateway.api.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Credentials;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LambdaAuthorizerReaderTest {
  private static final String URI =
      "authorizerUri: arn:aws:lambda:us-east-1:000000000000:function:f";

  private static ImportedApi read(String security, String authorizer, String credentials) {
    var text =
        """
        openapi: 3.0.3
        info: {title: t, version: "1"}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            lambda: {type: apiKey, name: Unused, in: header, x-amazon-apigateway-authorizer: {type: request, %s}}
            signed: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
        paths:
          /a: {get: {security: %s, x-amazon-apigateway-integration: {type: mock%s}}}
        """
            .formatted(authorizer, security, credentials);
    return new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), text);
  }

  @Test
  void readsWhatAFunctionIsAsked() {
    var api =
        read(
            "[{lambda: []}]",
            URI
                + ", authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true,"
                + " identitySource: '$request.header.a, $context.routeKey',"
                + " authorizerCredentials: 'arn:aws:iam::000000000000:role/r'",
            "");
    assertThat(api.messages(Problem.Severity.ERROR)).isEmpty();
    var lambda = (Authorization.Lambda) api.routes().getFirst().authorization();
    assertThat(lambda.name()).isEqualTo("lambda");
    assertThat(lambda.function().fixed())
        .contains("arn:aws:lambda:us-east-1:000000000000:function:f");
    assertThat(lambda.version()).isEqualTo(PayloadFormat.V2);
    assertThat(lambda.simple()).isTrue();
    assertThat(lambda.credentials())
        .isEqualTo(new Credentials.Role("arn:aws:iam::000000000000:role/r"));
    assertThat(lambda.identitySources())
        .extracting(Object::toString)
        .containsExactly("$request.header.a", "$context.routeKey");
    assertThat(lambda.ttl()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aKeyMayBeNeededBesides() {
    var api = read("[{key: [], signed: []}]", URI, "");
    assertThat(api.routes().getFirst().authorization()).isEqualTo(new Authorization.Iam());
    assertThat(api.routes().getFirst().rules().apiKeyHeader()).isEqualTo("x-key");
    var alone = read("[{key: []}]", URI, "").routes().getFirst();
    assertThat(alone.authorization()).isEqualTo(new Authorization.ApiKey("x-key"));
    assertThat(alone.rules().apiKeyHeader()).isEqualTo("x-key");
  }

  @Test
  void readsAsWhomARouteCalls() {
    var role = read("[]", URI, ", credentials: 'arn:aws:iam::000000000000:role/r'");
    assertThat(role.routes().getFirst().credentials())
        .isEqualTo(new Credentials.Role("arn:aws:iam::000000000000:role/r"));
    var caller = read("[{signed: []}]", URI, ", credentials: 'arn:aws:iam::*:user/*'");
    assertThat(caller.routes().getFirst().credentials()).isEqualTo(new Credentials.Caller());
    var stranger = read("[]", URI, ", credentials: 'arn:aws:iam::*:user/*'");
    assertThat(stranger.messages(Problem.Severity.ERROR))
        .containsExactly("line 9: only the caller of an AWS_IAM route has credentials");
    assertThat(read("[]", URI, ", credentials: me").messages(Problem.Severity.ERROR))
        .containsExactly("line 9: credentials are the ARN of a role, or arn:aws:iam::*:user/*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authorizerPayloadFormatVersion: "2.0" | has no authorizerUri
          authorizerUri: f | authorizerPayloadFormatVersion is "1.0" or "2.0"
          authorizerUri: f, authorizerPayloadFormatVersion: "3.0" | authorizerPayloadFormatVersion is "1.0" or "2.0"
          authorizerUri: "a b", authorizerPayloadFormatVersion: "2.0" | names no Lambda function
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", enableSimpleResponses: true | simple responses need
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", identitySource: token | is no identity source
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", identitySource: $request.cookie.a | there is no request value
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", authorizerResultTtlInSeconds: 60 | there is none
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", authorizerResultTtlInSeconds: 4000 | from 0 to 3600
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", identityValidationExpression: a | is of REST APIs
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", authorizerCredentials: me | authorizerCredentials are the ARN of a role
          authorizerUri: f, authorizerPayloadFormatVersion: "1.0", authorizerCredentials: "arn:aws:iam::*:user/*" | authorizerCredentials are the ARN of a role
          """)
  void tellsWhatIsWrong(String authorizer, String problem) {
    var api = read("[{lambda: []}]", authorizer, "");
    assertThat(api.routes()).isEmpty();
    assertThat(api.messages(Problem.Severity.ERROR))
        .anyMatch(message -> message.startsWith("line 6: ") && message.contains(problem));
  }
}
