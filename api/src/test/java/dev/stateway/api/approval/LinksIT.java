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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Word of approvals that leaves the server, and the links in it, which need no login. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksIT {
  private final TemporalServer temporal;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
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

  @Test
  void aNoticeThatCannotBeSentIsTold() throws Exception {
    var id = people.approval(ask("", "/down"));
    var deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (true) {
      var notice = people.json("/approvals/" + id, "root").path("notices").path(0);
      if (notice.path("status").asString("").equals("FAILED")) {
        assertThat(notice.path("error").asString()).startsWith("States.Http.StatusCode.503");
        assertThat(notice.path("target").asString("")).isEmpty();
        break;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(people.post("/approvals/" + id + "/approve", "bob", "").statusCode()).isEqualTo(200);
  }
}
