package dev.stateway.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.stateway.api.testing.TemporalServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** Issuers that others have made, each below a path of one server, with a page to sign in. */
public final class MockIssuers implements AutoCloseable {
  private final int port = TemporalServer.freePort();
  private final Keys keys = new Keys();
  private final MockOAuth2Server server =
      new MockOAuth2Server(
          new OAuth2Config(
              true,
              null,
              null,
              false,
              new OAuth2TokenProvider(keys),
              Set.of(),
              new NettyWrapper()));

  /** Serves them, and has them answer once: only the first answer takes them long. */
  public static MockIssuers start() throws IOException {
    var issuers = new MockIssuers();
    issuers.server.start(issuers.port);
    for (var document : List.of("/.well-known/openid-configuration", "/jwks")) {
      try (var answer = URI.create(issuers.issuer("first") + document).toURL().openStream()) {
        answer.readAllBytes();
      }
    }
    return issuers;
  }

  /** The name of one. */
  public String issuer(String path) {
    return "http://localhost:" + port + "/" + path;
  }

  /** A token of one, good for five minutes; of the type that its header says. */
  public String token(String path, String type, List<String> audience, Map<String, Object> claims) {
    return server
        .issueToken(
            path,
            "client",
            new DefaultOAuth2TokenCallback(path, "ada", type, audience, claims, 300))
        .serialize();
  }

  /** From now on all have another key, and only that one. */
  void rotateKeys() {
    keys.rotate();
  }

  /** From now on none says what its keys are: whoever asks waits. */
  void hang() {
    keys.hanging = true;
  }

  @Override
  public void close() {
    keys.closed.countDown();
    server.shutdown();
  }

  /** The key of all of them. */
  private static final class Keys extends KeyProvider {
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int generation = 1;
    private volatile RSAKey key = generated(1);
    private volatile boolean hanging;

    private static RSAKey generated(int generation) {
      try {
        return new RSAKeyGenerator(2048)
            .keyID("key-" + generation)
            .keyUse(KeyUse.SIGNATURE)
            .generate();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    private synchronized void rotate() {
      generation++;
      key = generated(generation);
    }

    @Override
    public JWK signingKey(String issuer) {
      if (hanging) {
        try {
          closed.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return key;
    }
  }
}
