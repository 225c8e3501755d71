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
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Versions of state machines. */
@WithStateway
class VersionsIT extends StateMachineTests {
  VersionsIT(SfnClient sfn) {
    super(sfn);
  }

  private String publish(String machine) {
    return sfn.publishStateMachineVersion(r -> r.stateMachineArn(machine)).stateMachineVersionArn();
  }

  private String revise(String machine, String role) {
    return sfn.updateStateMachine(r -> r.stateMachineArn(machine).roleArn(role).publish(true))
        .stateMachineVersionArn();
  }

  private List<String> versions(String machine) {
    return sfn
        .listStateMachineVersions(r -> r.stateMachineArn(machine))
        .stateMachineVersions()
        .stream()
        .map(StateMachineVersionListItem::stateMachineVersionArn)
        .toList();
  }

  @Test
  void aVersionStaysWhatItWas() {
    var arn = create(newName());
    var published =
        sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).description("the first"));
    sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2"));

    var version = sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":1"));
    var latest = sfn.describeStateMachine(r -> r.stateMachineArn(arn));

    assertThat(published.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(version.stateMachineArn()).isEqualTo(arn + ":1");
    assertThat(version.name()).isEqualTo(latest.name());
    assertThat(version.description()).isEqualTo("the first");
    assertThat(version.roleArn()).isEqualTo(ROLE);
    assertThat(version.creationDate()).isEqualTo(published.creationDate());
    assertThat(version.revisionId()).isNull();
    assertThat(latest.stateMachineArn()).isEqualTo(arn);
    assertThat(latest.description()).isNull();
    assertThat(latest.roleArn()).isEqualTo(ROLE + "-2");
    assertThat(latest.creationDate()).isBeforeOrEqualTo(published.creationDate());
  }

  @Test
  void aRevisionHasOneVersionUntilItIsDeleted() {
    var arn = create(newName());

    var first = sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).description("first"));
    var again = sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).description("other"));
    assertThat(again.stateMachineVersionArn()).isEqualTo(first.stateMachineVersionArn());
    assertThat(again.creationDate()).isEqualTo(first.creationDate());
    assertThat(
            sfn.describeStateMachine(r -> r.stateMachineArn(first.stateMachineVersionArn()))
                .description())
        .isEqualTo("first");

    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":1"));
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":1"));
    assertThat(publish(arn)).isEqualTo(arn + ":2");
    assertThat(versions(arn)).containsExactly(arn + ":2");
    assertRefused(
        () -> sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":1")),
        StateMachineDoesNotExistException.class,
        "State Machine Does Not Exist: '" + arn + ":1'");
  }

  @Test
  void publishesWithACreationAndAnswersItAgainTheSame() {
    var name = newName();
    var first = sfn.createStateMachine(machine(name).publish(true).versionDescription("v").build());
    var again = sfn.createStateMachine(machine(name).publish(true).versionDescription("v").build());

    assertThat(first.stateMachineVersionArn()).isEqualTo(first.stateMachineArn() + ":1");
    assertThat(again.stateMachineVersionArn()).isEqualTo(first.stateMachineVersionArn());
    assertThat(again.creationDate()).isEqualTo(first.creationDate());
    for (var other :
        List.of(
            machine(name),
            machine(name).publish(true),
            machine(name).publish(true).versionDescription("w"))) {
      assertRefused(
          () -> sfn.createStateMachine(other.build()),
          StateMachineAlreadyExistsException.class,
          "State Machine Already Exists: '" + first.stateMachineArn() + "'");
    }
  }

  @Test
  void publishesExpressMachines() {
    var created =
        sfn.createStateMachine(
            machine(newName()).type(StateMachineType.EXPRESS).publish(true).build());

    assertThat(
            sfn.describeStateMachine(r -> r.stateMachineArn(created.stateMachineVersionArn()))
                .type())
        .isEqualTo(StateMachineType.EXPRESS);
  }

  @Test
  void publishesWithAnUpdate() {
    var arn = create(newName());

    var unchanged = sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE).publish(true));
    var changed =
        sfn.updateStateMachine(r ->
            r.stateMachineArn(arn).roleArn(ROLE + "-2").publish(true).versionDescription("two"));
    var unpublished = sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-3"));

    assertThat(unchanged.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(unchanged.revisionId()).isNull();
    assertThat(changed.stateMachineVersionArn()).isEqualTo(arn + ":2");
    assertThat(unpublished.stateMachineVersionArn()).isNull();
    var second = sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":2"));
    assertThat(second.revisionId()).isEqualTo(changed.revisionId());
    assertThat(second.description()).isEqualTo("two");
    assertThat(second.roleArn()).isEqualTo(ROLE + "-2");
  }

  @Test
  void publishesOnlyTheExpectedRevision() {
    var arn = create(newName());
    sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).revisionId("INITIAL"));
    var revision =
        sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2")).revisionId();

    assertRefused(
        () -> sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).revisionId("INITIAL")),
        ConflictException.class,
        "Failed to publish the State Machine version for revision INITIAL. The current State"
            + " Machine revision is "
            + revision
            + ".");
    assertThat(
            sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).revisionId(revision))
                .stateMachineVersionArn())
        .isEqualTo(arn + ":2");
  }

  @Test
  void listsNewestFirstPageByPage() {
    var arn = create(newName());
    IntStream.range(0, 7).forEach(i -> revise(arn, ROLE + i));

    var found = new ArrayList<String>();
    @Nullable String token = null;
    do {
      var next = token;
      var page =
          sfn.listStateMachineVersions(r -> r.stateMachineArn(arn).maxResults(3).nextToken(next));
      assertThat(page.stateMachineVersions()).hasSizeLessThanOrEqualTo(3);
      page.stateMachineVersions().forEach(item -> found.add(item.stateMachineVersionArn()));
      token = page.nextToken();
    } while (token != null);

    assertThat(found)
        .isEqualTo(IntStream.rangeClosed(1, 7).mapToObj(i -> arn + ":" + (8 - i)).toList());
    var other = create(newName());
    var ofOther =
        sfn.listStateMachineVersions(r -> r.stateMachineArn(arn).maxResults(1)).nextToken();
    assertThatThrownBy(
            () -> sfn.listStateMachineVersions(r -> r.stateMachineArn(other).nextToken(ofOther)))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void refusesWhatIsNoVersion() {
    var arn = create(newName());
    for (var number : List.of("0", "01", "7", "99999999999")) {
      assertRefused(
          () -> sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":" + number)),
          StateMachineDoesNotExistException.class,
          "State Machine Does Not Exist: '" + arn + ":" + number + "'");
    }
    assertRefused(
        () -> sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn + "x")),
        StateMachineDoesNotExistException.class,
        "State Machine Does Not Exist: '" + arn + "x'");
    for (var wrong : List.of(arn, arn + ":PROD", arn + ":1:2")) {
      assertRefused(
          () -> sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(wrong)),
          InvalidArnException.class,
          "Invalid Arn: 'Resource type not valid in this context: stateMachine'");
    }
    assertThatThrownBy(() -> sfn.listStateMachineVersions(r -> r.stateMachineArn(arn + ":1")))
        .isInstanceOf(ValidationException.class);
    assertThat(versions(arn + "x")).isEmpty();
    assertThatThrownBy(() ->
            sfn.publishStateMachineVersion(
                r -> r.stateMachineArn(arn).description("x".repeat(257))))
        .isInstanceOf(ValidationException.class);
    assertRefused(
        () -> sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).description("a\0b")),
        ValidationException.class,
        "1 validation error detected: Value at 'description' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern: [^\\x00]*");
    assertThatThrownBy(
            () -> sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "\0")))
        .isInstanceOf(InvalidArnException.class);
    var version = publish(arn);
    assertRefused(
        () ->
            sfn.tagResource(
                r -> r.resourceArn(version).tags(Tag.builder().key("k").value("v").build())),
        ResourceNotFoundException.class,
        "Resource not found: '" + version + "'");
    assertThatThrownBy(() -> sfn.updateStateMachine(r -> r.stateMachineArn(version).roleArn(ROLE)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.publishStateMachineVersion(r -> r.stateMachineArn(version)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void goWithTheirStateMachine() {
    var name = newName();
    var arn = create(name);
    publish(arn);
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(arn + ":1")))
        .isInstanceOf(StateMachineDoesNotExistException.class);

    create(name);
    assertThat(versions(arn)).isEmpty();
    assertThat(publish(arn)).isEqualTo(arn + ":1");
  }

  @Test
  void manyAtTheSameTimePublishOneVersionOfOneRevision() {
    var arn = create(newName());

    assertThat(IntStream.range(0, 20).parallel().mapToObj(_ -> publish(arn)))
        .containsOnly(arn + ":1");
    var numbered = IntStream.range(0, 20).parallel().mapToObj(i -> revise(arn, ROLE + i)).toList();
    assertThat(numbered).doesNotHaveDuplicates();
    assertThat(versions(arn)).hasSize(21).containsAll(numbered);
  }
}
