package dev.stateway.api.auth.sts;

import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.audit.AuditEntry;
import dev.stateway.api.auth.audit.AuditLog;
import dev.stateway.api.auth.identity.Identities.Role;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.identity.Principals.Session;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The actions of the Security Token Service.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class SecurityTokenService {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityTokenService.class);
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration USUAL_OF_USER = Duration.ofHours(12);
  private static final Duration LONGEST_OF_USER = Duration.ofHours(36);
  private static final Duration LONGEST_OF_CHAIN = Duration.ofHours(1);

  private final Parts parts;

  /** What the service works with. */
  public record Parts(
      IdentityStore identities,
      Authenticator authenticator,
      Permissions permissions,
      JwtVerifiers tokens,
      SessionTokens sessions,
      AwsIdentity awsIdentity,
      AuditLog audit,
      Clock clock) {}

  public SecurityTokenService(Parts parts) {
    this.parts = parts;
  }

  /** Answers a call; never fails. */
  public Mono<StsAnswer> answer(
      IncomingRequest request, StsParameters parameters, String requestId) {
    return Mono.defer(() -> act(request, parameters, requestId))
        .map(done -> {
          write(request, requestId, parameters, done.principal(), null);
          return StsAnswer.of(parameters.action(), requestId, done.result());
        })
        .onErrorMap(AwsError.class, StsError::of)
        .onErrorResume(
            StsError.class,
            error -> {
              write(request, requestId, parameters, null, error);
              return Mono.just(StsAnswer.of(error, requestId));
            })
        .onErrorResume(unexpected -> {
          LOG.error("{} failed, request {}", parameters.action(), requestId, unexpected);
          return Mono.just(StsAnswer.of(StsError.of(AwsError.internalFailure()), requestId));
        });
  }

  /** What came of a call, and for whom. */
  private record Done(String principal, Map<String, Object> result) {}

  private Mono<Done> act(IncomingRequest request, StsParameters parameters, String requestId) {
    return switch (parameters.action()) {
      case "GetCallerIdentity" -> caller(request, requestId).map(SecurityTokenService::identity);
      case "GetSessionToken" ->
          caller(request, requestId).map(caller -> sessionToken(caller, parameters));
      case "AssumeRole" -> caller(request, requestId).map(caller -> assumeRole(caller, parameters));
      case "AssumeRoleWithWebIdentity" -> assumeRoleWithWebIdentity(request, parameters);
      case "AssumeRoleWithAwsIdentity" -> assumeRoleWithAwsIdentity(parameters);
      default -> Mono.error(StsError.invalidAction(parameters.action()));
    };
  }

  private Mono<Caller> caller(IncomingRequest request, String requestId) {
    return parts
        .authenticator()
        .authenticate(request, Authenticator.STS)
        .map(principal -> new Caller(principal, request, requestId));
  }

  private static Done identity(Caller caller) {
    var principal = caller.principal();
    var result = new LinkedHashMap<String, Object>();
    result.put("Arn", principal.arn());
    result.put("UserId", principal.userId());
    result.put("Account", principal.account());
    return new Done(principal.arn(), result);
  }

  private Done sessionToken(Caller caller, StsParameters parameters) {
    var principal = caller.principal();
    if (principal.type() != Principal.Type.USER || principal.issuedAt() != null) {
      throw StsError.accessDenied("Cannot call GetSessionToken with session credentials");
    }
    var now = parts.clock().instant();
    var lasts = parameters.duration(USUAL_OF_USER, LONGEST_OF_USER);
    var credentials = parts.sessions().ofUser(principal.name(), now, now.plus(lasts));
    return new Done(principal.arn(), Map.of("Credentials", document(credentials)));
  }

  private Done assumeRole(Caller caller, StsParameters parameters) {
    var principal = caller.principal();
    var context = new HashMap<>(caller.request().conditionKeys());
    parameters.text("ExternalId").ifPresent(id -> context.put("sts:ExternalId", List.of(id)));
    context.put("sts:RoleSessionName", List.of(parameters.sessionName()));
    var tags = parameters.tags();
    tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    var arn = parameters.roleArn();
    var role = role(arn);
    var access = new AccessRequest(principal, "sts:AssumeRole", arn, context);
    if (role.isEmpty() || !parts.permissions().mayAssume(access, role.get().trust())) {
      throw notAuthorized("User: " + principal.arn(), "sts:AssumeRole", arn);
    }
    var longest =
        principal.type() == Principal.Type.ASSUMED_ROLE
            ? LONGEST_OF_CHAIN
            : role.get().longestSession();
    return session(role.get(), parameters, new Granted(principal.arn(), tags, Map.of(), longest));
  }

  private Mono<Done> assumeRoleWithWebIdentity(IncomingRequest request, StsParameters parameters) {
    var arn = parameters.roleArn();
    var current = parts.identities().current();
    var issuers = current.issuers().values().stream().map(issuer -> issuer.jwt()).toList();
    return parts
        .tokens()
        .verify(parameters.required("WebIdentityToken"), issuers)
        .onErrorMap(TokenRefused.class, SecurityTokenService::refused)
        .map(token -> webSession(request, parameters, token, arn));
  }

  private Done webSession(
      IncomingRequest request, StsParameters parameters, VerifiedToken token, String arn) {
    var issuer = parts.identities().current().issuers().get(token.issuer());
    var role = role(arn);
    if (issuer == null || role.isEmpty()) {
      throw notAuthorized("", "sts:AssumeRoleWithWebIdentity", arn);
    }
    var holder = Principals.webIdentity(token, issuer);
    var context = new HashMap<>(request.conditionKeys());
    context.put("sts:RoleSessionName", List.of(parameters.sessionName()));
    var access = new AccessRequest(holder, "sts:AssumeRoleWithWebIdentity", arn, context);
    if (!parts.permissions().mayAssume(access, role.get().trust())) {
      throw notAuthorized("", "sts:AssumeRoleWithWebIdentity", arn);
    }
    var granted =
        new Granted(
            issuer.keyPrefix() + token.subject(),
            Map.of(),
            holder.claims(),
            role.get().longestSession());
    var done = session(role.get(), parameters, granted);
    var result = new LinkedHashMap<>(done.result());
    result.put("SubjectFromWebIdentityToken", token.subject());
    result.put("Provider", token.issuer());
    result.put("Audience", String.join(",", token.values("aud")));
    return new Done(done.principal(), result);
  }

  private Mono<Done> assumeRoleWithAwsIdentity(StsParameters parameters) {
    var arn = parameters.roleArn();
    return parts
        .awsIdentity()
        .arn(parameters.required("IdentityUrl"))
        .map(caller -> {
          var role = role(arn);
          var trusted =
              parts.identities().current().awsPrincipals().stream()
                  .anyMatch(each -> each.role().equals(arn) && each.arn().matches(caller));
          if (role.isEmpty() || !trusted) {
            throw notAuthorized("User: " + caller, "sts:AssumeRoleWithAwsIdentity", arn);
          }
          return session(
              role.get(),
              parameters,
              new Granted(caller, Map.of(), Map.of(), role.get().longestSession()));
        });
  }

  /** To whom a session is granted, and what it has of its own. */
  private record Granted(
      String to, Map<String, String> tags, Map<String, List<String>> claims, Duration longest) {}

  private Done session(Role role, StsParameters parameters, Granted granted) {
    var now = Instant.ofEpochSecond(parts.clock().instant().getEpochSecond());
    var lasts = parameters.duration(USUAL, granted.longest());
    var session =
        new Session(
            parameters.sessionName(),
            granted.tags(),
            granted.claims(),
            parameters.sessionPolicies(),
            now);
    var credentials = parts.sessions().ofRole(role.arn(), session, now.plus(lasts));
    var principal = Principals.session(role, session);
    var user = new LinkedHashMap<String, Object>();
    user.put("AssumedRoleId", principal.userId());
    user.put("Arn", principal.arn());
    var result = new LinkedHashMap<String, Object>();
    result.put("AssumedRoleUser", user);
    result.put("Credentials", document(credentials));
    return new Done(granted.to(), result);
  }

  private static Map<String, Object> document(SessionTokens.Credentials credentials) {
    var document = new LinkedHashMap<String, Object>();
    document.put("AccessKeyId", credentials.accessKeyId());
    document.put("SecretAccessKey", credentials.secret().text());
    document.put("SessionToken", credentials.sessionToken());
    document.put("Expiration", credentials.expires().toString());
    return document;
  }

  private Optional<Role> role(String arn) {
    return Optional.ofNullable(parts.identities().current().roles().get(arn));
  }

  private static StsError notAuthorized(String who, String action, String arn) {
    var subject = who.isEmpty() ? "Not" : who + " is not";
    return StsError.accessDenied(
        subject + " authorized to perform " + action + " on resource: " + arn);
  }

  private static StsError refused(TokenRefused refused) {
    var text = String.valueOf(refused.getMessage());
    return refused.kind() == TokenRefused.Kind.ISSUER_UNAVAILABLE
        ? StsError.identityProviderAway(text)
        : StsError.invalidIdentityToken(text);
  }

  private void write(
      IncomingRequest request,
      String requestId,
      StsParameters parameters,
      @Nullable String principal,
      @Nullable StsError error) {
    parts
        .audit()
        .write(
            new AuditEntry(
                parts.clock().instant(),
                requestId,
                principal,
                request.sourceIp(),
                request.header("user-agent").orElse(null),
                "sts:" + parameters.action(),
                parameters.text("RoleArn").orElse("*"),
                null,
                error == null
                    ? AuditEntry.Outcome.ALLOW
                    : error.code().equals("AccessDenied")
                        ? AuditEntry.Outcome.IMPLICIT_DENY
                        : AuditEntry.Outcome.UNAUTHENTICATED,
                null,
                error == null ? "" : error.text(),
                error == null ? null : error.code()));
  }
}
