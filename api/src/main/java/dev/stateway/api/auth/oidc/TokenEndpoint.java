package dev.stateway.api.auth.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import dev.stateway.api.auth.identity.Identities.Login;
import dev.stateway.api.auth.jwt.IssuerDocuments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * Redeems codes for ID tokens. Blocks.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint">Token
 *     endpoint</a>
 */
record TokenEndpoint(IssuerDocuments documents) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The ID token that a code stands for.
   *
   * @throws LoginRefused the issuer refuses the code, or cannot be asked
   */
  String redeem(
      ProviderMetadata metadata,
      Login login,
      AuthorizationCode code,
      LoginAttempt attempt,
      URI at) {
    var grant = new AuthorizationCodeGrant(code, at, new CodeVerifier(attempt.codeVerifier()));
    try {
      var answer = request(metadata, login, grant).toHTTPRequest().send(this::send);
      var tokens = OIDCTokenResponseParser.parse(answer);
      if (!tokens.indicatesSuccess()) {
        var error = tokens.toErrorResponse().getErrorObject();
        throw LoginRefused.because("The issuer does not take its code: " + error.getCode());
      }
      if (tokens.toSuccessResponse() instanceof OIDCTokenResponse success
          && success.getOIDCTokens().getIDTokenString() != null) {
        return success.getOIDCTokens().getIDTokenString();
      }
      throw LoginRefused.because("The issuer gives no ID token");
    } catch (IOException failure) {
      throw LoginRefused.unavailable("The issuer cannot be asked: " + failure.getMessage());
    } catch (ParseException failure) {
      throw LoginRefused.because("The issuer's tokens cannot be read: " + failure.getMessage());
    }
  }

  private static TokenRequest request(
      ProviderMetadata metadata, Login login, AuthorizationCodeGrant grant) {
    var client = new ClientID(login.clientId());
    return login
        .clientSecret()
        .map(secret -> authentication(metadata, client, new Secret(secret.text())))
        .map(proof -> new TokenRequest.Builder(metadata.token(), proof, grant))
        .orElseGet(() -> new TokenRequest.Builder(metadata.token(), client, grant))
        .build();
  }

  private static ClientAuthentication authentication(
      ProviderMetadata metadata, ClientID client, Secret secret) {
    return metadata.wantsSecretInForm()
        ? new ClientSecretPost(client, secret)
        : new ClientSecretBasic(client, secret);
  }

  private HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var builder =
        HttpRequest.newBuilder(request.getURI())
            .method(
                request.getMethod().name(), HttpRequest.BodyPublishers.ofString(request.getBody()));
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    var received = documents.send(builder.build(), PATIENCE);
    var answer = new HTTPResponse(received.statusCode());
    received
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> answer.setHeader("Content-Type", type));
    answer.setBody(received.body());
    return answer;
  }
}
