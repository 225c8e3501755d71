package dev.stateway.api.states;

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
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Aliases of state machines. */
@WithStateway
class AliasesIT extends AliasTests {
  AliasesIT(SfnClient sfn) {
    super(sfn);
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
