package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What events of Lambda functions say of who sends a request. */
record EventIdentity(GatewayRequest request) {
  private static final String CLAIMS = "authorizer.claims.";

  /** All that a Lambda authorizer said, as JSON. */
  private static final String AUTHORIZER = "authorizer";

  private static final String CERTIFICATE = "identity.clientCert.";
  private static final List<String> UNKNOWN_IDENTITY =
      List.of(
          "accessKey",
          "accountId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId",
          "user",
          "userArn");

  /** Into the request context of format 2.0: authentication and authorizer. */
  void putInto2(ObjectNode context) {
    if (request.context(CERTIFICATE + "clientCertPem").isPresent()) {
      putCertificate(context.putObject("authentication"));
    }
    var claims = claims();
    var lambda = request.context(AUTHORIZER);
    if (lambda.isPresent()) {
      context.putObject("authorizer").set("lambda", JsonText.parse(lambda.get()));
    } else if (!claims.isEmpty()) {
      var jwt = context.putObject("authorizer").putObject("jwt");
      jwt.set("claims", claims);
      jwt.set("scopes", scopes());
    } else if (request.context("identity.userArn").isPresent()) {
      var iam = context.putObject("authorizer").putObject("iam");
      for (var name : List.of("accessKey", "accountId", "caller", "principalOrgId", "userArn")) {
        iam.put(name.equals("caller") ? "callerId" : name, identity(name));
      }
      iam.putNull("cognitoIdentity");
      iam.put("userId", identity("user"));
    }
  }

  /** The authorizer of format 1.0. */
  void putAuthorizer1(ObjectNode authorizer) {
    var lambda = request.context(AUTHORIZER);
    if (lambda.isPresent()) {
      authorizer.setAll((ObjectNode) JsonText.parse(lambda.get()));
      putContext(authorizer, "principalId", "authorizer.principalId");
      return;
    }
    var claims = claims();
    authorizer.set("claims", claims.isEmpty() ? JsonText.MAPPER.nullNode() : claims);
    authorizer.set("scopes", claims.isEmpty() ? JsonText.MAPPER.nullNode() : scopes());
  }

  /** The identity of format 1.0. */
  void putIdentity1(ObjectNode identity) {
    UNKNOWN_IDENTITY.forEach(name -> identity.put(name, identity(name)));
    putCertificate(identity);
    putContext(identity, "sourceIp", "identity.sourceIp");
    identity.put("userAgent", request.context("identity.userAgent").orElse(""));
  }

  /** The client's certificate, where it came with one. */
  private void putCertificate(ObjectNode holder) {
    if (request.context(CERTIFICATE + "clientCertPem").isEmpty()) {
      return;
    }
    var certificate = holder.putObject("clientCert");
    for (var name : List.of("clientCertPem", "subjectDN", "issuerDN", "serialNumber")) {
      putContext(certificate, name, CERTIFICATE + name);
    }
    var validity = certificate.putObject("validity");
    putContext(validity, "notBefore", CERTIFICATE + "validity.notBefore");
    putContext(validity, "notAfter", CERTIFICATE + "validity.notAfter");
  }

  private @Nullable String identity(String name) {
    return request.context("identity." + name).orElse(null);
  }

  private ObjectNode claims() {
    var claims = JsonText.MAPPER.createObjectNode();
    request.context().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(CLAIMS))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> claims.put(entry.getKey().substring(CLAIMS.length()), entry.getValue()));
    return claims;
  }

  private JsonNode scopes() {
    var scopes = request.context("authorizer.scopes");
    if (scopes.isEmpty()) {
      return JsonText.MAPPER.nullNode();
    }
    var list = JsonText.MAPPER.createArrayNode();
    for (var scope : scopes.get().split(" ", -1)) {
      list.add(scope);
    }
    return list;
  }

  private void putContext(ObjectNode node, String member, String name) {
    request.context(name).ifPresent(value -> node.put(member, value));
  }
}
