package dev.stateway.activities.notice;

import dev.stateway.activities.token.SignedLinks;
import java.net.URI;
import java.util.Optional;

/**
 * How word of approvals is sent.
 *
 * @param publicUrl where people reach this server
 * @param links signs those that decide without a login
 * @param mail by which e-mail goes; empty where there is none
 * @param records where it is written down what becomes of approvals
 */
public record NoticeSettings(
    URI publicUrl, SignedLinks links, Optional<MailServer> mail, ApprovalRecords records) {}
