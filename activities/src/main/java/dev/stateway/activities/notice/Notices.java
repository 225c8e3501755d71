package dev.stateway.activities.notice;

import dev.stateway.activities.TaskPermissions;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.Webhooks;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends word of approvals: each call is one message to one topic, queue, address or URL, or one
 * record of what has become of an approval.
 */
public final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  /** A link is good for so long, if the approval does not expire before. */
  private static final Duration LIFE_OF_LINKS = Duration.ofDays(7);

  private final NoticeSettings settings;
  private final SdkClients services;
  private final Webhooks webhooks;
  private final TaskPermissions permissions;
  private final Clock clock;

  /**
   * Notices.
   *
   * @param permissions asked whether the role of a state machine may call a webhook
   */
  public Notices(
      NoticeSettings settings,
      SdkClients services,
      Webhooks webhooks,
      TaskPermissions permissions,
      Clock clock) {
    this.settings = settings;
    this.services = services;
    this.webhooks = webhooks;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * Sends, or writes down what has become of an approval.
   *
   * @throws TaskFailedException it could not be sent or kept, or the role of the state machine may
   *     not
   */
  public JsonNode send(TaskRequest request) throws InterruptedException {
    if (request.arguments().has("record")) {
      return record(request);
    }
    var channel = request.arguments().path("channel");
    try {
      send(request, channel);
      return JsonText.MAPPER.createObjectNode();
    } catch (TaskFailedException failed) {
      LOG.warn(
          "Word of approval {} was not sent to {}: {}: {}",
          request.arguments().path("approval").asString(""),
          shown(channel),
          failed.error(),
          failed.cause());
      throw failed;
    }
  }

  private JsonNode record(TaskRequest request) {
    var asked = request.arguments();
    try {
      settings
          .records()
          .write(
              new ApprovalRecords.Event(
                  ApprovalRecords.Kind.valueOf(asked.path("record").asString()),
                  asked.path("approval").asString(),
                  asked.path("title").asString(""),
                  request.executionArn(),
                  request.idempotencyKey()));
      return JsonText.MAPPER.createObjectNode();
    } catch (RuntimeException failed) {
      LOG.error("The audit log does not have {}", asked, failed);
      throw new TaskFailedException("Approval.NotRecorded", failed.toString());
    }
  }

  private void send(TaskRequest request, JsonNode channel) throws InterruptedException {
    if (channel.has("SNS")) {
      toTopic(notice(request, channel.path("SNS").asString()), channel.path("SNS").asString());
    } else if (channel.has("SQS")) {
      toQueue(notice(request, channel.path("SQS").asString()), channel.path("SQS").asString());
    } else if (channel.has("Email")) {
      toAddress(
          notice(request, channel.path("Email").asString()), channel.path("Email").asString());
    } else {
      var url = channel.path("Webhook").asString();
      permissions.require(request, webhooks.permission(request, url));
      var notice = notice(request, host(url));
      var isSlack = channel.path("Format").asString("json").equals("slack");
      webhooks.post(url, isSlack ? notice.slack() : notice.document(), request.idempotencyKey());
    }
  }

  /** A channel as the log may show it. */
  private static String shown(JsonNode channel) {
    return channel.has("Webhook")
        ? "the webhook at " + host(channel.path("Webhook").asString())
        : JsonText.write(channel);
  }

  /** The address of a webhook is a secret of its own: its host stands for it. */
  private static String host(String url) {
    var host = URI.create(url).getHost();
    return host == null ? "webhook" : host;
  }

  private Notice notice(TaskRequest request, String recipient) {
    var asked = request.arguments();
    var approval = asked.path("approval").asString();
    if (!asked.path("links").asBoolean(false)) {
      return new Notice(request, page("/ui/approvals/" + encoded(approval)));
    }
    var until = clock.instant().plus(LIFE_OF_LINKS);
    if (asked.has("expiresAt")) {
      var expiry = Instant.parse(asked.get("expiresAt").asString());
      until = expiry.isBefore(until) ? expiry : until;
    }
    var content =
        JsonText.MAPPER
            .createArrayNode()
            .add(approval)
            .add(recipient)
            .add(request.idempotencyKey());
    return new Notice(
        request, page("/ui/links/" + settings.links().sign(Purpose.APPROVAL, until, content)));
  }

  private URI page(String path) {
    return URI.create(settings.publicUrl().toString().replaceAll("/$", "") + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }

  private void toTopic(Notice notice, String topic) throws InterruptedException {
    var parameters =
        JsonText.MAPPER
            .createObjectNode()
            .put("TopicArn", topic)
            // SNS takes ASCII alone there.
            .put("Subject", notice.subject().replaceAll("[^\\x20-\\x7e]", "?"))
            .put("Message", notice.text());
    call(notice, "sns", "publish", ordered(notice, topic, parameters));
  }

  private void toQueue(Notice notice, String queue) throws InterruptedException {
    var parameters =
        JsonText.MAPPER
            .createObjectNode()
            .put("QueueUrl", queue)
            .put("MessageBody", JsonText.write(notice.document()));
    call(notice, "sqs", "sendMessage", ordered(notice, queue, parameters));
  }

  private static ObjectNode ordered(Notice notice, String target, ObjectNode parameters) {
    if (target.endsWith(".fifo")) {
      parameters.put("MessageGroupId", "approvals");
      parameters.put("MessageDeduplicationId", notice.request().idempotencyKey());
    }
    return parameters;
  }

  private void call(Notice notice, String service, String action, ObjectNode parameters)
      throws InterruptedException {
    var key = UUID.fromString(notice.request().idempotencyKey());
    services.service(service, notice.request(), null).call(action, parameters, SdkJson.SDK, key);
  }

  private void toAddress(Notice notice, String address) {
    var server =
        settings
            .mail()
            .orElseThrow(() ->
                new TaskFailedException(
                    "Notice.NoMailServer", "No server for e-mail is configured: STATEWAY_SMTP"));
    try {
      server.send(address, notice.subject(), notice.text(), notice.request().idempotencyKey());
    } catch (MessagingException failed) {
      throw new TaskFailedException("Notice.MailNotSent", String.valueOf(failed.getMessage()));
    }
  }
}
