package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.TaskCalls;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code elasticmapreduce}: what is resized by its name, and what clusters must be. */
class ClusterInstancesTest {
  private static final String FLEET = "elasticmapreduce:modifyInstanceFleetByName";

  private static TaskCalls tasks(URI endpoint) {
    return new TaskCalls(
        new TaskIntegrations(
            Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(endpoint))));
  }

  @Test
  void resizesTheFleetOfANameThatIsOnALaterPage() throws Exception {
    try (var emr = new AwsStub();
        var tasks = tasks(emr.endpoint())) {
      emr.prepare(
              200,
              Map.of(),
              "{\"InstanceFleets\":[{\"Id\":\"if-1\",\"Name\":\"MASTER\"}],\"Marker\":\"next\"}")
          .prepare(200, Map.of(), "{\"InstanceFleets\":[{\"Id\":\"if-2\",\"Name\":\"CORE\"}]}")
          .prepare(200, Map.of(), "");

      tasks.call(
          FLEET,
          """
          {"ClusterId": "j-1", "InstanceFleetName": "CORE",
           "InstanceFleet": {"TargetOnDemandCapacity": 8, "TargetSpotCapacity": 0}}
          """);

      assertThat(emr.asked())
          .map(asked -> asked.action() + " " + asked.json())
          .containsExactly(
              "ListInstanceFleets {\"ClusterId\":\"j-1\"}",
              "ListInstanceFleets {\"ClusterId\":\"j-1\",\"Marker\":\"next\"}",
              "ModifyInstanceFleet"
                  + " {\"ClusterId\":\"j-1\",\"InstanceFleet\":{\"InstanceFleetId\":\"if-2\","
                  + "\"TargetOnDemandCapacity\":8,\"TargetSpotCapacity\":0}}");
    }
  }

  @Test
  void resizesNothingWhoseNameIsNotUnique() throws Exception {
    try (var emr = new AwsStub();
        var tasks = tasks(emr.endpoint())) {
      emr.prepare(
          200,
          Map.of(),
          "{\"InstanceFleets\":[{\"Id\":\"if-1\",\"Name\":\"A\"},{\"Id\":\"if-2\",\"Name\":\"A\"}]}");

      var failure =
          tasks.failure(
              FLEET,
              "{\"ClusterId\": \"j-1\", \"InstanceFleetName\": \"A\", \"InstanceFleet\": {}}");

      assertThat(failure.cause()).startsWith("More than one of InstanceFleets has the name 'A'");
      assertThat(emr.asked()).hasSize(1);
    }
  }

  @Test
  void refusesWhatStepFunctionsDoesNotTake() throws Exception {
    try (var emr = new AwsStub();
        var tasks = tasks(emr.endpoint())) {
      emr.prepare(200, Map.of(), "{}");
      var refused =
          Map.of(
              "{\"ClusterId\": \"j-1\", \"InstanceFleetName\": \"A\", \"InstanceFleet\":"
                  + " {\"InstanceFleetId\": \"if-1\"}}",
              "The field \"InstanceFleetId\" is not supported by Step Functions",
              "{\"ClusterId\": \"j-1\", \"InstanceFleets\": []}",
              "The field \"InstanceFleets\" is not supported by Step Functions");
      refused.forEach((parameters, cause) ->
          assertThat(tasks.failure(FLEET, parameters).cause()).isEqualTo(cause));
      assertThat(
              tasks
                  .failure(
                      "elasticmapreduce:createCluster",
                      "{\"Name\": \"c\", \"Instances\": {\"KeepJobFlowAliveWhenNoSteps\": false}}")
                  .cause())
          .isEqualTo(
              "The value for the field 'Instances.KeepJobFlowAliveWhenNoSteps' must be true");
      assertThat(
              tasks
                  .failure(
                      "elasticmapreduce:createCluster",
                      "{\"Steps\": [], \"Instances\": {\"KeepJobFlowAliveWhenNoSteps\": true}}")
                  .cause())
          .isEqualTo("The field \"Steps\" is not supported by Step Functions");
      assertThat(emr.asked()).isEmpty();
    }
  }
}
