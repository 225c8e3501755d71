package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcsIntegrationTest {
  @TempDir Path folder;
  private LocalEcsTasks ecs;

  @BeforeEach
  void open() {
    ecs = new LocalEcsTasks(folder);
  }

  @AfterEach
  void close() throws IOException {
    ecs.close();
  }

  @Test
  void givesTheAnswerOfRunTask() {
    var answer =
        ecs.call(
            LocalEcsTasks.RUN,
            """
            {"Cluster":"arn:aws:ecs:us-east-1:000000000000:cluster/batch","TaskDefinition":"archive:7",
             "LaunchType":"FARGATE",
             "Overrides":{"ContainerOverrides":[{"Name":"main","Environment":[{"Name":"A","Value":"b"}]}]}}
            """);

    assertThat(answer.propertyNames())
        .containsExactly("Failures", "SdkHttpMetadata", "SdkResponseMetadata", "Tasks");
    var task = answer.path("Tasks").path(0);
    assertThat(task.path("TaskArn").stringValue())
        .matches("arn:aws:ecs:us-east-1:000000000000:task/batch/[0-9a-f]{32}");
    assertThat(task.path("ClusterArn").stringValue())
        .isEqualTo("arn:aws:ecs:us-east-1:000000000000:cluster/batch");
    assertThat(task.path("TaskDefinitionArn").stringValue()).endsWith("task-definition/archive:1");
    assertThat(task.path("LastStatus").stringValue()).isEqualTo("PROVISIONING");
    assertThat(task.path("Containers").path(0).path("LastStatus").stringValue())
        .isEqualTo("PENDING");
    assertThat(task.path("Overrides").path("ContainerOverrides").path(0))
        .isEqualTo(
            JsonText.parse(
                """
                {"Command":[],"Environment":[{"Name":"A","Value":"b"}],"EnvironmentFiles":[],
                 "Name":"main","ResourceRequirements":[]}
                """));
    await().untilAsserted(() -> assertThat(ecs.lines()).contains("begin default"));
  }

  @Test
  void waitsUntilTheTaskHasStoppedAndGivesIt() throws Exception {
    ecs.letGo();

    var task =
        ecs.tasks().awaitCompletion(ecs.started("{\"TaskDefinition\":\"archive\"}"), () -> {});

    assertThat(task.path("LastStatus").stringValue()).isEqualTo("STOPPED");
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("Essential container in task exited");
    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isZero();
    assertThat(List.copyOf(task.propertyNames())).isSorted();
    assertThat(task.path("StoppedAt").longValue())
        .isGreaterThanOrEqualTo(task.path("StartedAt").longValue());
    assertThat(ecs.lines()).containsExactly("begin default", "end default");
  }

  @Test
  void appliesOverridesOfCommandAndEnvironment() throws Exception {
    var request =
        ecs.started(
            """
            {"TaskDefinition":"archive","Overrides":{"ContainerOverrides":[
              {"Name":"main","Command":["/bin/sh","work.sh","other"],
               "Environment":[{"Name":"GATE","Value":""}]}]}}
            """);

    ecs.tasks().awaitCompletion(request, () -> {});

    assertThat(ecs.lines()).containsExactly("begin other", "end other");
  }

  @Test
  void aNonZeroExitCodeFailsTheTaskWithTheTaskAsItsCause() throws Exception {
    var request =
        ecs.started(
            """
            {"TaskDefinition":"archive","Overrides":{"ContainerOverrides":[
              {"Name":"main","Environment":[{"Name":"GATE","Value":""},{"Name":"CODE","Value":"3"}]}]}}
            """);

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> ecs.tasks().awaitCompletion(request, () -> {}));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    var cause = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(cause.path("Containers").path(0).path("ExitCode").intValue()).isEqualTo(3);
  }

  @Test
  void oneContainerThatEndsStopsTheOthers() throws Exception {
    var request =
        ecs.started(
            """
            {"TaskDefinition":"pair","Overrides":{"ContainerOverrides":[
              {"Name":"second","Environment":[{"Name":"GATE","Value":""}]}]}}
            """);

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> ecs.tasks().awaitCompletion(request, () -> {}));

    var task = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isEqualTo(143);
    assertThat(task.path("Containers").path(1).path("ExitCode").intValue()).isZero();
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
  }

  @Test
  void refusesAnOverrideOfAContainerThatIsNotThere() {
    assertThatThrownBy(() ->
            ecs.call(
                LocalEcsTasks.RUN,
                "{\"TaskDefinition\":\"archive\",\"Overrides\":"
                    + "{\"ContainerOverrides\":[{\"Name\":\"none\"}]}}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("ECS.InvalidParameterException");
              assertThat(failure.cause())
                  .startsWith("Override for container named none is not a container in the");
            });
  }

  @Test
  void aTaskThatIsNotConfiguredGoesToAws() {
    assertThatThrownBy(() -> ecs.call(LocalEcsTasks.RUN, "{\"TaskDefinition\":\"elsewhere\"}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure -> assertThat(failure.error()).isEqualTo("ECS.SdkClientException"));
  }
}
