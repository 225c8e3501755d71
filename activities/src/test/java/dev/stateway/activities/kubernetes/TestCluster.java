package dev.stateway.activities.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;

/** A Kubernetes cluster with one node, a {@link TestKubelet}, and the namespace of the tests. */
public interface TestCluster extends AutoCloseable {
  /** The namespace that Stateway may make Jobs in. */
  String NAMESPACE = "stateway";

  /** The name of the node. */
  String NODE = "node-1";

  /** How Stateway reaches the API server, with its own rights and no more. */
  Config stateway();

  /** A client that may do everything. */
  KubernetesClient admin();

  /** Its node. */
  TestKubelet kubelet();

  /** Where its API server is. */
  URI endpoint();

  /** What its API server proves itself by, PEM. */
  String certificate() throws IOException;

  /** Has the API server not answer any more. */
  void takeAway() throws InterruptedException;

  /** Has it answer again. */
  void bringBack() throws IOException, InterruptedException;

  @Override
  void close();
}
