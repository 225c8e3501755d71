package dev.stateway.api.registry;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An activity that exists.
 *
 * @param arn who it is
 * @param name its name
 * @param createdAt when it was made, in whole milliseconds
 * @param encryption AWS's encryptionConfiguration: stored and shown again
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html">DescribeActivity</a>
 */
public record RegisteredActivity(String arn, String name, Instant createdAt, JsonNode encryption) {}
