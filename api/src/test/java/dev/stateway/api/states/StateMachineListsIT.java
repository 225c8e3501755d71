package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TooManyTagsException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Lists of state machines, and their tags. */
@WithStateway
class StateMachineListsIT extends StateMachineTests {
  StateMachineListsIT(SfnClient sfn) {
    super(sfn);
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
    assertThatThrownBy(() -> sfn.tagResource(r -> r.resourceArn(arn).tags(tag("k", "\0"))))
        .isInstanceOf(ValidationException.class);
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(arn)).tags()).hasSize(50);
    assertRefused(
        () -> sfn.listTagsForResource(r -> r.resourceArn(arn + "x")),
        ResourceNotFoundException.class,
        "Resource not found: '" + arn + "x'");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
