package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.EncryptionType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidEncryptionConfigurationException;
import software.amazon.awssdk.services.sfn.model.InvalidLoggingConfigurationException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TooManyTagsException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

@WithStateway
class StateMachinesIT {
  private static final String DEFINITION =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}
      """;

  private final SfnClient sfn;

  StateMachinesIT(SfnClient sfn) {
    this.sfn = sfn;
  }

  private static String newName() {
    return "machine-" + UUID.randomUUID();
  }

  private static CreateStateMachineRequest.Builder machine(String name) {
    return CreateStateMachineRequest.builder().name(name).definition(DEFINITION).roleArn(ROLE);
  }

  private String create(String name) {
    return sfn.createStateMachine(machine(name).build()).stateMachineArn();
  }

  @Test
  void describesWhatWasCreated() {
    var name = newName();
    var created = sfn.createStateMachine(machine(name).type(StateMachineType.EXPRESS).build());

    var described = sfn.describeStateMachine(r -> r.stateMachineArn(created.stateMachineArn()));

    assertThat(created.stateMachineArn())
        .isEqualTo("arn:aws:states:us-east-1:111111111111:stateMachine:" + name);
    assertThat(described.name()).isEqualTo(name);
    assertThat(described.definition()).isEqualTo(DEFINITION);
    assertThat(described.roleArn()).isEqualTo(ROLE);
    assertThat(described.type()).isEqualTo(StateMachineType.EXPRESS);
    assertThat(described.statusAsString()).isEqualTo("ACTIVE");
    assertThat(described.creationDate()).isEqualTo(created.creationDate());
    assertThat(described.loggingConfiguration().level()).isEqualTo(LogLevel.OFF);
    assertThat(described.tracingConfiguration().enabled()).isFalse();
    assertThat(described.encryptionConfiguration().type()).isEqualTo(EncryptionType.AWS_OWNED_KEY);
    assertThat(described.revisionId()).isNull();
  }

  @Test
  void answersTheSameCreationAgainTheSame() {
    var name = newName();
    var first = sfn.createStateMachine(machine(name).build());
    var again =
        sfn.createStateMachine(machine(name).roleArn(ROLE + "-other").tags(tag("k", "v")).build());

    assertThat(again.stateMachineArn()).isEqualTo(first.stateMachineArn());
    assertThat(again.creationDate()).isEqualTo(first.creationDate());
  }

  @Test
  void refusesAnotherMachineOfTheSameName() {
    var name = newName();
    var arn = create(name);

    assertRefused(
        () -> sfn.createStateMachine(machine(name).definition(DEFINITION + " ").build()),
        StateMachineAlreadyExistsException.class,
        "State Machine Already Exists: '" + arn + "'");
    assertRefused(
        () -> sfn.createStateMachine(machine(name).type(StateMachineType.EXPRESS).build()),
        StateMachineAlreadyExistsException.class,
        "State Machine Already Exists: '" + arn + "'");
  }

  @Test
  void refusesWrongCreations() {
    assertRefused(() -> create("a name"), InvalidNameException.class, "Invalid Name: 'a name'");
    assertRefused(
        () -> create("x".repeat(81)),
        ValidationException.class,
        "1 validation error detected: Value '"
            + "x".repeat(81)
            + "' at 'name' failed to satisfy constraint: Member must have length less than or"
            + " equal to 80");
    assertRefused(
        () -> sfn.createStateMachine(machine(newName()).roleArn("no-role").build()),
        InvalidArnException.class,
        "Invalid Role Arn: 'no-role'");
    assertRefused(
        () -> sfn.createStateMachine(machine(newName()).definition("{}").build()),
        InvalidDefinitionException.class,
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required:"
            + " [StartAt, States] at /'");
    assertRefused(
        () -> sfn.createStateMachine(machine(newName()).type("LARGE").build()),
        ValidationException.class,
        "1 validation error detected: Value 'LARGE' at 'type' failed to satisfy constraint: Member"
            + " must satisfy enum value set: [STANDARD, EXPRESS]");
    assertRefused(
        () ->
            sfn.createStateMachine(
                machine(newName()).loggingConfiguration(l -> l.level(LogLevel.ALL)).build()),
        InvalidLoggingConfigurationException.class,
        "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    assertRefused(
        () ->
            sfn.createStateMachine(
                machine(newName())
                    .encryptionConfiguration(e -> e.type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY))
                    .build()),
        InvalidEncryptionConfigurationException.class,
        "Invalid Encryption Configuration: kmsKeyId is required for the type"
            + " CUSTOMER_MANAGED_KMS_KEY");
    assertRefused(
        () -> sfn.createStateMachine(machine(newName()).versionDescription("first").build()),
        ValidationException.class,
        "Version description can only be set when publish is true");
  }

  @Test
  void tellsAllThatIsMissing() {
    assertThatThrownBy(() -> sfn.createStateMachine(r -> r.name("")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "3 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member"
                + " must have length greater than or equal to 1; Value null at 'definition' failed"
                + " to satisfy constraint: Member must not be null; Value null at 'roleArn'");
  }

  @Test
  void refusesExpressMachinesWithPatternsOfStandardOnes() {
    var definition =
        """
        {"StartAt": "Only", "States": {"Only":
          {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {}, "End": true}}}
        """;
    assertThatThrownBy(() ->
            sfn.createStateMachine(
                machine(newName()).definition(definition).type(StateMachineType.EXPRESS).build()))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Express state machine does not support '.sync' service integration");
  }

  @Test
  void numbersRevisionsFromTheFirstChange() {
    var arn = create(newName());

    var unchanged = sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition(DEFINITION));
    var changed = sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2"));
    var again = sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2"));
    var described = sfn.describeStateMachine(r -> r.stateMachineArn(arn));

    assertThat(unchanged.revisionId()).isNull();
    assertThat(changed.revisionId()).isNotNull();
    assertThat(again.revisionId()).isEqualTo(changed.revisionId());
    assertThat(described.revisionId()).isEqualTo(changed.revisionId());
    assertThat(described.roleArn()).isEqualTo(ROLE + "-2");
    assertThat(described.definition()).isEqualTo(DEFINITION);
  }

  @Test
  void refusesWrongUpdates() {
    var arn = create(newName());

    assertRefused(
        () -> sfn.updateStateMachine(r -> r.stateMachineArn(arn)),
        MissingRequiredParameterException.class,
        "Either the definition, the role ARN, the LoggingConfiguration, or the"
            + " TracingConfiguration must be specified");
    assertRefused(
        () -> sfn.updateStateMachine(r -> r.stateMachineArn(arn + "x").roleArn(ROLE)),
        StateMachineDoesNotExistException.class,
        "State Machine Does Not Exist: '" + arn + "x'");
    assertThatThrownBy(
            () -> sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition("nothing")))
        .isInstanceOf(InvalidDefinitionException.class);
    assertThatThrownBy(() -> sfn.updateStateMachine(r -> r.stateMachineArn(arn).publish(true)))
        .isInstanceOf(MissingRequiredParameterException.class);
    assertThatThrownBy(
            () -> sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE).publish(true)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("is not supported by this version of Stateway");
  }

  @Test
  void keepsOneOfManyChangesAtTheSameTime() {
    var arn = create(newName());

    var revisions =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + i)))
            .map(answer -> answer.revisionId())
            .toList();

    var described = sfn.describeStateMachine(r -> r.stateMachineArn(arn));
    assertThat(revisions).doesNotHaveDuplicates().contains(described.revisionId());
  }

  @Test
  void describesOnlyWhatThereIs() {
    assertRefused(
        () -> sfn.describeStateMachine(r -> r.stateMachineArn("nothing")),
        InvalidArnException.class,
        "Invalid Arn: 'Invalid ARN prefix: nothing'");
    assertThatThrownBy(() ->
            sfn.describeStateMachine(
                r -> r.stateMachineArn("arn:aws:states:us-east-1:111111111111:stateMachine:none")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void deletesOnceAndForAll() {
    var arn = create(newName());

    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));

    assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.deleteStateMachine(r -> r.stateMachineArn(arn + ":1")))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> sfn.deleteStateMachine(r -> r.stateMachineArn("nothing")))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void listsPageByPage() {
    var arns = IntStream.range(0, 5).mapToObj(_ -> create(newName())).sorted().toList();

    var found = new ArrayList<String>();
    @Nullable String token = null;
    do {
      var next = token;
      var page = sfn.listStateMachines(r -> r.maxResults(2).nextToken(next));
      assertThat(page.stateMachines()).hasSizeLessThanOrEqualTo(2);
      page.stateMachines().stream().map(StateMachineListItem::stateMachineArn).forEach(found::add);
      token = page.nextToken();
    } while (token != null);

    assertThat(found).isSorted().doesNotHaveDuplicates().containsAll(arns);
  }

  @Test
  void refusesTokensThatItDidNotGive() {
    create(newName());
    create(newName());
    var token = sfn.listStateMachines(r -> r.maxResults(1)).nextToken();
    var arn = create(newName());

    assertRefused(
        () -> sfn.listStateMachines(r -> r.nextToken("made-up")),
        InvalidTokenException.class,
        "Invalid Token: 'Invalid token'");
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(arn).nextToken(token)))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void keepsTags() {
    var name = newName();
    var arn = sfn.createStateMachine(machine(name).tags(tag("a", "1")).build()).stateMachineArn();

    sfn.tagResource(r -> r.resourceArn(arn).tags(tag("a", "2"), tag("b", "")));
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsExactlyInAnyOrder(tag("a", "2"), tag("b", ""));

    sfn.untagResource(r -> r.resourceArn(arn).tagKeys("a", "none"));
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsExactly(tag("b", ""));
  }

  @Test
  void refusesTooManyTagsAndTagsOfNothing() {
    var arn = create(newName());
    var fifty = IntStream.range(0, 50).mapToObj(i -> tag("key" + i, "")).toList();

    sfn.tagResource(r -> r.resourceArn(arn).tags(fifty));
    assertThatThrownBy(() -> sfn.tagResource(r -> r.resourceArn(arn).tags(tag("more", ""))))
        .isInstanceOf(TooManyTagsException.class);
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(arn)).tags()).hasSize(50);
    assertRefused(
        () -> sfn.listTagsForResource(r -> r.resourceArn(arn + "x")),
        ResourceNotFoundException.class,
        "Resource not found: '" + arn + "x'");
  }

  @Test
  void tellsWhatIsWrongWithADefinition() {
    var wrong = "{\"States\": {\"Only\": {\"Type\": \"Pass\", \"End\": true}}}";

    var verdict = sfn.validateStateMachineDefinition(r -> r.definition(wrong));
    var good = sfn.validateStateMachineDefinition(r -> r.definition(DEFINITION));

    assertThat(verdict.resultAsString()).isEqualTo("FAIL");
    assertThat(verdict.diagnostics())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
          assertThat(diagnostic.message()).isEqualTo("These fields are required: [StartAt]");
          assertThat(diagnostic.location()).isEqualTo("/");
        });
    assertThat(verdict.truncated()).isFalse();
    assertThat(good.resultAsString()).isEqualTo("OK");
  }

  @Test
  void namesTheVariablesThatStatesReferTo() {
    var name = newName();
    var definition =
        """
        {"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
          "B": {"Type": "Pass", "InputPath": "$x", "End": true}}}
        """;
    var arn =
        sfn.createStateMachine(r -> r.name(name).definition(definition).roleArn(ROLE))
            .stateMachineArn();

    assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(arn)).variableReferences())
        .isEqualTo(Map.of("B", List.of("x")));
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertRefused(
      Runnable call, Class<? extends SfnException> type, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            type,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(refusal.requestId()).isNotBlank();
            });
  }
}
