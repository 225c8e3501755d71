package dev.stateway.api.gateway.management;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What APIs are made of, with the members that clients can set.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/resources.html">Resources</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // the collections are List.of and Map.of
enum EntityKind {
  API(
      "apis",
      "apiId",
      "API",
      List.of("name", "protocolType"),
      Map.ofEntries(
          Map.entry("name", MemberType.STRING),
          Map.entry("protocolType", MemberType.STRING),
          Map.entry("description", MemberType.STRING),
          Map.entry("version", MemberType.STRING),
          Map.entry("corsConfiguration", MemberType.OBJECT),
          Map.entry("tags", MemberType.MAP),
          Map.entry("apiKeySelectionExpression", MemberType.STRING),
          Map.entry("routeSelectionExpression", MemberType.STRING),
          Map.entry("disableSchemaValidation", MemberType.BOOLEAN),
          Map.entry("disableExecuteApiEndpoint", MemberType.BOOLEAN),
          Map.entry("ipAddressType", MemberType.STRING),
          Map.entry("routeKey", MemberType.STRING),
          Map.entry("target", MemberType.STRING),
          Map.entry("credentialsArn", MemberType.STRING))),
  ROUTE(
      "routes",
      "routeId",
      "Route",
      List.of("routeKey"),
      Map.ofEntries(
          Map.entry("routeKey", MemberType.STRING),
          Map.entry("target", MemberType.STRING),
          Map.entry("authorizationType", MemberType.STRING),
          Map.entry("authorizerId", MemberType.STRING),
          Map.entry("authorizationScopes", MemberType.STRINGS),
          Map.entry("apiKeyRequired", MemberType.BOOLEAN),
          Map.entry("operationName", MemberType.STRING),
          Map.entry("modelSelectionExpression", MemberType.STRING),
          Map.entry("requestModels", MemberType.MAP),
          Map.entry("requestParameters", MemberType.OBJECT),
          Map.entry("routeResponseSelectionExpression", MemberType.STRING))),
  INTEGRATION(
      "integrations",
      "integrationId",
      "Integration",
      List.of("integrationType"),
      Map.ofEntries(
          Map.entry("integrationType", MemberType.STRING),
          Map.entry("integrationSubtype", MemberType.STRING),
          Map.entry("integrationUri", MemberType.STRING),
          Map.entry("integrationMethod", MemberType.STRING),
          Map.entry("payloadFormatVersion", MemberType.STRING),
          Map.entry("credentialsArn", MemberType.STRING),
          Map.entry("connectionType", MemberType.STRING),
          Map.entry("connectionId", MemberType.STRING),
          Map.entry("contentHandlingStrategy", MemberType.STRING),
          Map.entry("description", MemberType.STRING),
          Map.entry("passthroughBehavior", MemberType.STRING),
          Map.entry("requestParameters", MemberType.MAP),
          Map.entry("requestTemplates", MemberType.MAP),
          Map.entry("responseParameters", MemberType.OBJECT),
          Map.entry("templateSelectionExpression", MemberType.STRING),
          Map.entry("timeoutInMillis", MemberType.NUMBER),
          Map.entry("tlsConfig", MemberType.OBJECT))),
  AUTHORIZER(
      "authorizers",
      "authorizerId",
      "Authorizer",
      List.of("name", "authorizerType", "identitySource"),
      Map.ofEntries(
          Map.entry("name", MemberType.STRING),
          Map.entry("authorizerType", MemberType.STRING),
          Map.entry("identitySource", MemberType.STRINGS),
          Map.entry("jwtConfiguration", MemberType.OBJECT),
          Map.entry("authorizerUri", MemberType.STRING),
          Map.entry("authorizerCredentialsArn", MemberType.STRING),
          Map.entry("authorizerPayloadFormatVersion", MemberType.STRING),
          Map.entry("authorizerResultTtlInSeconds", MemberType.NUMBER),
          Map.entry("enableSimpleResponses", MemberType.BOOLEAN),
          Map.entry("identityValidationExpression", MemberType.STRING))),
  STAGE(
      "stages",
      "stageName",
      "stage",
      List.of("stageName"),
      Map.ofEntries(
          Map.entry("stageName", MemberType.STRING),
          Map.entry("autoDeploy", MemberType.BOOLEAN),
          Map.entry("deploymentId", MemberType.STRING),
          Map.entry("description", MemberType.STRING),
          Map.entry("stageVariables", MemberType.MAP),
          Map.entry("defaultRouteSettings", MemberType.OBJECT),
          Map.entry("routeSettings", MemberType.OBJECT),
          Map.entry("accessLogSettings", MemberType.OBJECT),
          Map.entry("clientCertificateId", MemberType.STRING),
          Map.entry("tags", MemberType.MAP))),
  DEPLOYMENT(
      "deployments",
      "deploymentId",
      "deployment",
      List.of(),
      Map.ofEntries(
          Map.entry("description", MemberType.STRING), Map.entry("stageName", MemberType.STRING)));

  private final String collection;
  private final String idMember;
  private final String noun;
  private final List<String> required;
  private final Map<String, MemberType> members;

  EntityKind(
      String collection,
      String idMember,
      String noun,
      List<String> required,
      Map<String, MemberType> members) {
    this.collection = collection;
    this.idMember = idMember;
    this.noun = noun;
    this.required = required;
    this.members = members;
  }

  /** The kinds of JSON that members are. */
  enum MemberType {
    STRING,
    BOOLEAN,
    NUMBER,
    STRINGS,
    /** Of texts. */
    MAP,
    OBJECT
  }

  /** As paths name all of them. */
  String collection() {
    return collection;
  }

  /** The member that tells one from the others. */
  String idMember() {
    return idMember;
  }

  /** As messages name one. */
  String noun() {
    return noun;
  }

  /** What must be there when one is made. */
  List<String> required() {
    return required;
  }

  /** All that can be set. */
  Map<String, MemberType> members() {
    return members;
  }

  /** The one whose collection has this name; of the parts of an API. */
  static Optional<EntityKind> partNamed(String collection) {
    return Arrays.stream(values())
        .filter(kind -> kind != API && kind.collection.equals(collection))
        .findFirst();
  }
}
