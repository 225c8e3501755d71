package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Word of approvals that leaves the server, and the links in it, which need no login. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksIT {
  private final TemporalServer temporal;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> tries = new LinkedBlockingQueue<>();
  private People people;
  private HttpServer hook;

  LinksIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var isDown = exchange.getRequestURI().getPath().equals("/down");
            if (!isDown) {
              received.add(body);
            }
            if (isDown) {
              tries.add(body);
              exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(isDown ? 503 : 200, -1);
          }
        });
    hook.start();
    people = new People(temporal, Map.of("stateway.http-allow", "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    people.close();
    hook.stop(0);
  }

  private String ask(String more, String path) {
    return people.ask(
        """
        {"Title": "Pay <b>&", "Notify": [{"Webhook": "http://127.0.0.1:%d%s"}] %s}
        """
            .formatted(hook.getAddress().getPort(), path, more),
        "{}");
  }

  private URI url() throws InterruptedException {
    var document = Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS));
    return URI.create(JsonText.parse(document).path("url").asString());
  }

  private HttpResponse<String> open(URI url) throws IOException, InterruptedException {
    return people.send(HttpRequest.newBuilder(url));
  }

  private HttpResponse<String> post(URI url, String form) throws IOException, InterruptedException {
    return people.send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void aLinkDecidesOnceAndWithoutALogin() throws Exception {
    var id = people.approval(ask(", \"Links\": true, \"Quorum\": 2", "/"));
    var link = url();
    var page = open(link);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Pay &lt;b&gt;&amp;").contains("class=\"graph\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(post(link, "action=perhaps").statusCode()).isEqualTo(400);

    var decided = post(link, "action=approve&comment=fine");
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
    var again = post(link, "action=approve");
    assertThat(again.statusCode()).isEqualTo(409);

    var approval = people.json("/approvals/" + id, "root");
    assertThat(approval.path("status").asString()).isEqualTo("PENDING");
    assertThat(approval.path("votes").path(0).path("by").asString()).isEqualTo("127.0.0.1");
    assertThat(approval.path("votes").path(0).path("comment").asString()).isEqualTo("fine");
    people.post("/approvals/" + id + "/approve", "bob", "");
    assertThat(open(link).body()).contains("Approved by bob, ");
    var spoilt = URI.create(link.toString().replaceFirst(".$", "!"));
    assertThat(open(spoilt).statusCode()).isEqualTo(404);
  }

  @Test
  void withoutLinksANoticeLeadsToThePageBehindTheLogin() throws Exception {
    var id = people.approval(ask("", "/"));
    var page = url();
    assertThat(page.getPath()).isEqualTo("/ui/approvals/" + id);
    var refused = open(page);
    assertThat(refused.statusCode()).isEqualTo(303);
    assertThat(refused.headers().firstValue("Location").orElse("")).startsWith("/login?next=");
    people.post("/approvals/" + id + "/reject", "bob", "");
  }

  /** The server says when it wants it again: seconds, where it would take minutes without. */
  @Test
  void aNoticeThatCannotBeSentIsTold() throws Exception {
    var id = people.approval(ask("", "/down"));
    var path = "/approvals/" + id;
    var approval =
        people.until(
            path, "root", answer -> notice(answer).path("status").asString().equals("FAILED"));
    var notice = notice(approval);
    assertThat(notice.path("error").asString()).startsWith("States.Http.StatusCode.503");
    assertThat(notice.path("target").asString("")).isEmpty();
    assertThat(tries).hasSize(5);
    assertThat(people.post(path + "/approve", "bob", "").statusCode()).isEqualTo(200);
  }

  private static JsonNode notice(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("notices").path(0);
  }

  @Test
  void whoIsDelegatedToIsToldWithoutALink() throws Exception {
    var id = people.approval(ask(", \"Links\": true, \"Description\": \"An invoice\"", "/"));
    assertThat(url().getPath()).startsWith("/ui/links/");
    people.post(
        "/approvals/" + id + "/delegate", "bob", "{\"to\": \"eve\", \"comment\": \"on leave\"}");
    var document = JsonText.parse(Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS)));
    assertThat(document.path("occasion").asString()).isEqualTo("DELEGATED");
    assertThat(document.path("delegation"))
        .isEqualTo(JsonText.parse("{\"by\": \"bob\", \"to\": \"eve\", \"comment\": \"on leave\"}"));
    assertThat(document.path("url").asString()).endsWith("/ui/approvals/" + id);
    people.post("/approvals/" + id + "/reject", "eve", "");
  }

  @Test
  void whatIsDoneWithLinksIsInTheAuditLog() throws Exception {
    var id = people.approval(ask(", \"Links\": true", "/"));
    var link = url();
    open(link);
    post(link, "action=approve&comment=fine");
    var lines =
        people.audit(id, 2).stream()
            .filter(line -> line.path("action").asString().startsWith("stateway:Approval"))
            .toList();
    assertThat(lines)
        .extracting(line -> line.path("action").asString() + " " + line.path("reason").asString())
        .containsExactly(
            "stateway:ApprovalLinkOpened the link to " + id + " that was sent to 127.0.0.1",
            "stateway:ApprovalDecided APPROVE of " + id + " by 127.0.0.1, by a link: fine");
    open(URI.create(link.toString().replaceFirst(".$", "!")));
    assertThat(people.audit("stateway:LinkRefused", 1).getFirst().path("decision").asString())
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aLinkOfAnExecutionOfAMapRunDecides() throws Exception {
    var execution =
        people.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "each", "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:stateway:states:::approval:request", "End": true,
                "Parameters": {"Title": "t", "Links": true, "Notify": [{"Webhook": "http://127.0.0.1:%d/"}]}}}}}}}
            """
                .formatted(hook.getAddress().getPort()),
            "[1]");
    var link = url();
    assertThat(open(link).body()).contains("class=\"graph\"").contains("/each");
    assertThat(post(link, "action=approve").statusCode()).isEqualTo(200);
    people.ended(execution, "SUCCEEDED");
  }
}
