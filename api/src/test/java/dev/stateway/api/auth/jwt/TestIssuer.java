package dev.stateway.api.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An OpenID Connect issuer on a port of its own, which can also behave badly. */
public final class TestIssuer implements AutoCloseable {
  static final RSAKey KEY = rsa("first", 2048);

  private final HttpServer server;
  private final AtomicInteger keyFetches = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String keys;
  private volatile String namedIssuer = "";
  private volatile Behaviour behaviour = Behaviour.GOOD;

  enum Behaviour {
    GOOD,
    /** Takes requests and never answers. */
    HANGING,
    FAILING,
    /** Answers with ten megabytes. */
    HUGE,
    /** Sends whoever asks for keys to the same place of another host. */
    REDIRECTING
  }

  private TestIssuer(HttpServer server) {
    this.server = server;
    this.keys = set(KEY);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", this::keys);
    server.createContext("/elsewhere", exchange -> send(exchange, 200, keys));
    server.start();
  }

  public static TestIssuer start() throws IOException {
    return new TestIssuer(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  JwtIssuer jwt() {
    return JwtIssuer.of(name(), Set.of("reports"));
  }

  int keyFetches() {
    return keyFetches.get();
  }

  void publish(JWK... published) {
    keys = set(published);
  }

  void publishText(String text) {
    keys = text;
  }

  void behave(Behaviour how) {
    behaviour = how;
  }

  void nameInDiscovery(String issuer) {
    namedIssuer = issuer;
  }

  private static String set(JWK... published) {
    return new JWKSet(java.util.List.of(published)).toString(true);
  }

  private void discovery(HttpExchange exchange) throws IOException {
    var document =
        JsonText.MAPPER
            .createObjectNode()
            .put("issuer", namedIssuer.isEmpty() ? name() : namedIssuer)
            .put("jwks_uri", name() + "/keys");
    send(exchange, 200, JsonText.write(document));
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    switch (behaviour) {
      case GOOD -> send(exchange, 200, keys);
      case FAILING -> send(exchange, 500, "");
      case HUGE -> send(exchange, 200, keys + " ".repeat(10 * 1024 * 1024));
      case REDIRECTING -> {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        send(exchange, 302, "");
      }
      case HANGING -> {
        try {
          closed.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The claims of a good token. */
  public ObjectNode claims(long now) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("iss", name())
        .put("sub", "ada")
        .put("aud", "reports")
        .put("scope", "reports.read reports.write")
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + 300);
  }

  /** The header of a good token. */
  static JWSHeader.Builder header(JWSAlgorithm algorithm, @Nullable String keyId) {
    return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(keyId);
  }

  static String sign(JWSHeader header, String claims, JWK key) {
    try {
      var jws = new JWSObject(header, new Payload(claims));
      jws.sign(
          switch (key) {
            case RSAKey rsa ->
                new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
            case ECKey ec -> new ECDSASigner(ec);
            case OctetSequenceKey secret -> new MACSigner(secret.toByteArray());
            default -> throw new IllegalStateException("no signer for " + key.getKeyType());
          });
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String good(ObjectNode claims) {
    return sign(header(JWSAlgorithm.RS256, "first").build(), JsonText.write(claims), KEY);
  }

  /** Signed with the issuer's key under a header of any text. */
  static String signedRaw(String header, String claims) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var text =
        encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    try {
      var signature = java.security.Signature.getInstance("SHA256withRSA");
      signature.initSign(KEY.toPrivateKey());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encoder.encodeToString(signature.sign());
    } catch (java.security.GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
