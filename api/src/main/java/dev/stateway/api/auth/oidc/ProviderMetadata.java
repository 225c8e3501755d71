package dev.stateway.api.auth.oidc;

import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.stateway.api.auth.jwt.IssuerDocuments;
import dev.stateway.api.auth.jwt.JwtIssuer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an issuer says of how to sign in.
 *
 * @param authorization where browsers are sent
 * @param token where codes are redeemed
 * @param authenticationMethods how clients can prove who they are there; empty where it does not
 *     say
 * @param namesItself whether its answers say whose they are
 * @see <a
 *     href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">Provider
 *     metadata</a>
 */
record ProviderMetadata(
    URI authorization, URI token, List<String> authenticationMethods, boolean namesItself) {
  static ProviderMetadata fetch(IssuerDocuments documents, JwtIssuer issuer) throws IOException {
    var document = documents.discovery(issuer);
    return new ProviderMetadata(
        IssuerDocuments.endpoint(issuer, document, "authorization_endpoint"),
        IssuerDocuments.endpoint(issuer, document, "token_endpoint"),
        document
            .path("token_endpoint_auth_methods_supported")
            .valueStream()
            .map(JsonNode::asString)
            .toList(),
        document.path("authorization_response_iss_parameter_supported").asBoolean(false));
  }

  /** Whether a client's secret goes into the form, as the header is not read. */
  boolean wantsSecretInForm() {
    return authenticationMethods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue())
        && !authenticationMethods.contains(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
  }
}
