package dev.stateway.api.auth;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A token and what is made of it.
 *
 * @param issuer whose shape it has
 * @param type its header's {@code typ}
 * @param audience its {@code aud}; empty for none
 * @param claims all others
 * @param who the role of the principal, or its groups
 * @param scopes what the condition key of its scopes has
 */
record IssuerToken(
    String issuer,
    String type,
    List<String> audience,
    Map<String, Object> claims,
    List<String> who,
    List<String> scopes) {
  @Override
  public String toString() {
    return issuer + " " + claims.keySet();
  }

  /** One or more in the shape of each issuer that is well known. */
  static Stream<IssuerToken> ofWellKnownIssuers() {
    return Stream.of(
        new IssuerToken(
            "okta",
            "JWT",
            List.of("reports"),
            Map.of(
                "ver",
                1,
                "cid",
                "0oa1",
                "uid",
                "00u1",
                "scp",
                List.of("openid", "reports.read"),
                "groups",
                List.of("Everyone", "operators")),
            List.of("operators"),
            List.of("openid", "reports.read")),
        new IssuerToken(
            "okta",
            "application/at+jwt",
            List.of("reports"),
            Map.of("scp", List.of("reports.read"), "groups", List.of("Everyone")),
            List.of(),
            List.of("reports.read")),
        new IssuerToken(
            "keycloak",
            "JWT",
            List.of("account", "reports"),
            Map.of(
                "typ", "Bearer",
                "azp", "stateway",
                "realm_access", Map.of("roles", List.of("offline_access", "report-starter")),
                "resource_access", Map.of("account", Map.of("roles", List.of("view-profile"))),
                "scope", "openid email profile"),
            List.of("starter"),
            List.of("openid", "email", "profile")),
        new IssuerToken(
            "keycloak",
            "JWT",
            List.of("reports"),
            Map.of(
                "realm_access", Map.of("roles", List.of("offline_access")),
                "resource_access",
                    Map.of(
                        "stateway", Map.of("roles", List.of("approver")),
                        "my.app", Map.of("roles", List.of("approver"))),
                "scope", ""),
            List.of("readers", "operators"),
            List.of()),
        new IssuerToken(
            "entra-v1",
            "JWT",
            List.of("reports"),
            Map.of(
                "ver", "1.0",
                "appid", "6731de76",
                "tid", "72f988bf",
                "scp", "user_impersonation",
                "roles", List.of("Report.Start")),
            List.of("starter"),
            List.of("user_impersonation")),
        new IssuerToken(
            "entra-v2",
            "JWT",
            List.of("reports"),
            Map.of(
                "ver", "2.0",
                "azp", "6731de76",
                "tid", "72f988bf",
                "scp", "reports.read reports.write",
                "groups", List.of("0f14d0ab-9605-4a62-a9e4-5ed26688389b")),
            List.of("operators"),
            List.of("reports.read", "reports.write")),
        new IssuerToken(
            "cognito",
            "JWT",
            List.of(),
            Map.of(
                "client_id", "reports",
                "token_use", "access",
                "username", "ada",
                "scope", "aws.cognito.signin.user.admin",
                "cognito:groups", List.of("operators")),
            List.of("operators"),
            List.of("aws.cognito.signin.user.admin")),
        new IssuerToken(
            "cognito",
            "JWT",
            List.of("reports"),
            Map.of(
                "token_use", "id",
                "cognito:username", "ada",
                "cognito:groups", List.of("others")),
            List.of(),
            List.of()),
        new IssuerToken(
            "auth0",
            "at+jwt",
            List.of("reports", "https://tenant.eu.auth0.com/userinfo"),
            Map.of(
                "azp",
                "client",
                "scope",
                "openid profile",
                "permissions",
                List.of("read:reports"),
                "https://example.com/roles",
                List.of("operator")),
            List.of("operators", "readers"),
            List.of("openid", "profile")),
        new IssuerToken(
            "google",
            "JWT",
            List.of("reports"),
            Map.of(
                "azp", "reports",
                "hd", "example.com",
                "email", "ada@example.com",
                "email_verified", true),
            List.of("readers"),
            List.of()));
  }
}
