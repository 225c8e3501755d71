package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.aws.Moto;
import dev.stateway.activities.aws.WithMoto;
import dev.stateway.workflows.task.TaskFailedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs of services that run them, waited for by {@code .sync}. */
@WithMoto
class JobsTest {
  private static final String ROLE = "\"arn:aws:iam::123456789012:role/jobs\"";

  private final Moto moto;

  JobsTest(Moto moto) {
    this.moto = moto;
  }

  private JsonNode call(String resource, String parameters) {
    return moto.call(resource, parameters);
  }

  private JsonNode run(String resource, String parameters) {
    return moto.run(resource, parameters);
  }

  private TaskFailedException failure(String resource, String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> run(resource, parameters));
  }

  @Test
  void runsGlueJobs() throws Exception {
    moto.configure(
        "state-manager/set-transition",
        """
        {"model_name": "glue::job_run", "transition": {"progression": "manual", "times": 2}}
        """);
    call(
        "aws-sdk:glue:createJob",
        "{\"Name\": \"etl\", \"Role\": " + ROLE + ", \"Command\": {\"Name\": \"glueetl\"}}");

    var ended = run("glue:startJobRun", "{\"JobName\": \"etl\", \"Arguments\": {\"--x\": \"1\"}}");

    assertThat(ended.path("JobRunState").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(ended.path("JobName").stringValue()).isEqualTo("etl");
    assertThat(call("glue:startJobRun", "{\"JobName\": \"etl\"}").path("JobName").stringValue())
        .isEqualTo("etl");
    var failure = failure("glue:startJobRun", "{\"JobName\": \"none\"}");
    assertThat(failure.error()).isEqualTo("Glue.EntityNotFoundException");
    assertThat(failure.cause())
        .contains("(Service: AWSGlue; Status Code: 400; Error Code: EntityNotFoundException;");
  }

  @Test
  void runsBatchJobs() {
    var queue = queue();
    call(
        "aws-sdk:batch:registerJobDefinition",
        """
        {"JobDefinitionName": "sleep", "Type": "container",
         "ContainerProperties": {"Image": "busybox", "Vcpus": 1, "Memory": 128, "Command": ["true"]}}
        """);

    var ended =
        run(
            "batch:submitJob",
            "{\"JobName\": \"one\", \"JobDefinition\": \"sleep\", \"JobQueue\": " + queue + "}");

    assertThat(ended.path("Status").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(ended.path("JobName").stringValue()).isEqualTo("one");
    var failure =
        failure(
            "batch:submitJob",
            "{\"JobName\": \"one\", \"JobDefinition\": \"none\", \"JobQueue\": " + queue + "}");
    assertThat(failure.error()).isEqualTo("Batch.ClientException");
    assertThat(failure.cause()).contains("(Service: AWSBatch; Status Code: 4");
  }

  private JsonNode queue() {
    call(
        "aws-sdk:iam:createRole", "{\"RoleName\": \"jobs\", \"AssumeRolePolicyDocument\": \"{}\"}");
    var environment =
        call(
                "aws-sdk:batch:createComputeEnvironment",
                "{\"ComputeEnvironmentName\": \"here\", \"Type\": \"UNMANAGED\", \"State\":"
                    + " \"ENABLED\", \"ServiceRole\": "
                    + ROLE
                    + "}")
            .path("ComputeEnvironmentArn");
    return call(
            "aws-sdk:batch:createJobQueue",
            "{\"JobQueueName\": \"q\", \"State\": \"ENABLED\", \"Priority\": 1,"
                + " \"ComputeEnvironmentOrder\": [{\"Order\": 1, \"ComputeEnvironment\": "
                + environment
                + "}]}")
        .path("JobQueueArn");
  }

  @Test
  void runsContainerTasks() {
    call("aws-sdk:ecs:createCluster", "{\"ClusterName\": \"c\"}");
    call(
        "aws-sdk:ecs:registerTaskDefinition",
        """
        {"Family": "job", "NetworkMode": "bridge", "Cpu": "256", "Memory": "512",
         "ContainerDefinitions": [{"Name": "main", "Image": "busybox", "Cpu": 10, "Memory": 64}]}
        """);

    var ended =
        run(
            "ecs:runTask",
            "{\"Cluster\": \"c\", \"TaskDefinition\": \"job\", \"LaunchType\": \"FARGATE\"}");

    assertThat(ended.path("LastStatus").stringValue()).isEqualTo("STOPPED");
    var failure =
        failure(
            "ecs:runTask",
            "{\"Cluster\": \"c\", \"TaskDefinition\": \"none\", \"LaunchType\": \"FARGATE\"}");
    assertThat(failure.error()).startsWith("ECS.");
    assertThat(failure.cause()).contains("(Service: AmazonECS; Status Code: 400; ");
  }

  @Test
  void runsBuilds() {
    call(
        "aws-sdk:codebuild:createProject",
        """
        {"Name": "project", "ServiceRole": %s, "Artifacts": {"Type": "NO_ARTIFACTS"},
         "Source": {"Type": "S3", "Location": "bucket/path/source.zip"},
         "Environment": {"Type": "LINUX_CONTAINER", "Image": "image", "ComputeType": "BUILD_GENERAL1_SMALL"}}
        """
            .formatted(ROLE));

    var ended = run("codebuild:startBuild", "{\"ProjectName\": \"project\"}");

    assertThat(ended.path("Build").path("BuildStatus").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(failure("codebuild:startBuild", "{\"ProjectName\": \"none\"}").error())
        .isEqualTo("CodeBuild.ResourceNotFoundException");
  }

  @Test
  void runsClusters() {
    var cluster =
        run(
            "elasticmapreduce:createCluster",
            """
            {"Name": "c", "ReleaseLabel": "emr-7.0.0", "ServiceRole": "r", "JobFlowRole": "j",
             "Instances": {"KeepJobFlowAliveWhenNoSteps": true, "MasterInstanceType": "m5.xlarge",
                           "SlaveInstanceType": "m5.xlarge", "InstanceCount": 1}}
            """);
    var id = cluster.path("ClusterId");

    var step =
        call(
            "elasticmapreduce:addStep",
            "{\"ClusterId\": "
                + id
                + ", \"Step\": {\"Name\": \"s\", \"HadoopJarStep\": {\"Jar\":"
                + " \"command-runner.jar\"}}}");
    call(
        "elasticmapreduce:setClusterTerminationProtection",
        "{\"ClusterId\": " + id + ", \"TerminationProtected\": false}");
    var gone = run("elasticmapreduce:terminateCluster", "{\"ClusterId\": " + id + "}");

    assertThat(cluster.path("Cluster").path("Status").path("State").stringValue())
        .isEqualTo("WAITING");
    assertThat(step.path("StepId").stringValue()).startsWith("s-");
    assertThat(gone.path("Cluster").path("Status").path("State").stringValue())
        .isEqualTo("TERMINATED");
  }

  @Test
  void resizesTheInstanceGroupOfAName() {
    var cluster =
        call(
                "elasticmapreduce:createCluster",
                """
                {"Name": "c", "ReleaseLabel": "emr-7.0.0", "ServiceRole": "r", "JobFlowRole": "j",
                 "Instances": {"KeepJobFlowAliveWhenNoSteps": true, "InstanceGroups": [
                   {"Name": "MASTER", "InstanceRole": "MASTER", "InstanceType": "m5.xlarge", "InstanceCount": 1},
                   {"Name": "CORE", "InstanceRole": "CORE", "InstanceType": "m5.xlarge", "InstanceCount": 2}]}}
                """)
            .path("ClusterId");
    var resize = "elasticmapreduce:modifyInstanceGroupByName";
    var parameters =
        "{\"ClusterId\": %s, \"InstanceGroupName\": \"%s\", \"InstanceGroup\": {\"InstanceCount\":"
            + " 5}}";

    var answer = call(resize, parameters.formatted(cluster, "CORE"));
    var unknown = moto.failure(resize, parameters.formatted(cluster, "TASK"));

    assertThat(answer.propertyNames()).containsExactly("SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(
            call("aws-sdk:emr:listInstanceGroups", "{\"ClusterId\": " + cluster + "}")
                .path("InstanceGroups"))
        .anySatisfy(group -> {
          assertThat(group.path("Name").stringValue()).isEqualTo("CORE");
          assertThat(group.path("RequestedInstanceCount").intValue()).isEqualTo(5);
        });
    assertThat(unknown.error()).isEqualTo("ElasticMapReduce.InvalidRequestException");
    assertThat(unknown.cause())
        .startsWith(
            "None of InstanceGroups has the name 'TASK' (Service: AmazonElasticMapReduce; Status"
                + " Code: 400; Error Code: InvalidRequestException; ");
  }

  @Test
  void makesAndRemovesKubernetesClusters() {
    var made =
        run(
            "eks:createCluster",
            "{\"Name\": \"k\", \"RoleArn\": "
                + ROLE
                + ", \"ResourcesVpcConfig\": {\"SubnetIds\": [\"subnet-1\"]}}");
    var gone = run("eks:deleteCluster", "{\"Name\": \"k\"}");

    assertThat(made.path("Cluster").path("Status").stringValue()).isEqualTo("ACTIVE");
    assertThat(gone.path("Cluster").path("Name").stringValue()).isEqualTo("k");
    assertThat(failure("eks:deleteCluster", "{\"Name\": \"k\"}").error())
        .isEqualTo("EKS.ResourceNotFoundException");
  }

  @Test
  void saysWhichJarAServiceNeedsThatIsNotPackaged() {
    var failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> call("sagemaker:createModel", "{\"ModelName\": \"m\"}"));

    assertThat(failure.cause()).contains("add the jar software.amazon.awssdk:sagemaker:2.");
  }
}
