package dev.stateway.activities.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.Moto;
import dev.stateway.activities.aws.WithMoto;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Actions of many services, each by its name only. */
@WithMoto
class SdkIntegrationTest {
  private final Moto moto;

  SdkIntegrationTest(Moto moto) {
    this.moto = moto;
  }

  private JsonNode call(String action, String parameters) {
    return moto.call("aws-sdk:" + action, parameters);
  }

  private TaskFailedException failure(String action, String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(action, parameters));
  }

  @Test
  void storesAndReadsObjects() {
    call("s3:createBucket", "{\"Bucket\": \"texts\"}");
    var put =
        call("s3:putObject", "{\"Bucket\": \"texts\", \"Key\": \"a\", \"Body\": {\"n\": 1.50}}");
    call("s3:putObject", "{\"Bucket\": \"texts\", \"Key\": \"b\", \"Body\": \"grün\"}");
    call("s3:putObject", "{\"Bucket\": \"texts\", \"Key\": \"empty\"}");

    var object = call("s3:getObject", "{\"Bucket\": \"texts\", \"Key\": \"a\"}");

    assertThat(put.path("ETag").stringValue()).startsWith("\"");
    assertThat(object.path("Body").stringValue()).isEqualTo("{\"n\":1.50}");
    assertThat(object.path("ContentLength").longValue()).isEqualTo(10);
    assertThat(Instant.parse(object.path("LastModified").stringValue()))
        .isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(object.path("Metadata")).isEqualTo(JsonText.parse("{}"));
    assertThat(object.has("SdkHttpMetadata")).isFalse();
    assertThat(object.propertyNames()).last().isEqualTo("Body");
    assertThat(
            call("s3:getObject", "{\"Bucket\": \"texts\", \"Key\": \"b\"}")
                .path("Body")
                .stringValue())
        .isEqualTo("grün");
    assertThat(
            call("s3:getObject", "{\"Bucket\": \"texts\", \"Key\": \"empty\"}")
                .path("Body")
                .stringValue())
        .isEmpty();
    var listed = call("s3:listObjectsV2", "{\"Bucket\": \"texts\", \"MaxKeys\": 2}");
    assertThat(listed.path("Contents")).hasSize(2);
    assertThat(listed.path("IsTruncated").booleanValue()).isTrue();
    assertThat(listed.has("CommonPrefixes")).as("said nothing of").isFalse();
  }

  @Test
  void namesTheErrorsOfS3AsAwsDoes() {
    call("s3:createBucket", "{\"Bucket\": \"errors\"}");
    var noKey = failure("s3:getObject", "{\"Bucket\": \"errors\", \"Key\": \"none\"}");
    var noBucket = failure("s3:listObjects", "{\"Bucket\": \"no-such-bucket\"}");

    assertThat(noKey.error()).isEqualTo("S3.NoSuchKeyException");
    assertThat(noKey.cause())
        .matches("The specified key does not exist\\. \\(Service: S3, Status Code: 404, .*\\)");
    assertThat(noBucket.error()).isEqualTo("S3.NoSuchBucketException");
  }

  @Test
  void keepsItems() {
    call(
        "dynamodb:createTable",
        """
        {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
        """);
    var item =
        """
        {"id": {"S": "id1"}, "data": {"S": "HelloWorld"}, "n": {"N": "1.50"}, "b": {"B": "bytes"},
         "l": {"L": [{"Bool": true}, {"Nul": true}]}, "m": {"M": {"x": {"Ss": ["a", "b"]}}}}
        """;

    assertThat(call("dynamodb:putItem", "{\"TableName\": \"orders\", \"Item\": " + item + "}"))
        .isEqualTo(JsonText.parse("{}"));
    var got =
        call(
            "dynamodb:getItem", "{\"TableName\": \"orders\", \"Key\": {\"id\": {\"S\": \"id1\"}}}");
    assertThat(got.path("Item")).isEqualTo(JsonText.parse(item));
    var queried =
        call(
            "dynamodb:query",
            """
            {"TableName": "orders", "KeyConditionExpression": "id = :id",
             "ExpressionAttributeValues": {":id": {"S": "id1"}}}
            """);
    assertThat(queried.propertyNames()).containsExactly("Count", "Items", "ScannedCount");
    assertThat(queried.path("Count").intValue()).isEqualTo(1);
  }

  @Test
  void namesTheErrorsOfDynamoDbAsAwsDoes() {
    var noTable =
        failure(
            "dynamodb:putItem", "{\"TableName\": \"nowhere\", \"Item\": {\"id\": {\"S\": \"1\"}}}");

    assertThat(noTable.error()).isEqualTo("DynamoDb.ResourceNotFoundException");
    assertThat(noTable.cause())
        .matches("Requested resource not found \\(Service: DynamoDb, Status Code: 400, Req.*\\)");
    assertThat(failure("dynamodb:putItem", "{\"TableName\": \"nowhere\", \"Item\": null}").error())
        .startsWith("DynamoDb.");
  }

  @Test
  void callsManyServicesByName() {
    var queue = call("sqs:createQueue", "{\"QueueName\": \"work\"}").path("QueueUrl");
    var sent =
        call("sqs:sendMessage", "{\"QueueUrl\": " + queue + ", \"MessageBody\": {\"a\": 1}}");
    var received = call("sqs:receiveMessage", "{\"QueueUrl\": " + queue + "}");
    assertThat(sent.has("Md5OfMessageBody")).as("named as the SDK names it").isTrue();
    assertThat(received.path("Messages").path(0).path("Body").stringValue()).isEqualTo("{\"a\":1}");

    var topic = call("sns:createTopic", "{\"Name\": \"news\"}").path("TopicArn");
    assertThat(call("sns:publish", "{\"TopicArn\": " + topic + ", \"Message\": \"m\"}")).hasSize(1);

    call("secretsmanager:createSecret", "{\"Name\": \"s\", \"SecretString\": {\"k\": \"v\"}}");
    assertThat(
            call("secretsmanager:getSecretValue", "{\"SecretId\": \"s\"}")
                .path("SecretString")
                .stringValue())
        .isEqualTo("{\"k\":\"v\"}");

    call("ssm:putParameter", "{\"Name\": \"/p\", \"Value\": \"1\", \"Type\": \"String\"}");
    assertThat(
            call("ssm:getParameter", "{\"Name\": \"/p\"}")
                .path("Parameter")
                .path("LastModifiedDate")
                .stringValue())
        .endsWith("Z");

    var key = call("kms:createKey", "{}").path("KeyMetadata").path("KeyId");
    var encrypted = call("kms:encrypt", "{\"KeyId\": " + key + ", \"Plaintext\": \"secret\"}");
    assertThat(encrypted.path("CiphertextBlob").isString()).isTrue();

    call("eventbridge:createEventBus", "{\"Name\": \"bus\"}");
    assertThat(call("eventbridge:describeEventBus", "{\"Name\": \"bus\"}").path("Arn").isString())
        .isTrue();

    assertThat(call("sts:getCallerIdentity", "{}").path("Account").stringValue())
        .isEqualTo("123456789012");

    call(
        "iam:createUser",
        "{\"UserName\": \"ada\", \"Tags\": [{\"Key\": \"team\", \"Value\": \"reports\"}]}");
    assertThat(call("iam:getUser", "{\"UserName\": \"ada\"}").path("User").path("UserName"))
        .hasToString("\"ada\"");

    assertThat(call("athena:listWorkGroups", "{}").path("WorkGroups").isArray()).isTrue();
    assertThat(call("firehose:listDeliveryStreams", "{}").path("DeliveryStreamNames")).isEmpty();
    call("ses:verifyEmailIdentity", "{\"EmailAddress\": \"ada@example.com\"}");
    assertThat(call("ses:listIdentities", "{}").path("Identities")).hasSize(1);
    assertThat(call("eks:listClusters", "{}").path("Clusters")).isEmpty();
    call(
        "rds:createDBInstance",
        "{\"DbInstanceIdentifier\": \"db\", \"DbInstanceClass\": \"db.t3.micro\", \"Engine\":"
            + " \"postgres\", \"AllocatedStorage\": 20}");
    assertThat(
            call("rds:describeDBInstances", "{\"DbInstanceIdentifier\": \"db\"}")
                .path("DbInstances")
                .path(0)
                .path("DbInstanceIdentifier")
                .stringValue())
        .isEqualTo("db");
  }

  @Test
  void hasAClientOfEveryPackagedService() throws Exception {
    try (var modules = new SdkModules(Optional.empty())) {
      assertThat(modules.services()).hasSizeGreaterThan(25);
      for (var service : modules.services()) {
        assertThat(modules.client(service).isInterface()).isTrue();
      }
    }
  }

  @Test
  void refusesWhatIsUnknownBeforeAnythingIsSent() {
    assertThat(failure("neptune:createGraph", "{}").cause())
        .contains("add the jar software.amazon.awssdk:neptune:2.")
        .contains("STATEWAY_SDK_JARS");
    assertThat(failure("s3:fly", "{}").cause())
        .isEqualTo("The service 'S3' has no action 'fly' that a task can call");
    assertThat(failure("sqs:createQueue", "{\"QueueNam\": \"x\"}").cause())
        .isEqualTo("The field \"QueueNam\" is not supported by Step Functions");
    assertThat(
            failure(
                    "cloudwatch:putMetricData",
                    "{\"Namespace\": \"n\", \"MetricData\": [{\"MetricName\": \"m\", \"Value\":"
                        + " \"one\"}]}")
                .cause())
        .isEqualTo("The value for the field 'MetricData[0].Value' must be a number");
    assertThat(failure("s3:getObject", "{}").error()).isEqualTo("S3.SdkClientException");
  }

  @Test
  void writesBytesThatAreNoTextInBase64() {
    var key = call("kms:createKey", "{}").path("KeyMetadata").path("KeyId");
    var data = call("kms:generateDataKey", "{\"KeyId\": " + key + ", \"KeySpec\": \"AES_256\"}");

    var plaintext = data.path("Plaintext").stringValue();
    assertThat(Base64.getDecoder().decode(plaintext)).hasSize(32);
  }

  @Test
  void callsAsTheRoleOfTheTask() {
    var made =
        call(
            "iam:createRole",
            "{\"RoleName\": \"tasks\", \"AssumeRolePolicyDocument\": {\"Version\":"
                + " \"2012-10-17\", \"Statement\": []}}");
    assertThat(made.path("Role").has("Arn")).as(made.toString()).isTrue();
    var role = made.path("Role").path("Arn").stringValue();
    var asked = Tasks.request("arn:aws:states:::aws-sdk:sts:getCallerIdentity", "{}");
    var asRole =
        new TaskRequest(
            asked.resource(),
            asked.stateName(),
            asked.arguments(),
            null,
            asked.idempotencyKey(),
            asked.executionArn(),
            role,
            null);

    var caller = moto.tasks().call(asRole, () -> {});

    assertThat(caller.path("Arn").stringValue())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/tasks/StepFunctions");
  }
}
