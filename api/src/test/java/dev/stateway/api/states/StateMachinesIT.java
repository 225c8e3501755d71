package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.EncryptionType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidEncryptionConfigurationException;
import software.amazon.awssdk.services.sfn.model.InvalidLoggingConfigurationException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** How state machines are made, shown, changed and removed. */
@WithStateway
class StateMachinesIT extends StateMachineTests {
  StateMachinesIT(SfnClient sfn) {
    super(sfn);
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
}
