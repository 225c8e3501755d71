package dev.stateway.activities.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.activities.ecs.KubernetesOptions;
import dev.stateway.activities.functions.FunctionDefinition.Limits;
import dev.stateway.activities.functions.FunctionRuntime;
import dev.stateway.activities.http.Connection;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.HttpParameters;
import dev.stateway.activities.http.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalResourcesFileTest {
  @TempDir Path folder;

  @Test
  void readsFunctionsWithLambdasDefaults() throws IOException {
    Files.createDirectory(folder.resolve("code"));
    var resources =
        read(
            """
            functions:
              fetch:
                runtime: python3
                handler: app.fetch
                directory: code
                environment: {STAGE: dev, COUNT: 3}
              other:
                runtime: provided
                command: [./bootstrap, -v]
                timeoutSeconds: 60
                concurrency: 2
                queueSeconds: 0
                idleSeconds: 5
                memoryMegabytes: 512
            """);

    var fetch = resources.functions().get(0);
    assertThat(fetch.name()).isEqualTo("fetch");
    assertThat(fetch.runtime()).isEqualTo(FunctionRuntime.PYTHON3);
    assertThat(fetch.directory()).isEqualTo(folder.resolve("code"));
    assertThat(fetch.environment()).containsEntry("STAGE", "dev").containsEntry("COUNT", "3");
    assertThat(fetch.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(fetch.limits().timeout()).isEqualTo(Duration.ofSeconds(3));
    var other = resources.functions().get(1);
    assertThat(other.command()).containsExactly("./bootstrap", "-v");
    assertThat(other.directory()).isEqualTo(folder);
    assertThat(other.limits())
        .isEqualTo(new Limits(Duration.ofMinutes(1), 2, Duration.ZERO, Duration.ofSeconds(5), 512));
  }

  @Test
  void readsTasks() throws IOException {
    var resources =
        read(
            """
            tasks:
              archive:
                containers:
                  - name: main
                    image: archive:1
                    command: [python3, archive.py]
                    environment: {STAGE: dev}
            """);

    var container = resources.tasks().getFirst().containers().getFirst();
    assertThat(resources.tasks().getFirst().family()).isEqualTo("archive");
    assertThat(container.name()).isEqualTo("main");
    assertThat(container.image()).isEqualTo("archive:1");
    assertThat(container.command()).isEqualTo(List.of("python3", "archive.py"));
  }

  @Test
  void readsHowTasksAreJobs() throws IOException {
    var resources =
        read(
            """
            tasks:
              archive:
                containers: [{name: main, image: archive:1}]
                kubernetes:
                  namespace: batch
                  keptSeconds: 60
                  pod:
                    hostNetwork: true
                    terminationGracePeriodSeconds: 5
                    nodeSelector: {disk: ssd}
                    containers: [{name: main, envFrom: [{secretRef: {name: keys}}]}]
              usual:
                containers: [{name: main, image: archive:1}]
            """);

    var kubernetes = resources.tasks().getFirst().kubernetes();
    assertThat(kubernetes.namespace()).contains("batch");
    assertThat(kubernetes.kept()).isEqualTo(Duration.ofMinutes(1));
    assertThat(kubernetes.start()).isEqualTo(Duration.ofMinutes(5));
    assertThat(kubernetes.pod())
        .isEqualTo(
            Map.of(
                "hostNetwork",
                true,
                "terminationGracePeriodSeconds",
                5,
                "nodeSelector",
                Map.of("disk", "ssd"),
                "containers",
                List.of(
                    Map.of(
                        "name",
                        "main",
                        "envFrom",
                        List.of(Map.of("secretRef", Map.of("name", "keys")))))));
    assertThat(resources.tasks().getLast().kubernetes()).isEqualTo(KubernetesOptions.DEFAULT);
  }

  @Test
  void readsConnections() throws IOException {
    var resources =
        read(
            """
            connections:
              payments:
                apiKey: {name: X-Api-Key, value: "env:PAYMENTS_KEY"}
                headers: {X-Tenant: acme}
                query: {v: 1}
              crm:
                basic: {username: ada, password: "file:/run/secrets/crm"}
              erp:
                oauth: {tokenEndpoint: "https://id.example.com/token", clientId: me, clientSecret: s, scope: read}
            """);

    assertThat(resources.connections())
        .containsExactly(
            new Connection(
                "payments",
                new Authorization.ApiKey("X-Api-Key", Secret.of("env:PAYMENTS_KEY")),
                new HttpParameters(
                    Map.of("X-Tenant", Secret.of("acme")), Map.of("v", Secret.of("1")), Map.of())),
            new Connection(
                "crm",
                new Authorization.Basic("ada", Secret.of("file:/run/secrets/crm")),
                HttpParameters.NONE),
            new Connection(
                "erp",
                new Authorization.OAuth(
                    "POST",
                    URI.create("https://id.example.com/token"),
                    "me",
                    Secret.of("s"),
                    new HttpParameters(Map.of(), Map.of(), Map.of("scope", Secret.of("read")))),
                HttpParameters.NONE));
    assertThat(resources.connections().getLast().toString()).contains("(secret)");
  }

  @Test
  void tellsTheMistakesOfConnections() {
    assertThatThrownBy(() ->
            read(
                """
                connections:
                  none:
                    headers: {a: b}
                  both:
                    apiKey: {name: n}
                    basic: {username: u, password: p, realm: r}
                """))
        .isInstanceOf(LocalResourcesException.class)
        .hasMessageContaining(":3: none needs one of apiKey, basic and oauth")
        .hasMessageContaining("both needs one of apiKey, basic and oauth")
        .hasMessageContaining(":5: both.apiKey has no 'value'")
        .hasMessageContaining(":6: both.basic has an unknown member 'realm'");
  }

  @Test
  void anEmptyFileNamesNothing() throws IOException {
    assertThat(read("")).isEqualTo(LocalResources.NONE);
    assertThat(read("functions:\n")).isEqualTo(LocalResources.NONE);
  }

  @Test
  void tellsEveryMistakeWithItsLine() {
    assertThatThrownBy(() ->
            read(
                """
                functions:
                  bad name:
                    runtime: python3
                    handler: app.handler
                  strange:
                    runtime: cobol
                    handler: app.handler
                    timeoutSeconds: soon
                    concurrency: 0
                    directory: nowhere
                    retries: 3
                  nothing:
                  twice:
                    runtime: provided
                    runtime: provided
                tasks:
                  empty: {}
                  wrong:
                    containers: [{name: a, command: x}]
                more: 1
                """))
        .isInstanceOf(LocalResourcesException.class)
        .message()
        .satisfies(message ->
            assertThat(message.lines().map(line -> line.replaceFirst("^.*yaml:", "")))
                .containsExactlyInAnyOrder(
                    "3: The function name 'bad name' may have 1 to 64 letters, digits, - and _",
                    "6: strange has the unknown runtime 'cobol'; there are python3, nodejs,"
                        + " provided",
                    "8: strange.timeoutSeconds must be a whole number from 1 to 86400",
                    "9: strange.concurrency must be a whole number from 1 to 1000",
                    "10: The directory " + folder.resolve("nowhere") + " does not exist",
                    "11: strange has an unknown member 'retries'",
                    "12: nothing has no 'runtime'",
                    "12: nothing has no 'handler'",
                    "15: twice has 'runtime' twice",
                    "14: twice has the runtime provided: it needs a 'command'",
                    "17: empty has no 'containers'",
                    "19: wrong.containers.command must be a list of texts",
                    "19: The container 'a' has neither 'command' nor 'image'",
                    "20: the file has an unknown member 'more'"));
  }

  @Test
  void tellsWhereTheTextIsNoYaml() {
    assertThatThrownBy(() -> read("functions:\n  a: [1\n  b: 2\n"))
        .isInstanceOf(LocalResourcesException.class)
        .message()
        .matches("(?s).*functions.yaml:\\d: .*");
    assertThatThrownBy(() -> LocalResourcesFile.read(folder.resolve("absent.yaml")))
        .isInstanceOf(LocalResourcesException.class)
        .hasMessageContaining("cannot be read");
  }

  private LocalResources read(String yaml) throws IOException {
    var file = folder.resolve("functions.yaml");
    Files.writeString(file, yaml);
    return LocalResourcesFile.read(file);
  }
}
