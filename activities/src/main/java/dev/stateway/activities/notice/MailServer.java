package dev.stateway.activities.notice;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/**
 * Sends e-mail by SMTP.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321">SMTP</a>
 */
public final class MailServer {
  private static final String TIMEOUT_MILLISECONDS = "20000";
  private static final int SUBMISSION_PORT = 587;
  private static final int SUBMISSION_OVER_TLS_PORT = 465;

  private final URI server;
  private final InternetAddress from;
  private final Session session;

  /**
   * A server.
   *
   * @param server {@code smtp://user:password@host:port}, with TLS where the server offers it;
   *     {@code smtps://...} with nothing but TLS; {@code ?starttls=required} refuses to do without
   * @param from the sender's address
   * @throws IllegalArgumentException it is none of these
   */
  public MailServer(URI server, String from) {
    var scheme = String.valueOf(server.getScheme());
    if (!Set.of("smtp", "smtps").contains(scheme) || server.getHost() == null) {
      throw new IllegalArgumentException(
          "STATEWAY_SMTP must be smtp://host:port or smtps://host:port");
    }
    try {
      this.from = new InternetAddress(from, true);
    } catch (AddressException malformed) {
      throw new IllegalArgumentException(
          "STATEWAY_MAIL_FROM=" + from + " is no address: " + malformed.getMessage(), malformed);
    }
    this.server = server;
    this.session = Session.getInstance(properties(scheme, server));
  }

  private static Properties properties(String scheme, URI server) {
    var properties = new Properties();
    properties.put("mail.transport.protocol", scheme);
    var prefix = "mail." + scheme + ".";
    for (var timeout : Set.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.put(prefix + timeout, TIMEOUT_MILLISECONDS);
    }
    properties.put(prefix + "starttls.enable", "true");
    properties.put(
        prefix + "starttls.required",
        Boolean.toString("starttls=required".equals(server.getRawQuery())));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "auth", Boolean.toString(server.getRawUserInfo() != null));
    return properties;
  }

  /** Sends a letter of plain text. */
  void send(String to, String subject, String text, String messageId) throws MessagingException {
    var letter =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            // The same for every try: whoever gets it twice can see that.
            setHeader("Message-ID", "<" + messageId + "@stateway>");
          }
        };
    letter.setFrom(from);
    letter.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    letter.setSubject(subject.replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
    letter.setText(text, StandardCharsets.UTF_8.name());
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.saveChanges();
    try (Transport transport = session.getTransport()) {
      var userInfo = server.getRawUserInfo();
      var parts = userInfo == null ? new String[] {null} : userInfo.split(":", 2);
      transport.connect(
          server.getHost(),
          port(),
          parts[0] == null ? null : decoded(parts[0]),
          parts.length < 2 ? null : decoded(parts[1]));
      transport.sendMessage(letter, letter.getAllRecipients());
    }
  }

  private int port() {
    if (server.getPort() > 0) {
      return server.getPort();
    }
    return server.getScheme().equals("smtps") ? SUBMISSION_OVER_TLS_PORT : SUBMISSION_PORT;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
