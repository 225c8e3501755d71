package dev.stateway.api.integrations;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tasks that call AWS's services as another role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(IntegrationServersExtension.class)
class CredentialsIT {
  private static final String ASSUME = "AssumeRole";
  private static final String FURTHER = "arn:aws:iam::123456789012:role/$ID";
  private static final int FORBIDDEN = 403;

  /** The key of Stateway itself. */
  private static final String OWN_KEY = "test";

  // What they call is signed as the connection or the AuthType says.
  private static final Set<String> OTHERS = Set.of("http:invoke", "apigateway:invoke");

  private final Trials trials;

  CredentialsIT(IntegrationServers servers) {
    this.trials = new Trials(servers);
  }

  private static boolean isWanted(Trial trial) {
    return trial.way() != Way.TOKEN && !OTHERS.contains(trial.integration().name());
  }

  private static void start(Trial trial) {
    trial.serve();
    trial.start(
        trial.integration().its("parameters"),
        "\"Credentials\": {\"RoleArn\": \"" + trial.fill(FURTHER) + "\"},");
  }

  @TestFactory
  Stream<DynamicTest> callAsTheRole() throws IOException {
    return trials.of(
        CredentialsIT::isWanted,
        trial -> {
          trial.script().on(ASSUME, Script.ALWAYS, new Reply.Forward());
          trial.look("running", 1);
          start(trial);

          trial.assertSucceeded();
          var scheduled = trial.event(HistoryEventType.TASK_SCHEDULED).taskScheduledEventDetails();
          assertThat(scheduled.taskCredentials().roleArn()).isEqualTo(trial.fill(FURTHER));
          var asked = trial.script().asked();
          assertThat(asked.getFirst().name()).isEqualTo(ASSUME);
          assertThat(asked.getFirst().body()).contains("RoleSessionName=StepFunctions");
          assertThat(asked).filteredOn(a -> a.accessKey().equals(OWN_KEY)).hasSize(1);
          assertThat(asked.stream().skip(1)).isNotEmpty().noneMatch(a -> a.accessKey().isEmpty());
        });
  }

  @TestFactory
  Stream<DynamicTest> failWhereTheRoleIsNotGiven() throws IOException {
    return trials.of(
        CredentialsIT::isWanted,
        trial -> {
          trial
              .script()
              .on(ASSUME, Script.ALWAYS, new Reply.Say(FORBIDDEN, "AccessDenied", "Not you."));
          start(trial);

          var cause =
              "The role "
                  + ROLE
                  + " is not authorized to assume the task state's role, "
                  + trial.fill(FURTHER)
                  + ".";
          trial.assertFailed("States.TaskFailed", JsonNodeFactory.instance.stringNode(cause));
          assertThat(trial.eventTypes()).isEqualTo(Way.refused());
          assertThat(trial.script().asked()).extracting(Asked::name).containsOnly(ASSUME);
        });
  }

  @TestFactory
  Stream<DynamicTest> failAsStsDoes() throws IOException {
    return trials.of(
        trial -> trial.integration().name().equals("lambda:invoke") && trial.way() == Way.CALL,
        trial -> {
          trial
              .script()
              .on(
                  ASSUME,
                  Script.ALWAYS,
                  new Reply.Say(400, "RegionDisabledException", "Not here."));
          start(trial);

          trial.assertFailed(
              "Sts.RegionDisabledException",
              JsonText.parse("\"Not here. (Service: Sts, Status Code: 400, Request ID: r-1)\""));
        });
  }
}
