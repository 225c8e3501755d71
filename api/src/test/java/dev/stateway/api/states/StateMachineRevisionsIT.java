package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** How state machines change. */
@WithStateway
class StateMachineRevisionsIT extends StateMachineTests {
  StateMachineRevisionsIT(SfnClient sfn) {
    super(sfn);
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
    assertRefused(
        () ->
            sfn.updateStateMachine(
                r -> r.stateMachineArn(arn).roleArn(ROLE).versionDescription("first")),
        ValidationException.class,
        "Version description can only be set when publish is true");
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
}
