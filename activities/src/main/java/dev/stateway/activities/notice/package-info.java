/** Word of approvals, sent to people by SNS, SQS, e-mail and webhooks. */
@NullMarked
package dev.stateway.activities.notice;

import org.jspecify.annotations.NullMarked;
