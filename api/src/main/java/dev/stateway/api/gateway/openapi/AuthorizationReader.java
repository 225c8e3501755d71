package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Authorization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads who may use a route: {@code security}, {@code x-amazon-apigateway-auth} and the security
 * schemes with {@code x-amazon-apigateway-authorizer}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html">x-amazon-apigateway-authorizer</a>
 */
final class AuthorizationReader {
  private static final String AUTH = "x-amazon-apigateway-auth";
  private static final String AUTHTYPE = "x-amazon-apigateway-authtype";
  private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  /** The credentials of who calls. */
  static final String CALLER = "arn:aws:iam::*:user/*";

  private static final String BEARER = "$request.header.Authorization";

  private final Spot root;

  AuthorizationReader(Spot root) {
    this.root = root;
  }

  /** Who may use this operation; what cannot be understood is an error, never an open route. */
  Authorization read(Spot operation) {
    var auth = operation.member(AUTH);
    var own = operation.member("security");
    var authorization =
        auth.exists()
            ? ofType(auth.member("type"))
            : required(own.exists() ? own : root.member("security"));
    var credentials =
        operation.member(IntegrationReader.EXTENSION).dereferenced().member("credentials");
    if (!credentials.value().asString("").equals(CALLER)) {
      return authorization;
    }
    if (!(authorization instanceof Authorization.Iam)) {
      credentials.error("only the caller of an AWS_IAM route has credentials");
    }
    return new Authorization.Iam(true);
  }

  private static Authorization ofType(Spot type) {
    return switch (type.text().orElse("").toUpperCase(Locale.ROOT)) {
      case "NONE" -> new Authorization.None();
      case "AWS_IAM" -> new Authorization.Iam(false);
      default -> {
        type.error("the type of " + AUTH + " is NONE or AWS_IAM");
        yield new Authorization.Iam(false);
      }
    };
  }

  private Authorization required(Spot security) {
    if (security.exists() && !security.value().isArray()) {
      security.error("security must be a list");
    }
    if (!security.value().isArray() || security.value().isEmpty()) {
      return new Authorization.None();
    }
    var requirement = element(security, 0);
    if (security.value().size() > 1 || requirement.members().size() > 1) {
      security.error("an operation can have one security requirement, with one scheme");
      return new Authorization.Iam(false);
    }
    if (requirement.members().isEmpty()) {
      return new Authorization.None();
    }
    var scheme = requirement.members().getFirst();
    return scheme(scheme, texts(scheme));
  }

  private Authorization scheme(Spot named, List<String> scopes) {
    var scheme =
        root.member("components").member("securitySchemes").member(named.name()).dereferenced();
    if (!scheme.exists()) {
      named.error("there is no security scheme " + named.name());
      return new Authorization.Iam(false);
    }
    if (scheme.member(AUTHORIZER).exists()) {
      return authorizer(named.name(), scheme, scopes);
    }
    if (scheme.member(AUTHTYPE).value().asString("").equalsIgnoreCase("awsSigv4")) {
      return new Authorization.Iam(false);
    }
    if (scheme.member("type").value().asString("").equals("apiKey")
        && scheme.member("in").value().asString("").equals("header")) {
      return new Authorization.ApiKey(
          scheme.member("name").text().orElse("x-api-key").toLowerCase(Locale.ROOT));
    }
    named.error(
        "the security scheme "
            + named.name()
            + " has no "
            + AUTHORIZER
            + " and is no apiKey in a header");
    return new Authorization.Iam(false);
  }

  private Authorization authorizer(String name, Spot scheme, List<String> scopes) {
    var authorizer = scheme.member(AUTHORIZER).dereferenced();
    var type = authorizer.member("type");
    if (!type.value().asString("").equals("jwt")) {
      (type.exists() ? type : authorizer)
          .error("authorizers of another type than jwt are not built yet");
      return new Authorization.Iam(false);
    }
    var configuration = authorizer.member("jwtConfiguration");
    var issuer = issuer(scheme, configuration);
    var audiences = texts(configuration.member("audience"));
    if (issuer.isEmpty()) {
      configuration.error("the authorizer " + name + " has no issuer");
    }
    if (audiences.isEmpty()) {
      configuration.error("the authorizer " + name + " has no audience");
    }
    var source = authorizer.member("identitySource");
    return new Authorization.Jwt(
        name,
        source.value().isArray() ? texts(source).getFirst() : source.text().orElse(BEARER),
        issuer.orElse(""),
        audiences,
        scopes);
  }

  private static Optional<String> issuer(Spot scheme, Spot configuration) {
    var discovery = scheme.member("openIdConnectUrl");
    return configuration
        .member("issuer")
        .text()
        .or(() ->
            discovery
                .text()
                .map(url ->
                    url.endsWith(DISCOVERY)
                        ? url.substring(0, url.length() - DISCOVERY.length())
                        : url));
  }

  static List<String> texts(Spot list) {
    var texts = new ArrayList<String>();
    for (var i = 0; i < list.value().size(); i++) {
      element(list, i).text().ifPresent(texts::add);
    }
    return texts;
  }

  private static Spot element(Spot list, int index) {
    return new Spot(
        list.document(),
        list.problems(),
        list.pointer().appendIndex(index),
        list.value().get(index));
  }
}
