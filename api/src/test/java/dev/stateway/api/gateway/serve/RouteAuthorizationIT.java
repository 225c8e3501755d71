package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.TestIdentities;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Who may use routes: with a real issuer, real signatures and keys. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RouteAuthorizationIT {
  private static final String API =
      """
      openapi: 3.0.3
      info: {title: guarded, version: "1"}
      components:
        securitySchemes:
          tokens:
            type: oauth2
            flows: {}
            x-amazon-apigateway-authorizer:
              type: jwt
              identitySource: $request.header.Authorization
              jwtConfiguration: {issuer: ISSUER, audience: [orders]}
          key: {type: apiKey, in: header, name: X-Order-Key}
      paths:
        /open: {get: {x-amazon-apigateway-integration: &mock {type: mock, responseParameters: {"200": {"overwrite:header.who": "${context.authorizer.claims.sub}${context.identity.userArn}"}}}}}
        /token:
          get:
            security: [{tokens: []}]
            x-amazon-apigateway-integration: *mock
        /scoped:
          get:
            security: [{tokens: [orders.write, orders.admin]}]
            x-amazon-apigateway-integration: *mock
        /signed:
          get:
            x-amazon-apigateway-auth: {type: AWS_IAM}
            x-amazon-apigateway-integration: *mock
        /start/{name}:
          get:
            x-amazon-apigateway-auth: {type: AWS_IAM}
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::*:user/*
              requestParameters: {StateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:${request.path.name}"}
        /as-role/{name}:
          get:
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::111111111111:role/starter
              requestParameters: {StateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:${request.path.name}"}
        /keyed:
          get:
            security: [{key: []}]
            x-amazon-apigateway-integration: *mock
      """;

  private static final String USERS =
      """
      clerk:
        policies:
          - Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "execute-api:Invoke", Resource: "*"}
              - {Effect: Allow, Action: "states:StartExecution", Resource: "arn:aws:states:*:*:stateMachine:cheap"}
        accessKeys: [{id: clerk, secret: "file:secret"}]
      """;

  private static final String ROLES =
      """
      roles:
        starter:
          trust: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: apigateway.amazonaws.com}}}
          policies:
            - Version: "2012-10-17"
              Statement: {Effect: Allow, Action: "states:StartExecution", Resource: "arn:aws:states:*:*:stateMachine:cheap"}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private StatewayServer stateway;
  private HttpServer issuer;
  private RSAKey key;

  RouteAuthorizationIT(TemporalServer temporal, StatewayServer shared)
      throws IOException, JOSEException {
    this.temporal = temporal;
    this.stateway = shared;
    this.key = new RSAKeyGenerator(2048).keyID("k1").generate();
    this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private String issuerUrl() {
    return "http://127.0.0.1:" + issuer.getAddress().getPort();
  }

  @BeforeAll
  void serve(@TempDir Path apis) throws IOException, InterruptedException {
    document(
        "/.well-known/openid-configuration",
        () -> "{\"issuer\": \"" + issuerUrl() + "\", \"jwks_uri\": \"" + issuerUrl() + "/keys\"}");
    document("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
    issuer.start();
    Files.writeString(apis.resolve("api.yaml"), API.replace("ISSUER", issuerUrl()));
    var identities = TestIdentities.write(apis, USERS, ROLES);
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.apis", apis.toString(),
                    "stateway.identities", identities.toString(),
                    "stateway.task-queue", "routes-it"))
            .awaitReady();
    for (var name : List.of("cheap", "dear")) {
      stateway
          .client()
          .createStateMachine(machine ->
              machine
                  .name(name)
                  .roleArn(StatewayServer.ROLE)
                  .definition(
                      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\":"
                          + " true}}}"));
    }
  }

  private void document(String path, java.util.function.Supplier<String> text) {
    issuer.createContext(
        path,
        exchange -> {
          var bytes = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  @AfterAll
  void stop() {
    stateway.close();
    issuer.stop(0);
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve(URI.create(path))).header(header, value);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token(String audience, String scope) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuerUrl())
            .subject("ada")
            .audience(audience)
            .claim("scope", scope)
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  @Test
  void anOpenRouteAsksNobody() throws Exception {
    assertThat(get("/open", "x-a", "b").statusCode()).isEqualTo(200);
  }

  @Test
  void tokensOfTheIssuerAreTaken() throws Exception {
    var answer = get("/token", "Authorization", "Bearer " + token("orders", "orders.read"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("who")).contains("ada");
    assertThat(get("/token", "Authorization", token("orders", "")).statusCode()).isEqualTo(200);
    var missing = get("/token", "x-a", "b");
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(missing.headers().firstValue("www-authenticate")).contains("Bearer");
    var other = get("/token", "Authorization", "Bearer " + token("bills", ""));
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(other.headers().firstValue("www-authenticate").orElseThrow())
        .contains("the token does not have a valid audience");
  }

  @Test
  void aScopeIsNeededWhereTheRouteNamesOne() throws Exception {
    assertThat(
            get("/scoped", "Authorization", "Bearer " + token("orders", "orders.read"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            get("/scoped", "Authorization", "Bearer " + token("orders", "a orders.admin"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void signaturesAreVerified() throws Exception {
    assertThat(signed("/signed?b=2&a=1", "test").statusCode()).isEqualTo(200);
    var wrong = signed("/signed", "guessed");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(get("/signed", "x-a", "b").statusCode()).isEqualTo(403);
  }

  @Test
  void aRouteThatActsForItsCallerDoesWhatTheyMay() throws Exception {
    assertThat(signed("/start/cheap", "clerk", "test").statusCode()).isEqualTo(202);
    assertThat(signed("/start/dear", "clerk", "test").statusCode()).isEqualTo(403);
    assertThat(signed("/start/dear", "test", "test").statusCode()).isEqualTo(202);
  }

  @Test
  void aRouteThatActsAsARoleDoesWhatThatMay() throws Exception {
    assertThat(get("/as-role/cheap", "x-a", "b").statusCode()).isEqualTo(202);
    var refused = get("/as-role/dear", "x-a", "b");
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> signed(String path, String secret)
      throws IOException, InterruptedException {
    return signed(path, "test", secret);
  }

  private HttpResponse<String> signed(String path, String keyId, String secret)
      throws IOException, InterruptedException {
    var uri = stateway.endpoint().resolve(URI.create(path));
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(AwsBasicCredentials.create(keyId, secret))
                    .request(SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.GET).build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    var request = HttpRequest.newBuilder(uri);
    signed
        .request()
        .forEachHeader((name, values) -> {
          if (!name.equalsIgnoreCase("host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void keysAreLookedUp() throws Exception {
    var answer = get("/keyed", "X-Order-Key", StatewayServer.API_KEY);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("who").orElseThrow()).contains("user/administrator");
    assertThat(get("/keyed", "X-Order-Key", "guessed").statusCode()).isEqualTo(403);
    assertThat(get("/keyed", "X-Other", StatewayServer.API_KEY).statusCode()).isEqualTo(403);
  }
}
