package dev.stateway.activities.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.vertx.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A cluster whose API server keeps what it is given in memory, without rights and rules. */
public final class MockCluster implements TestCluster {
  private static final Pattern LOG =
      Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)/log\\?(.*&)?container=([^&]+).*");

  private final MockWebServer web = new MockWebServer();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final KubernetesMockServer server;
  private final KubernetesClient admin;
  private final MockControllers controllers;
  private final TestKubelet kubelet;
  private volatile boolean isAway;

  /** Starts one; pods' logs are kept in this folder. */
  public MockCluster(Path folder) {
    server =
        new KubernetesMockServer(
            new Context(), web, new HashMap<>(), new Answers(new KubernetesCrudDispatcher()), true);
    web.setProtocols(List.of(Protocol.HTTP_1_1));
    server.init();
    admin = server.createClient();
    controllers = new MockControllers(admin);
    kubelet = new TestKubelet(admin, folder);
  }

  @Override
  public Config stateway() {
    return new ConfigBuilder(admin.getConfiguration()).withNamespace(NAMESPACE).build();
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
    return URI.create("https://localhost:" + web.getPort());
  }

  @Override
  public String certificate() throws IOException {
    return Files.readString(Path.of(web.getSelfSignedCertificate().certificatePath()));
  }

  /** The authorization of all requests that had one. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void takeAway() {
    isAway = true;
  }

  @Override
  public void bringBack() {
    isAway = false;
  }

  @Override
  public void close() {
    kubelet.close();
    controllers.close();
    admin.close();
    server.destroy();
  }

  private final class Answers extends Dispatcher {
    private final KubernetesCrudDispatcher objects;

    Answers(KubernetesCrudDispatcher objects) {
      this.objects = objects;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      var authorization = request.getHeader("Authorization");
      if (authorization != null) {
        authorizations.add(authorization);
      }
      if (isAway) {
        return new MockResponse().setResponseCode(503);
      }
      var log = LOG.matcher(request.getPath());
      return log.matches() ? log(log.group(1), log.group(3)) : object(request);
    }

    /** What is not there any more is not written again. */
    private synchronized MockResponse object(RecordedRequest request) {
      if (request.method() == HttpMethod.PUT) {
        var now = objects.handleGet(request.getPath().replaceFirst("/status$", ""));
        if (now.code() == 404) {
          return now;
        }
      }
      return objects.dispatch(request);
    }

    private MockResponse log(String pod, String container) {
      try {
        return new MockResponse().setResponseCode(200).setBody(kubelet.log(pod, container));
      } catch (IOException e) {
        return new MockResponse().setResponseCode(404).setBody(e.toString());
      }
    }
  }
}
