package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Aliases of state machines. */
@WithStateway
class AliasesIT extends StateMachineTests {
  private static final String NOT_THERE = "Request references a resource that does not exist.";

  AliasesIT(SfnClient sfn) {
    super(sfn);
  }

  /** A state machine with two versions. */
  private String versioned() {
    var arn = sfn.createStateMachine(machine(newName()).publish(true).build()).stateMachineArn();
    sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2").publish(true));
    return arn;
  }

  private static RoutingConfigurationListItem route(String versionArn, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(versionArn)
        .weight(weight)
        .build();
  }

  private CreateStateMachineAliasResponse createAlias(
      String name, RoutingConfigurationListItem... routes) {
    return sfn.createStateMachineAlias(
        r -> r.name(name).description("what for").routingConfiguration(routes));
  }

  private List<String> aliases(String arn) {
    return sfn.listStateMachineAliases(r -> r.stateMachineArn(arn)).stateMachineAliases().stream()
        .map(StateMachineAliasListItem::stateMachineAliasArn)
        .toList();
  }

  @Test
  void leadsToVersions() {
    var arn = versioned();
    var created = createAlias("PROD", route(arn + ":1", 90), route(arn + ":2", 10));

    assertThat(created.stateMachineAliasArn()).isEqualTo(arn + ":PROD");
    var described = sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD"));
    assertThat(described.name()).isEqualTo("PROD");
    assertThat(described.description()).isEqualTo("what for");
    assertThat(described.routingConfiguration())
        .containsExactly(route(arn + ":1", 90), route(arn + ":2", 10));
    assertThat(described.creationDate()).isEqualTo(created.creationDate());
    assertThat(described.updateDate()).isEqualTo(created.creationDate());
    assertRefused(
        () -> sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":PROD")),
        StateMachineDoesNotExistException.class,
        "State Machine Does Not Exist: '" + arn + ":PROD'");
  }

  @Test
  void answersTheSameCreationAgainTheSame() {
    var arn = versioned();
    var first = createAlias("PROD", route(arn + ":1", 100));

    assertThat(createAlias("PROD", route(arn + ":1", 100)).creationDate())
        .isEqualTo(first.creationDate());
    var conflict =
        "Failed to create alias because an alias with the same name and a different routing"
            + " configuration already exists.";
    assertRefused(
        () -> createAlias("PROD", route(arn + ":2", 100)), ConflictException.class, conflict);
    assertRefused(
        () ->
            sfn.createStateMachineAlias(
                r -> r.name("PROD").routingConfiguration(route(arn + ":1", 100))),
        ConflictException.class,
        conflict);
  }

  @Test
  void changesWhatIsSent() {
    var arn = versioned();
    var alias = createAlias("PROD", route(arn + ":1", 100)).stateMachineAliasArn();

    sfn.updateStateMachineAlias(r -> r.stateMachineAliasArn(alias).description("other"));
    var described = sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    assertThat(described.description()).isEqualTo("other");
    assertThat(described.routingConfiguration()).containsExactly(route(arn + ":1", 100));

    var updated =
        sfn.updateStateMachineAlias(r ->
            r.stateMachineAliasArn(alias)
                .routingConfiguration(route(arn + ":2", 0), route(arn + ":1", 100)));
    described = sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    assertThat(described.description()).isEqualTo("other");
    assertThat(described.routingConfiguration())
        .containsExactly(route(arn + ":2", 0), route(arn + ":1", 100));
    assertThat(described.updateDate()).isEqualTo(updated.updateDate());
  }

  @Test
  void listsOldestFirstPageByPageAndByVersion() {
    var arn = versioned();
    var names = List.of("d", "a", "c", "b", "e");
    names.forEach(name -> createAlias(name, route(arn + ":1", 100)));
    createAlias("of-both", route(arn + ":1", 1), route(arn + ":2", 99));

    var found = new ArrayList<String>();
    @Nullable String token = null;
    do {
      var next = token;
      var page =
          sfn.listStateMachineAliases(r -> r.stateMachineArn(arn).maxResults(2).nextToken(next));
      assertThat(page.stateMachineAliases()).hasSizeLessThanOrEqualTo(2);
      page.stateMachineAliases().forEach(item -> found.add(item.stateMachineAliasArn()));
      token = page.nextToken();
    } while (token != null);

    assertThat(found).hasSize(6).doesNotHaveDuplicates().isEqualTo(aliases(arn));
    assertThat(aliases(arn + ":1")).isEqualTo(found);
    assertThat(aliases(arn + ":2")).containsExactly(arn + ":of-both");
    for (var none : List.of(arn + "x", arn + ":3", arn + ":a")) {
      assertThatThrownBy(() -> aliases(none)).isInstanceOf(StateMachineDoesNotExistException.class);
    }
  }

  @Test
  void keepsItsVersionsFromDeletion() {
    var arn = versioned();
    createAlias("PROD", route(arn + ":1", 100));
    createAlias("TEST", route(arn + ":2", 50), route(arn + ":1", 50));

    assertRefused(
        () -> sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":1")),
        ConflictException.class,
        "Version to be deleted must not be referenced by an alias. Current list of aliases"
            + " referencing this version: [PROD, TEST]");
    sfn.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(arn + ":TEST").routingConfiguration(route(arn + ":2", 100)));
    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD"));
    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD"));
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":1"));

    assertThat(aliases(arn)).containsExactly(arn + ":TEST");
    assertRefused(
        () -> createAlias("PROD", route(arn + ":1", 100)),
        ResourceNotFoundException.class,
        NOT_THERE);
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    assertThatThrownBy(
            () -> sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":TEST")))
        .isInstanceOf(ResourceNotFoundException.class);
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

  @Test
  void neverLeadsToAVersionThatIsNotThere() {
    var arn = versioned();
    createAlias("PROD", route(arn + ":1", 100));

    var won =
        IntStream.range(0, 20)
            .parallel()
            .filter(i -> i % 2 == 0 ? isLedTo(arn, 2) : isDeleted(arn, 2))
            .boxed()
            .toList();

    var exists = won.stream().noneMatch(i -> i % 2 == 1);
    var routes =
        sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD"))
            .routingConfiguration();
    assertThat(won).isNotEmpty();
    // Who comes first, wins: what one has made of it, none of the others can undo.
    assertThat(routes).containsExactly(route(arn + (exists ? ":2" : ":1"), 100));
    assertThat(sfn.listStateMachineVersions(r -> r.stateMachineArn(arn)).stateMachineVersions())
        .hasSize(exists ? 2 : 1);
  }

  private boolean isLedTo(String arn, int version) {
    return succeeds(() ->
        sfn.updateStateMachineAlias(r ->
            r.stateMachineAliasArn(arn + ":PROD")
                .routingConfiguration(route(arn + ":" + version, 100))));
  }

  private boolean isDeleted(String arn, int version) {
    return succeeds(
        () -> sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":" + version)));
  }

  private static boolean succeeds(Runnable call) {
    try {
      call.run();
      return true;
    } catch (SfnException refused) {
      assertThat(refused).isInstanceOfAny(ConflictException.class, ResourceNotFoundException.class);
      return false;
    }
  }
}
