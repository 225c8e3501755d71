package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::[^:]*:role/.+");
  private static final String BEARER = "$request.header.Authorization";

  private final Spot root;

  AuthorizationReader(Spot root) {
    this.root = root;
  }

  /**
   * What an operation asks for.
   *
   * @param authorization who may use it
   * @param apiKeyHeader the header of the API key that is needed; empty where none is
   */
  record Access(Authorization authorization, Optional<String> apiKeyHeader) {
    /** Nobody gets past what cannot be understood. */
    static final Access CLOSED = new Access(new Authorization.Iam(), Optional.empty());

    static Access of(Authorization authorization) {
      return new Access(authorization, Optional.empty());
    }
  }

  /** Who may use this operation; what cannot be understood is an error, never an open route. */
  Access read(Spot operation) {
    var auth = operation.member(AUTH);
    var own = operation.member("security");
    return auth.exists()
        ? Access.of(ofType(auth.member("type")))
        : required(own.exists() ? own : root.member("security"));
  }

  /** As whom this operation calls. */
  static Credentials credentials(Spot operation, Authorization authorization) {
    var credentials =
        operation.member(IntegrationReader.EXTENSION).dereferenced().member("credentials");
    if (!credentials.value().asString("").equals(Credentials.CALLER)) {
      return role(credentials);
    }
    if (!(authorization instanceof Authorization.Iam)) {
      credentials.error("only the caller of an AWS_IAM route has credentials");
    }
    return new Credentials.Caller();
  }

  /** As which role, or without any. */
  static Credentials role(Spot credentials) {
    var text = credentials.exists() ? credentials.text().orElse("") : "";
    if (text.isEmpty()) {
      return new Credentials.Own();
    }
    if (!ROLE.matcher(text).matches()) {
      credentials.error(
          credentials.name().equals("credentials")
              ? "credentials are the ARN of a role, or " + Credentials.CALLER
              : credentials.name() + " are the ARN of a role");
    }
    return new Credentials.Role(text);
  }

  private static Authorization ofType(Spot type) {
    return switch (type.text().orElse("").toUpperCase(Locale.ROOT)) {
      case "NONE" -> new Authorization.None();
      case "AWS_IAM" -> new Authorization.Iam();
      default -> {
        type.error("the type of " + AUTH + " is NONE or AWS_IAM");
        yield new Authorization.Iam();
      }
    };
  }

  private Access required(Spot security) {
    if (security.exists() && !security.value().isArray()) {
      security.error("security must be a list");
    }
    if (!security.value().isArray() || security.value().isEmpty()) {
      return Access.of(new Authorization.None());
    }
    var keys = new ArrayList<Spot>();
    var others = new ArrayList<Spot>();
    for (var named : security.element(0).members()) {
      (isApiKey(scheme(named)) ? keys : others).add(named);
    }
    if (security.value().size() > 1 || keys.size() > 1 || others.size() > 1) {
      security.error(
          "an operation can have one security requirement, with one scheme and perhaps an apiKey");
      return Access.CLOSED;
    }
    return required(keys, others);
  }

  private Access required(List<Spot> keys, List<Spot> others) {
    var header = keys.stream().findFirst().map(named -> header(scheme(named)));
    if (others.isEmpty()) {
      return new Access(
          header.<Authorization>map(Authorization.ApiKey::new).orElse(new Authorization.None()),
          header);
    }
    var scheme = others.getFirst();
    return new Access(authorization(scheme, texts(scheme)), header);
  }

  private Spot scheme(Spot named) {
    return root.member("components").member("securitySchemes").member(named.name()).dereferenced();
  }

  private static boolean isApiKey(Spot scheme) {
    return !scheme.member(AUTHORIZER).exists()
        && !scheme.member(AUTHTYPE).exists()
        && scheme.member("type").value().asString("").equals("apiKey")
        && scheme.member("in").value().asString("").equals("header");
  }

  private static String header(Spot scheme) {
    return scheme.member("name").text().orElse("x-api-key").toLowerCase(Locale.ROOT);
  }

  private Authorization authorization(Spot named, List<String> scopes) {
    var scheme = scheme(named);
    if (!scheme.exists()) {
      named.error("there is no security scheme " + named.name());
      return new Authorization.Iam();
    }
    if (scheme.member(AUTHORIZER).exists()) {
      return authorizer(named.name(), scheme, scopes);
    }
    if (scheme.member(AUTHTYPE).value().asString("").equalsIgnoreCase("awsSigv4")) {
      return new Authorization.Iam();
    }
    named.error(
        "the security scheme "
            + named.name()
            + " has no "
            + AUTHORIZER
            + " and is no apiKey in a header");
    return new Authorization.Iam();
  }

  private static Authorization authorizer(String name, Spot scheme, List<String> scopes) {
    var authorizer = scheme.member(AUTHORIZER).dereferenced();
    var type = authorizer.member("type");
    return switch (type.value().asString("")) {
      case "jwt" -> jwt(name, scheme, authorizer, scopes);
      case "request" -> new LambdaAuthorizerReader(name, authorizer).read();
      default -> {
        (type.exists() ? type : authorizer)
            .error("the type of an authorizer is jwt or request; token is of REST APIs");
        yield new Authorization.Iam();
      }
    };
  }

  private static Authorization jwt(String name, Spot scheme, Spot authorizer, List<String> scopes) {
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
      list.element(i).text().ifPresent(texts::add);
    }
    return texts;
  }
}
