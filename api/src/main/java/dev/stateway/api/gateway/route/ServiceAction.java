package dev.stateway.api.gateway.route;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first-class integrations with AWS services other than Step Functions, and their parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html">Integration
 *     subtypes</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
public enum ServiceAction {
  EVENTBRIDGE_PUT_EVENTS(
      "EventBridge-PutEvents",
      List.of("Detail", "DetailType", "Source"),
      List.of("Time", "EventBusName", "Resources", "TraceHeader")),
  SQS_SEND_MESSAGE(
      "SQS-SendMessage",
      List.of("QueueUrl", "MessageBody"),
      List.of(
          "DelaySeconds",
          "MessageAttributes",
          "MessageDeduplicationId",
          "MessageGroupId",
          "MessageSystemAttributes")),
  SQS_RECEIVE_MESSAGE(
      "SQS-ReceiveMessage",
      List.of("QueueUrl"),
      List.of(
          "AttributeNames",
          "MaxNumberOfMessages",
          "MessageAttributeNames",
          "ReceiveRequestAttemptId",
          "VisibilityTimeout",
          "WaitTimeSeconds")),
  SQS_DELETE_MESSAGE("SQS-DeleteMessage", List.of("ReceiptHandle", "QueueUrl"), List.of()),
  SQS_PURGE_QUEUE("SQS-PurgeQueue", List.of("QueueUrl"), List.of()),
  APPCONFIG_GET_CONFIGURATION(
      "AppConfig-GetConfiguration",
      List.of("Application", "Environment", "Configuration", "ClientId"),
      List.of("ClientConfigurationVersion")),
  KINESIS_PUT_RECORD(
      "Kinesis-PutRecord",
      List.of("StreamName", "Data", "PartitionKey"),
      List.of("SequenceNumberForOrdering", "ExplicitHashKey"));

  private final String subtype;
  private final List<String> required;
  private final List<String> optional;

  ServiceAction(String subtype, List<String> required, List<String> optional) {
    this.subtype = subtype;
    this.required = required;
    this.optional = optional;
  }

  /** As {@code integrationSubtype} names it. */
  public String subtype() {
    return subtype;
  }

  /** Parameters that must be there. */
  public List<String> required() {
    return required;
  }

  /** All parameters, without Region, which every integration has. */
  public Set<String> parameters() {
    var all = new LinkedHashSet<>(required);
    all.addAll(optional);
    return all;
  }

  /** The one of this name. */
  public static Optional<ServiceAction> named(String subtype) {
    return Arrays.stream(values()).filter(action -> action.subtype.equals(subtype)).findFirst();
  }
}
