package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.aws.Moto;
import dev.stateway.activities.aws.WithMoto;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The optimised integrations that are data, against the services themselves. */
@WithMoto
class OptimisedIntegrationTest {
  private final Moto moto;

  OptimisedIntegrationTest(Moto moto) {
    this.moto = moto;
  }

  private JsonNode call(String resource, String parameters) {
    return moto.call(resource, parameters);
  }

  private TaskFailedException failure(String resource, String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(resource, parameters));
  }

  private JsonNode receive(JsonNode queueUrl) {
    return call("aws-sdk:sqs:receiveMessage", "{\"QueueUrl\": " + queueUrl + "}")
        .path("Messages")
        .path(0)
        .path("Body");
  }

  @Test
  void sendsMessagesToQueues() {
    var queue = call("aws-sdk:sqs:createQueue", "{\"QueueName\": \"q\"}").path("QueueUrl");

    var sent =
        call(
            "sqs:sendMessage.waitForTaskToken",
            "{\"QueueUrl\": " + queue + ", \"MessageBody\": {\"TaskToken\": \"t\"}}");

    assertThat(sent.propertyNames())
        .containsExactly("MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(sent.path("SdkHttpMetadata").path("HttpStatusCode").intValue()).isEqualTo(200);
    assertThat(receive(queue).stringValue()).isEqualTo("{\"TaskToken\":\"t\"}");
  }

  @Test
  void namesTheErrorsOfSqs() {
    var queue = call("aws-sdk:sqs:createQueue", "{\"QueueName\": \"e\"}").path("QueueUrl");
    var absent =
        JsonText.MAPPER.getNodeFactory().stringNode(queue.stringValue().replace("/e", "/none"));

    var noQueue =
        failure("sqs:sendMessage", "{\"QueueUrl\": " + absent + ", \"MessageBody\": \"m\"}");

    assertThat(noQueue.error()).as(noQueue.cause()).isEqualTo("SQS.QueueDoesNotExistException");
    assertThat(noQueue.cause())
        .contains("(Service: AmazonSQS; Status Code: 400; Error Code: ")
        .endsWith("; Proxy: null)");
    assertThat(failure("sqs:sendMessage", "{\"QueueUrl\": \"x\", \"Body\": \"m\"}").cause())
        .isEqualTo("The field \"Body\" is not supported by Step Functions");
  }

  @Test
  void publishesToTopics() {
    var queue = call("aws-sdk:sqs:createQueue", "{\"QueueName\": \"heard\"}").path("QueueUrl");
    var topic = call("aws-sdk:sns:createTopic", "{\"Name\": \"t\"}").path("TopicArn");
    call(
        "aws-sdk:sns:subscribe",
        "{\"TopicArn\": "
            + topic
            + ", \"Protocol\": \"sqs\", \"Endpoint\": \"arn:aws:sqs:us-east-1:123456789012:heard\","
            + " \"Attributes\": {\"RawMessageDelivery\": \"true\"}}");

    var published = call("sns:publish", "{\"TopicArn\": " + topic + ", \"Message\": {\"a\": [1]}}");

    assertThat(published.propertyNames())
        .containsExactly("MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(receive(queue).stringValue()).isEqualTo("{\"a\":[1]}");
    var failure =
        failure(
            "sns:publish",
            "{\"TopicArn\": \"arn:aws:sns:us-east-1:123456789012:none\", \"Message\": \"m\"}");
    assertThat(failure.error()).isEqualTo("SNS.NotFoundException");
    assertThat(failure.cause())
        .contains("(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: ");
  }

  @Test
  void putsEventsThatNameTheExecution() {
    var queue = call("aws-sdk:sqs:createQueue", "{\"QueueName\": \"events\"}").path("QueueUrl");
    call(
        "aws-sdk:eventbridge:putRule",
        "{\"Name\": \"all\", \"EventPattern\": {\"source\": [\"orders\"]}}");
    call(
        "aws-sdk:eventbridge:putTargets",
        """
        {"Rule": "all", "Targets": [{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:events"}]}
        """);

    var answer =
        call(
            "events:putEvents",
            """
            {"Entries": [{"Source": "orders", "DetailType": "placed", "Detail": {"n": 1}, "Resources": ["mine"]}]}
            """);

    assertThat(answer.path("FailedEntryCount").intValue()).isZero();
    assertThat(answer.path("Entries").path(0).path("EventId").isString()).isTrue();
    var event = JsonText.parse(receive(queue).stringValue());
    assertThat(event.path("detail")).isEqualTo(JsonText.parse("{\"n\": 1}"));
    assertThat(event.path("resources"))
        .isEqualTo(
            JsonText.parse(
                """
                ["mine", "arn:aws:states:us-east-1:000000000000:execution:orders:one",
                 "arn:aws:states:us-east-1:000000000000:stateMachine:orders"]
                """));
  }

  @Test
  void failsWhenAnEventWasNotTaken() {
    var failure =
        failure(
            "events:putEvents",
            "{\"Entries\": [{\"Source\": \"\", \"DetailType\": \"d\", \"Detail\": \"no json\"}]}");

    assertThat(failure.error()).isEqualTo("EventBridge.FailedEntry");
    assertThat(JsonText.parse(String.valueOf(failure.cause())).path("FailedEntryCount").intValue())
        .isEqualTo(1);
  }

  @Test
  void keepsItems() {
    call(
        "aws-sdk:dynamodb:createTable",
        """
        {"TableName": "t", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
        """);
    var key = "{\"TableName\": \"t\", \"Key\": {\"id\": {\"S\": \"1\"}}";

    var put =
        call(
            "dynamodb:putItem",
            "{\"TableName\": \"t\", \"Item\": {\"id\": {\"S\": \"1\"}, \"n\": {\"N\": \"1\"}}}");
    call(
        "dynamodb:updateItem",
        key
            + ", \"UpdateExpression\": \"SET n = n + :one\", \"ExpressionAttributeValues\":"
            + " {\":one\": {\"N\": \"1\"}}}");
    var got = call("dynamodb:getItem", key + "}");
    call("dynamodb:deleteItem", key + "}");
    var gone = call("dynamodb:getItem", key + "}");

    assertThat(put.propertyNames()).containsExactly("SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(got.path("Item").path("n").path("N").stringValue()).isEqualTo("2");
    assertThat(gone.has("Item")).isFalse();
    var failure =
        failure(
            "dynamodb:putItem",
            "{\"TableName\": \"t\", \"Item\": {\"id\": {\"S\": \"1\"}}, \"ConditionExpression\":"
                + " \"attribute_exists(id)\"}");
    assertThat(failure.error()).isEqualTo("DynamoDB.ConditionalCheckFailedException");
    assertThat(failure.cause())
        .startsWith("The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400;")
        .contains("Error Code: ConditionalCheckFailedException;");
  }

  @Test
  void readsAndWritesTheBodiesOfModels() {
    moto.call("aws-sdk:s3:createBucket", "{\"Bucket\": \"models\"}");
    moto.call(
        "aws-sdk:s3:putObject",
        "{\"Bucket\": \"models\", \"Key\": \"in\", \"ContentType\": \"application/json\","
            + " \"Body\": {\"p\": 1}}");

    var answer =
        moto.call(
            "bedrock:invokeModel",
            """
            {"ModelId": "m", "Input": {"S3Uri": "s3://models/in"}, "Output": {"S3Uri": "s3://models/out"}}
            """);
    var absent =
        moto.failure(
            "bedrock:invokeModel",
            "{\"ModelId\": \"m\", \"Input\": {\"S3Uri\": \"s3://models/none\"}}");

    assertThat(answer.path("Body").stringValue()).isEqualTo("s3://models/out");
    var written = moto.call("aws-sdk:s3:getObject", "{\"Bucket\": \"models\", \"Key\": \"out\"}");
    assertThat(written.path("Body").stringValue()).isEqualTo("{}");
    assertThat(written.path("ContentType").stringValue()).isEqualTo("application/json");
    assertThat(absent.error()).isEqualTo("S3.NoSuchKeyException");
    assertThat(absent.cause()).contains("(Service: Amazon S3; Status Code: 404; ");
  }
}
