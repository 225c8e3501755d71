package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** What is refused of aliases. */
@WithStateway
class AliasRefusalsIT extends AliasTests {
  AliasRefusalsIT(SfnClient sfn) {
    super(sfn);
  }

  @Test
  void refusesWrongRoutes() {
    var arn = versioned();
    var other = versioned();
    createAlias("there", route(arn + ":1", 100));

    assertInvalid(
        "Sum of routing configuration weights must equal 100. Received: [60, 30]",
        route(arn + ":1", 60),
        route(arn + ":2", 30));
    assertInvalid(
        "Routing configuration must contain distinct state machine version ARNs. Received: ["
            + (arn + ":1, " + arn + ":1]"),
        route(arn + ":1", 50),
        route(arn + ":1", 50));
    for (var wrong : List.of(arn, arn + ":there", arn + ":0")) {
      assertInvalid(
          "Routing configuration must contain state machine version ARNs. Received: ["
              + wrong
              + "]",
          route(wrong, 100));
    }
    assertInvalid(
        "Routing configuration must contain versions of the same state machine. Received: ["
            + (arn + ":1, " + other + ":1]"),
        route(arn + ":1", 50),
        route(other + ":1", 50));
    assertThatThrownBy(() ->
            sfn.updateStateMachineAlias(r ->
                r.stateMachineAliasArn(arn + ":there")
                    .routingConfiguration(route(other + ":1", 100))))
        .isInstanceOf(ValidationException.class);
    assertRefused(
        () -> createAlias("a", route(arn + ":1", 101)),
        ValidationException.class,
        "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed"
            + " to satisfy constraint: Member must have value less than or equal to 100");
    assertRefused(
        () -> createAlias("a", route(arn + ":1", 150), route(arn + ":2", -50)),
        ValidationException.class,
        "2 validation errors detected: Value '150' at 'routingConfiguration.1.member.weight' failed"
            + " to satisfy constraint: Member must have value less than or equal to 100; Value"
            + " '-50' at 'routingConfiguration.2.member.weight' failed to satisfy constraint:"
            + " Member must have value greater than or equal to 0");
    assertRefused(
        () -> createAlias("a", route("nothing", 100)),
        InvalidArnException.class,
        "Invalid Arn: 'Invalid ARN prefix: nothing'");
    assertRefused(
        () -> createAlias("a"),
        ValidationException.class,
        "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1");
    var three = List.of(route(arn + ":1", 40), route(arn + ":2", 40), route(arn + ":3", 20));
    assertThatThrownBy(
            () -> sfn.createStateMachineAlias(r -> r.name("a").routingConfiguration(three)))
        .hasMessageContaining(
            "1 validation error detected: Value '[RoutingConfigurationListItem("
                + "stateMachineVersionArn="
                + arn
                + ":1, weight=40), ")
        .hasMessageContaining("Member must have length less than or equal to 2");
    assertRefused(
        () -> createAlias("a", route(arn + ":3", 100)), ResourceNotFoundException.class, NOT_THERE);
    assertRefused(
        () -> createAlias("a", route(arn + "x:1", 100)),
        ResourceNotFoundException.class,
        NOT_THERE);
    assertThat(aliases(arn)).containsExactly(arn + ":there");
  }

  private void assertInvalid(String message, RoutingConfigurationListItem... routes) {
    assertThatThrownBy(() -> createAlias("a", routes))
        .isInstanceOfSatisfying(
            ValidationException.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(refusal.reasonAsString()).isEqualTo("INVALID_ROUTING_CONFIGURATION");
            });
  }

  @Test
  void refusesWhatIsNoAlias() {
    var arn = versioned();

    assertThatThrownBy(() -> sfn.createStateMachineAlias(r -> r.name("a")))
        .hasMessageContaining(
            "1 validation error detected: Value null at 'routingConfiguration' failed to satisfy"
                + " constraint: Member must not be null");
    assertThatThrownBy(() -> createAlias("!".repeat(81), route(arn + ":1", 100)))
        .hasMessageContaining("2 validation errors detected: ")
        .hasMessageContaining("Member must have length less than or equal to 80")
        .hasMessageContaining(
            "Member must satisfy regular expression pattern:"
                + " ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");
    for (Runnable call :
        List.<Runnable>of(
            () -> sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD")),
            () ->
                sfn.updateStateMachineAlias(
                    r -> r.stateMachineAliasArn(arn + ":PROD").description("d")))) {
      assertRefused(call, ResourceNotFoundException.class, NOT_THERE);
    }
    for (var wrong : List.of(arn, arn + ":1", arn + ":a:b")) {
      for (Runnable call :
          List.<Runnable>of(
              () -> sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(wrong)),
              () -> sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(wrong)),
              () ->
                  sfn.updateStateMachineAlias(
                      r -> r.stateMachineAliasArn(wrong).description("d")))) {
        assertRefused(
            call,
            InvalidArnException.class,
            "Invalid Arn: 'Resource type not valid in this context: stateMachine'");
      }
    }
    createAlias("PROD", route(arn + ":1", 100));
    assertThatThrownBy(
            () -> sfn.updateStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD")))
        .isInstanceOfSatisfying(
            ValidationException.class,
            refusal ->
                assertThat(refusal.reasonAsString()).isEqualTo("MISSING_REQUIRED_PARAMETER"));
  }
}
