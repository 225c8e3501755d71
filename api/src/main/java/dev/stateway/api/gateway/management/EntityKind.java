package dev.stateway.api.gateway.management;

import java.util.Arrays;
import java.util.HashMap;
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
      members(
          Map.of(
              MemberType.STRING,
              "name protocolType description version apiKeySelectionExpression"
                  + " routeSelectionExpression ipAddressType routeKey target credentialsArn",
              MemberType.OBJECT,
              "corsConfiguration",
              MemberType.MAP,
              "tags",
              MemberType.BOOLEAN,
              "disableSchemaValidation disableExecuteApiEndpoint"))),
  ROUTE(
      "routes",
      "routeId",
      "Route",
      List.of("routeKey"),
      members(
          Map.of(
              MemberType.STRING,
              "routeKey target authorizationType authorizerId operationName"
                  + " modelSelectionExpression routeResponseSelectionExpression",
              MemberType.STRINGS,
              "authorizationScopes",
              MemberType.BOOLEAN,
              "apiKeyRequired",
              MemberType.MAP,
              "requestModels",
              MemberType.OBJECT,
              "requestParameters"))),
  INTEGRATION(
      "integrations",
      "integrationId",
      "Integration",
      List.of("integrationType"),
      members(
          Map.of(
              MemberType.STRING,
              "integrationType integrationSubtype integrationUri integrationMethod"
                  + " payloadFormatVersion credentialsArn connectionType connectionId"
                  + " contentHandlingStrategy description passthroughBehavior"
                  + " templateSelectionExpression",
              MemberType.MAP,
              "requestParameters requestTemplates",
              MemberType.OBJECT,
              "responseParameters tlsConfig",
              MemberType.NUMBER,
              "timeoutInMillis"))),
  AUTHORIZER(
      "authorizers",
      "authorizerId",
      "Authorizer",
      List.of("name", "authorizerType", "identitySource"),
      members(
          Map.of(
              MemberType.STRING,
              "name authorizerType authorizerUri authorizerCredentialsArn"
                  + " authorizerPayloadFormatVersion identityValidationExpression",
              MemberType.STRINGS,
              "identitySource",
              MemberType.OBJECT,
              "jwtConfiguration",
              MemberType.NUMBER,
              "authorizerResultTtlInSeconds",
              MemberType.BOOLEAN,
              "enableSimpleResponses"))),
  STAGE(
      "stages",
      "stageName",
      "stage",
      List.of("stageName"),
      members(
          Map.of(
              MemberType.STRING,
              "stageName deploymentId description clientCertificateId",
              MemberType.BOOLEAN,
              "autoDeploy",
              MemberType.MAP,
              "stageVariables tags",
              MemberType.OBJECT,
              "defaultRouteSettings routeSettings accessLogSettings"))),
  DEPLOYMENT(
      "deployments",
      "deploymentId",
      "deployment",
      List.of(),
      members(Map.of(MemberType.STRING, "description stageName")));

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

  /** The members by name; their names with a space between them. */
  private static Map<String, MemberType> members(Map<MemberType, String> byType) {
    var members = new HashMap<String, MemberType>();
    byType.forEach(
        (type, names) -> List.of(names.split(" ")).forEach(name -> members.put(name, type)));
    return Map.copyOf(members);
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
