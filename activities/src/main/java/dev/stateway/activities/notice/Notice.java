package dev.stateway.activities.notice;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalNotice.Occasion;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Word of an approval, in the forms that it is sent in.
 *
 * @param request what the execution asks to be sent: {@code {approval, occasion, channel, title,
 *     description?, details?, delegation?, requestedAt, expiresAt?, links}}
 * @param url where to decide
 */
record Notice(TaskRequest request, URI url) {
  private static final int LONGEST_SUBJECT = 100;

  private JsonNode asked() {
    return request.arguments();
  }

  String approval() {
    return asked().path("approval").asString();
  }

  private Occasion occasion() {
    return Occasion.valueOf(asked().path("occasion").asString());
  }

  /** One line. */
  String subject() {
    var title = asked().path("title").asString("");
    var line =
        switch (occasion()) {
          case REQUESTED -> "Please decide: ";
          case REMINDER -> "Still to be decided: ";
          case ESCALATED -> "Escalated to you: ";
          case DELEGATED -> "Handed on to " + delegation().path("to").asString() + ": ";
        };
    var text = (line + title).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT - 1) + "…";
  }

  /** For people to read. */
  String text() {
    var text = new StringBuilder(subject()).append("\n\n");
    if (asked().has("delegation")) {
      text.append(handedOn()).append("\n\n");
    }
    var description = asked().path("description").asString("");
    if (!description.isBlank()) {
      text.append(description).append("\n\n");
    }
    if (asked().has("details")) {
      text.append(details(asked().get("details"))).append('\n');
    }
    if (asked().has("expiresAt")) {
      text.append("Until: ").append(asked().get("expiresAt").asString()).append('\n');
    }
    text.append("Decide here: ").append(url).append('\n');
    if (asked().path("links").asBoolean(false)) {
      text.append("This address decides once, and without a login: do not pass it on.\n");
    }
    return text.toString();
  }

  private JsonNode delegation() {
    return asked().path("delegation");
  }

  private String handedOn() {
    var by = delegation().path("by").asString();
    var to = delegation().path("to").asString();
    var comment = delegation().path("comment").asString("");
    return by + " has asked " + to + " to decide" + (comment.isBlank() ? "." : ": " + comment);
  }

  private static String details(JsonNode details) {
    var lines = new StringBuilder();
    if (!details.isObject()) {
      return lines.append(plain(details)).append('\n').toString();
    }
    details
        .properties()
        .forEach(detail ->
            lines
                .append(detail.getKey())
                .append(": ")
                .append(plain(detail.getValue()))
                .append('\n'));
    return lines.toString();
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : JsonText.write(value);
  }

  /** For programs to read. */
  ObjectNode document() {
    var document = JsonText.MAPPER.createObjectNode();
    document.put("occasion", occasion().name());
    document.put("approvalId", approval());
    document.put("executionArn", request.executionArn());
    document.put("stateName", request.stateName());
    for (var member :
        new String[] {
          "title", "description", "details", "delegation", "requestedAt", "expiresAt"
        }) {
      if (asked().has(member)) {
        document.set(member, asked().get(member));
      }
    }
    return document.put("url", url.toString());
  }

  /**
   * For Slack, and for what takes the same.
   *
   * @see <a
   *     href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Incoming
   *     webhooks</a>
   */
  ObjectNode slack() {
    var message = JsonText.MAPPER.createObjectNode();
    message.put("text", subject());
    var blocks = message.putArray("blocks");
    var section = blocks.addObject().put("type", "section");
    section.putObject("text").put("type", "plain_text").put("text", cut(text()));
    var button = blocks.addObject().put("type", "actions").putArray("elements").addObject();
    button.put("type", "button").put("url", url.toString());
    button.putObject("text").put("type", "plain_text").put("text", "Decide");
    return message;
  }

  /** Slack takes no longer text. */
  private static String cut(String text) {
    return text.length() <= 3_000 ? text : text.substring(0, 2_999) + "…";
  }
}
