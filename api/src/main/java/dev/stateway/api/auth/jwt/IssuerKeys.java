package dev.stateway.api.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer: fetched when first needed, again when a token names a new one but not too
 * often, and kept while the issuer is away. Blocks.
 */
final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final JwtIssuer issuer;
  private final IssuerDocuments documents;
  private final JWKSource<SecurityContext> source;
  private volatile boolean fetched;

  IssuerKeys(JwtIssuer issuer, IssuerDocuments documents) {
    this.issuer = issuer;
    this.documents = documents;
    var timing = issuer.timing();
    this.source =
        JWKSourceBuilder.<SecurityContext>create(new Fetch())
            .retrying(false)
            .outageTolerantForever()
            .rateLimited(timing.refreshInterval().toMillis())
            .refreshAheadCache(false)
            .cache(timing.keysLast().toMillis(), timing.patience().toMillis())
            .build();
  }

  /**
   * The keys with this id.
   *
   * @throws TokenRefused the issuer cannot be asked and never could
   */
  List<JWK> named(String keyId) {
    try {
      return source.get(new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build()), null);
    } catch (KeySourceException failure) {
      if (fetched) {
        return List.of(); // asked for lately: the key is none of those it has
      }
      LOG.warn("the keys of {} are not to be had: {}", issuer.issuer(), failure.getMessage());
      throw new TokenRefused(
          TokenRefused.Kind.ISSUER_UNAVAILABLE, "the keys of the issuer are not to be had");
    }
  }

  private final class Fetch implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        var keys = JWKSet.parse(documents.keySet(issuer));
        fetched = true;
        return keys;
      } catch (IOException | ParseException failure) {
        throw new JWKSetUnavailableException(failure.getMessage(), failure);
      }
    }

    @Override
    public void close() {
      // It holds nothing: the documents are closed by whom they are shared.
    }
  }
}
