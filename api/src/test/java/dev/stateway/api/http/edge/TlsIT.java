package dev.stateway.api.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS and client certificates by configuration, with real certificates. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration TAKEN_UP = Duration.ofSeconds(60);

  private static final String API =
      """
      openapi: 3.0.3
      info: {title: tls, version: "1"}
      x-workflow-domains: [pets.example.com]
      paths:
        /who:
          get:
            x-amazon-apigateway-integration:
              type: mock
              responseParameters:
                "200":
                  overwrite:header.subject: $context.identity.clientCert.subjectDN
                  overwrite:header.serial: $context.identity.clientCert.serialNumber
                  overwrite:header.until: $context.identity.clientCert.validity.notAfter
      """;

  private final TemporalServer temporal;
  private StatewayServer stateway;
  private Path folder = Path.of(".");

  TlsIT(TemporalServer temporal, StatewayServer shared) {
    this.temporal = temporal;
    this.stateway = shared;
  }

  @BeforeAll
  void serve(@TempDir Path temporary) throws Exception {
    folder = temporary;
    for (var name : List.of("server", "client", "stranger")) {
      makeKey(name, name + ".p12");
    }
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("client", certificate("client.p12"));
    try (var out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
      trusted.store(out, PASSWORD);
    }
    Files.createDirectories(folder.resolve("apis"));
    Files.writeString(folder.resolve("apis/api.yaml"), API);
    var settings = new HashMap<String, String>();
    settings.put("stateway.apis", folder.resolve("apis").toString());
    settings.put("stateway.task-queue", "tls-it");
    settings.put("server.ssl.bundle", "web");
    settings.put("server.ssl.client-auth", "need");
    settings.put("spring.ssl.bundle.watch.file.quiet-period", "1s");
    var bundle = "spring.ssl.bundle.jks.web.";
    settings.put(bundle + "reload-on-update", "true");
    for (var store : List.of("keystore", "truststore")) {
      var file = store.equals("keystore") ? "server.p12" : "trusted.p12";
      settings.put(bundle + store + ".location", "file:" + folder.resolve(file));
      settings.put(bundle + store + ".password", new String(PASSWORD));
      settings.put(bundle + store + ".type", "PKCS12");
    }
    stateway = StatewayServer.start(temporal.address(), settings);
  }

  @AfterAll
  void stop() {
    stateway.close();
  }

  private void makeKey(String name, String file) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            folder.resolve(file).toString(),
            "-storepass",
            new String(PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private KeyStore store(String file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(folder.resolve(file))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private Certificate certificate(String file) throws IOException, GeneralSecurityException {
    var store = store(file);
    return store.getCertificate(store.aliases().nextElement());
  }

  /** A connection of a client that has this key, or none; it trusts the server's certificate. */
  private SSLSocket connect(@Nullable String key) throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", certificate("server.p12"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(key == null ? null : store(key), PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    var port = stateway.endpoint().getPort();
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }

  private String get(@Nullable String key, String host, String path)
      throws IOException, GeneralSecurityException {
    try (var socket = connect(key)) {
      var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aRouteSeesTheCertificateOfItsClient() throws Exception {
    var answer = get("client.p12", "pets.example.com", "/who");
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("subject: CN=client\r\n");
    assertThat(answer).containsPattern("serial: [0-9a-f]{2}(:[0-9a-f]{2})+\r\n");
    assertThat(answer)
        .containsPattern("until: [A-Z][a-z]{2} \\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4} GMT\r\n");
  }

  @Test
  void aDomainIsServedUnderItsNameAlone() throws Exception {
    assertThat(get("client.p12", "pets.example.com:443", "/who")).startsWith("HTTP/1.1 200 ");
    assertThat(get("client.p12", "other.example.com", "/who")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whoHasNoCertificateOrAnotherGetsNoAnswer() {
    assertThatThrownBy(() -> get(null, "pets.example.com", "/livez"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("stranger.p12", "pets.example.com", "/livez"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onlyCurrentVersionsAreSpoken() throws Exception {
    for (var version : List.of("TLSv1.2", "TLSv1.3")) {
      try (var socket = connect("client.p12")) {
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      }
    }
    for (var minor = 0; minor <= 2; minor++) {
      // An alert (21) that is fatal (2): protocol_version (70).
      assertThat(answerToHello(minor)).as("3." + minor).containsSequence(2, 70).startsWith(21);
    }
  }

  /** What the server says to a client that speaks nothing newer than this. */
  private byte[] answerToHello(int minor) throws IOException {
    var body = ByteBuffer.allocate(49);
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    body.put((byte) 3).put((byte) minor).put(random).put((byte) 0);
    body.putShort((short) 8);
    for (var suite : new int[] {0x002f, 0x0035, 0xc009, 0xc013}) {
      body.putShort((short) suite);
    }
    body.put((byte) 1).put((byte) 0).flip();
    var length = body.remaining();
    var hello = ByteBuffer.allocate(9 + length);
    hello.put((byte) 22).put((byte) 3).put((byte) minor).putShort((short) (4 + length));
    hello.put((byte) 1).put((byte) 0).putShort((short) length).put(body);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), stateway.endpoint().getPort())) {
      socket.getOutputStream().write(hello.array());
      return Arrays.copyOf(socket.getInputStream().readNBytes(7), 7);
    }
  }

  @Test
  void aNewCertificateIsTakenUpWithoutARestart() throws Exception {
    makeKey("server", "next.p12");
    var next = certificate("next.p12");
    Files.move(
        folder.resolve("next.p12"),
        folder.resolve("server.p12"),
        StandardCopyOption.REPLACE_EXISTING);
    await().atMost(TAKEN_UP).until(() -> isServedWith(next));
  }

  private boolean isServedWith(Certificate certificate)
      throws IOException, GeneralSecurityException {
    try (var socket = connect("client.p12")) {
      socket.startHandshake();
      return certificate.equals(socket.getSession().getPeerCertificates()[0]);
    } catch (javax.net.ssl.SSLHandshakeException stillTheOldOne) {
      return false;
    }
  }
}
