package dev.stateway.activities.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real control plane: etcd, kube-apiserver with RBAC, kube-scheduler, and kube-controller-manager
 * with what Jobs need, of the folder that {@code STATEWAY_KUBERNETES_BIN} names. Stateway has the
 * rights of {@code docker/kubernetes/jobs.yaml}.
 */
public final class RealCluster implements TestCluster {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ADMIN_TOKEN = "admin-token";
  private static final String STATEWAY_TOKEN = "stateway-token";

  private final Path programs;
  private final Path folder;
  private final int port = freePort();
  private final int etcdPort = freePort();
  private final URI tokens;
  private final List<Process> processes = new ArrayList<>();
  private final KubernetesClient admin;
  private final TestKubelet kubelet;
  private final KubeletLogs logs;
  private Process apiServer;

  /**
   * Starts one; skips the tests where the programs are not there.
   *
   * @param folder for its files
   * @param tokens a webhook that says whose tokens are
   */
  public RealCluster(Path folder, URI tokens) throws IOException, InterruptedException {
    var bin = System.getenv("STATEWAY_KUBERNETES_BIN");
    if (bin == null) {
      System.out.println("Skipping tests against a real cluster: no STATEWAY_KUBERNETES_BIN");
    }
    assumeTrue(bin != null, "STATEWAY_KUBERNETES_BIN is not set");
    this.programs = Path.of(String.valueOf(bin));
    this.folder = folder;
    this.tokens = tokens;
    processes.add(
        start(
            "etcd",
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=http://127.0.0.1:" + etcdPort,
            "--advertise-client-urls=http://127.0.0.1:" + etcdPort,
            "--listen-peer-urls=http://127.0.0.1:" + freePort(),
            "--unsafe-no-fsync"));
    writeFiles();
    this.apiServer = startApiServer();
    this.admin = new KubernetesClientBuilder().withConfig(config(ADMIN_TOKEN)).build();
    awaitReady();
    startControllers();
    this.logs = new KubeletLogs(folder);
    makeNode(logs.port());
    applyManifests();
    this.kubelet = new TestKubelet(admin, folder);
    logs.of(kubelet);
  }

  @Override
  public Config stateway() {
    return config(STATEWAY_TOKEN);
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public TestKubelet kubelet() {
    return kubelet;
  }

  @Override
  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + port);
  }

  @Override
  public String certificate() throws IOException {
    return Files.readString(folder.resolve("certificates/apiserver.crt"));
  }

  @Override
  public void takeAway() throws InterruptedException {
    apiServer.destroyForcibly().waitFor();
  }

  @Override
  public void bringBack() throws IOException, InterruptedException {
    apiServer = startApiServer();
    awaitReady();
  }

  @Override
  public void close() {
    kubelet.close();
    logs.close();
    admin.close();
    apiServer.destroyForcibly();
    processes.forEach(Process::destroyForcibly);
  }

  private void writeFiles() throws IOException {
    Files.writeString(
        folder.resolve("tokens.csv"),
        """
        %s,admin,admin,system:masters
        %s,system:serviceaccount:stateway:stateway,stateway,system:serviceaccounts
        """
            .formatted(ADMIN_TOKEN, STATEWAY_TOKEN));
    for (var file : Map.of("admin.yaml", endpoint(), "webhook.yaml", tokens).entrySet()) {
      Files.writeString(
          folder.resolve(file.getKey()),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "%s"%s}}]
          users: [{name: u, user: {token: %s}}]
          contexts: [{name: x, context: {cluster: c, user: u}}]
          current-context: x
          """
              .formatted(
                  file.getValue(),
                  file.getValue().getScheme().equals("https")
                      ? ", insecure-skip-tls-verify: true"
                      : "",
                  ADMIN_TOKEN));
    }
    try {
      var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      Files.writeString(
          folder.resolve("accounts.key"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.writeString(
          folder.resolve("accounts.pub"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            what,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes),
            what);
  }

  private Process startApiServer() throws IOException {
    return start(
        "kube-apiserver",
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + folder.resolve("certificates"),
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + folder.resolve("accounts.pub"),
        "--service-account-signing-key-file=" + folder.resolve("accounts.key"),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authentication-token-webhook-config-file=" + folder.resolve("webhook.yaml"),
        "--authentication-token-webhook-version=v1",
        "--authorization-mode=RBAC",
        "--kubelet-preferred-address-types=InternalIP",
        // No accounts are made for pods, and no controller says that the node is ready.
        "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition");
  }

  private void startControllers() throws IOException {
    var config = folder.resolve("admin.yaml");
    processes.add(
        start(
            "kube-controller-manager",
            "--kubeconfig=" + config,
            "--leader-elect=false",
            "--secure-port=0",
            "--controllers=job-controller,garbage-collector-controller,ttl-after-finished-controller"));
    processes.add(
        start(
            "kube-scheduler", "--kubeconfig=" + config, "--leader-elect=false", "--secure-port=0"));
  }

  private Process start(String program, String... options) throws IOException {
    var words = new ArrayList<>(List.of(programs.resolve(program).toString()));
    words.addAll(List.of(options));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(program + ".log").toFile()))
        .start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!apiServer.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "kube-apiserver did not start: "
                + Files.readString(folder.resolve("kube-apiserver.log")));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean isReady() {
    try {
      return "ok".equals(admin.raw("/readyz"));
    } catch (KubernetesClientException _) {
      return false;
    }
  }

  private void makeNode(int kubeletPort) {
    var room =
        Map.of(
            "cpu", new Quantity("8"), "memory", new Quantity("16Gi"), "pods", new Quantity("100"));
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NODE)
            .endMetadata()
            .withNewStatus()
            .withCapacity(room)
            .withAllocatable(room)
            .addNewAddress("127.0.0.1", "InternalIP")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .withNewDaemonEndpoints()
            .withNewKubeletEndpoint(kubeletPort)
            .endDaemonEndpoints()
            .endStatus()
            .build();
    admin.resource(node).create();
    admin.resource(node).updateStatus();
  }

  private void applyManifests() throws IOException {
    var root = Path.of(System.getProperty("stateway.root", ".."));
    try (var manifests = Files.newInputStream(root.resolve("docker/kubernetes/jobs.yaml"))) {
      admin.load(manifests).create();
    }
  }

  private Config config(String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(endpoint().toString())
        .withOauthToken(token)
        .withTrustCerts(true)
        .withNamespace(NAMESPACE)
        .build();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
