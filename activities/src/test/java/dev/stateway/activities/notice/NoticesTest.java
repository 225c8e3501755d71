package dev.stateway.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.TaskSettings;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.http.WebStub;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Word of approvals, by e-mail and to webhooks: real servers in the test's own process. */
class NoticesTest {
  private static final String PAGE = "https://stateway.example.com/ui/approvals/orders~one~3";

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    mail.start();
    mail.setUser("stateway@example.com", "stateway", "p@ss word");
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  static TaskRequest request(String channel, boolean links) {
    var arguments =
        (ObjectNode)
            JsonText.parse(
                """
                {"approval": "orders~one~3", "occasion": "REQUESTED", "title": "Pay 12.50 €?",
                 "description": "An invoice", "details": {"to": "ACME", "amount": 12.50},
                 "requestedAt": "2026-01-01T00:00:00Z", "expiresAt": "2099-01-02T00:00:00Z"}
                """);
    arguments.set("channel", JsonText.parse(channel));
    arguments.put("links", links);
    return Tasks.request("arn:stateway:states:::approval:request", JsonText.write(arguments));
  }

  private TaskIntegrations integrations() {
    var server = URI.create("smtp://stateway:p%40ss%20word@127.0.0.1:" + mail.getSmtp().getPort());
    return integrations(
        Tasks.notices(Optional.of(new MailServer(server, "Stateway <stateway@example.com>"))));
  }

  private static TaskIntegrations integrations(NoticeSettings notices) {
    TaskSettings usual = Tasks.settings(LocalResources.NONE, Functions.DATA);
    return new TaskIntegrations(
        new TaskSettings(
            usual.data(),
            usual.account(),
            usual.local(),
            usual.aws(),
            usual.functions(),
            usual.containers(),
            usual.sdkJars(),
            usual.httpHosts(),
            usual.connections(),
            usual.queues(),
            notices,
            usual.states(),
            usual.permissions()));
  }

  private static TaskFailedException failure(TaskIntegrations tasks, TaskRequest request) {
    return catchThrowableOfType(TaskFailedException.class, () -> tasks.call(request, () -> {}));
  }

  @Test
  void sendsLetters() throws MessagingException, IOException {
    try (var tasks = integrations()) {
      var request = request("{\"Email\": \"ada@example.com\"}", false);
      tasks.call(request, () -> {});

      var letter = mail.getReceivedMessages()[0];
      assertThat(letter.getSubject()).isEqualTo("Please decide: Pay 12.50 €?");
      assertThat(letter.getAllRecipients()[0]).hasToString("ada@example.com");
      assertThat(letter.getFrom()[0]).hasToString("Stateway <stateway@example.com>");
      assertThat(letter.getHeader("Message-ID"))
          .containsExactly("<" + request.idempotencyKey() + "@stateway>");
      assertThat(letter.getContent().toString().replace("\r\n", "\n"))
          .contains("An invoice\n")
          .contains("to: ACME\namount: 12.50\n")
          .contains("Decide here: " + PAGE);
    }
  }

  @Test
  void givesALetterALinkOfItsOwn() throws MessagingException, IOException {
    try (var tasks = integrations()) {
      tasks.call(request("{\"Email\": \"ada@example.com\"}", true), () -> {});

      var text = mail.getReceivedMessages()[0].getContent().toString();
      var link = text.replaceAll("(?s).*https://stateway.example.com/ui/links/(\\S+).*", "$1");
      var content = Tasks.LINKS.open(Purpose.APPROVAL, link).orElseThrow();
      assertThat(content.path(0).asString()).isEqualTo("orders~one~3");
      assertThat(content.path(1).asString()).isEqualTo("ada@example.com");
      assertThat(text).contains("do not pass it on");
    }
  }

  @Test
  void tellsWhatIsWrongWithMail() {
    try (var tasks = integrations()) {
      assertThat(failure(tasks, request("{\"Email\": \"no address\"}", false)).error())
          .isEqualTo("Notice.MailNotSent");
    }
    try (var tasks = integrations(Tasks.notices(Optional.empty()))) {
      assertThat(failure(tasks, request("{\"Email\": \"ada@example.com\"}", false)).cause())
          .contains("STATEWAY_SMTP");
    }
  }

  @Test
  void postsToWebhooks() throws IOException {
    try (var web = new WebStub(_ -> WebStub.Answer.json(200, "{}"));
        var tasks = integrations()) {
      var url = "http://" + web.host() + "/hook";
      tasks.call(request("{\"Webhook\": \"" + url + "\"}", false), () -> {});
      tasks.call(request("{\"Webhook\": \"" + url + "\", \"Format\": \"slack\"}", false), () -> {});

      JsonNode document = JsonText.parse(web.asked().get(0).body());
      assertThat(document.path("approvalId").asString()).isEqualTo("orders~one~3");
      assertThat(document.path("details").path("amount").toString()).isEqualTo("12.50");
      assertThat(document.path("url").asString()).isEqualTo(PAGE);
      assertThat(web.asked().get(0).header("Idempotency-key")).hasSize(36);
      JsonNode slack = JsonText.parse(web.asked().get(1).body());
      assertThat(slack.path("text").asString()).startsWith("Please decide: ");
      assertThat(slack.path("blocks").path(1).path("elements").path(0).path("url").asString())
          .isEqualTo(PAGE);
    }
  }

  @Test
  void tellsWhichWebhooksFail() throws IOException {
    try (var web = new WebStub(_ -> WebStub.Answer.json(503, "{}"));
        var tasks = integrations()) {
      var refused = request("{\"Webhook\": \"http://" + web.host() + "/hook\"}", false);
      assertThat(failure(tasks, refused).error()).isEqualTo("States.Http.StatusCode.503");
      assertThat(failure(tasks, request("{\"Webhook\": \"https://10.0.0.1/\"}", false)).cause())
          .contains("private address");
      assertThat(failure(tasks, request("{\"Webhook\": \"http://example.com/\"}", false)).cause())
          .contains("must be an HTTPS URL");
    }
  }

  @Test
  void tellsWhoMayDecideInPlaceOfWhom() throws MessagingException, IOException {
    try (var tasks = integrations()) {
      var request = request("{\"Email\": \"ada@example.com\"}", false);
      var arguments = (ObjectNode) request.arguments();
      arguments.put("occasion", "DELEGATED");
      var delegation = arguments.putObject("delegation");
      delegation.put("by", "bob").put("to", "eve").put("comment", "on leave");
      tasks.call(request, () -> {});

      var letter = mail.getReceivedMessages()[0];
      assertThat(letter.getSubject()).isEqualTo("Handed on to eve: Pay 12.50 €?");
      assertThat(letter.getContent().toString())
          .contains("bob has asked eve to decide: on leave")
          .contains("Decide here: " + PAGE);
    }
  }

  @Test
  void writesDownWhatHasBecomeOfAnApproval() {
    var request =
        Tasks.request(
            "arn:stateway:states:::approval:request",
            "{\"approval\": \"orders~one~3\", \"record\": \"EXPIRED\", \"title\": \"Pay?\"}");
    var written = new ArrayList<ApprovalRecords.Event>();
    try (var tasks = integrations(recordedBy(written::add))) {
      tasks.call(request, () -> {});
    }
    assertThat(written)
        .containsExactly(
            new ApprovalRecords.Event(
                ApprovalRecords.Kind.EXPIRED,
                "orders~one~3",
                "Pay?",
                request.executionArn(),
                request.idempotencyKey()));
    var broken =
        recordedBy(_ -> {
          throw new IllegalStateException("the disk is full");
        });
    try (var tasks = integrations(broken)) {
      var failure = failure(tasks, request);
      assertThat(failure.error()).isEqualTo("Approval.NotRecorded");
      assertThat(failure.cause()).contains("the disk is full");
    }
  }

  private static NoticeSettings recordedBy(ApprovalRecords records) {
    return new NoticeSettings(URI.create("https://a"), Tasks.LINKS, Optional.empty(), records);
  }
}
