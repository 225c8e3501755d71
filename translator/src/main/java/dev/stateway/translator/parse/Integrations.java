package dev.stateway.translator.parse;

import java.util.Map;
import java.util.Set;

/**
 * The optimised service integrations that AWS has, and how their tasks can be waited for.
 *
 * <p>Which of them can run here is known when a task starts; a definition that AWS takes is taken.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">Optimized
 *     integrations</a>
 */
final class Integrations {
  private static final String SYNC = ".sync";
  private static final String SYNC_2 = ".sync:2";
  private static final String TOKEN = ".waitForTaskToken";
  private static final Set<String> CALL = Set.of("");
  private static final Set<String> CALL_TOKEN = Set.of("", TOKEN);
  private static final Set<String> CALL_SYNC = Set.of("", SYNC);
  private static final Set<String> ALL = Set.of("", SYNC, TOKEN);

  private static final Map<String, Map<String, Set<String>>> OPTIMISED =
      Map.ofEntries(
          Map.entry("apigateway", Map.of("invoke", CALL_TOKEN)),
          Map.entry(
              "athena",
              Map.of(
                  "startQueryExecution", CALL_SYNC,
                  "stopQueryExecution", CALL,
                  "getQueryExecution", CALL,
                  "getQueryResults", CALL)),
          Map.entry("batch", Map.of("submitJob", CALL_SYNC)),
          Map.entry(
              "bedrock",
              Map.of(
                  "invokeModel", CALL_TOKEN,
                  "createModelCustomizationJob", CALL_SYNC)),
          Map.entry(
              "codebuild",
              Map.of(
                  "startBuild", CALL_SYNC,
                  "stopBuild", CALL,
                  "batchDeleteBuilds", CALL,
                  "batchGetReports", CALL,
                  "startBuildBatch", CALL_SYNC,
                  "stopBuildBatch", CALL,
                  "retryBuildBatch", CALL_SYNC,
                  "deleteBuildBatch", CALL)),
          Map.entry("databrew", Map.of("startJobRun", CALL_SYNC)),
          Map.entry(
              "dynamodb",
              Map.of("getItem", CALL, "putItem", CALL, "updateItem", CALL, "deleteItem", CALL)),
          Map.entry("ecs", Map.of("runTask", ALL)),
          Map.entry(
              "eks",
              Map.of(
                  "call", CALL,
                  "createCluster", CALL_SYNC,
                  "createFargateProfile", CALL_SYNC,
                  "createNodegroup", CALL_SYNC,
                  "deleteCluster", CALL_SYNC,
                  "deleteFargateProfile", CALL_SYNC,
                  "deleteNodegroup", CALL_SYNC,
                  "runJob", ALL)),
          Map.entry(
              "elasticmapreduce",
              Map.of(
                  "createCluster", CALL_SYNC,
                  "terminateCluster", CALL_SYNC,
                  "addStep", CALL_SYNC,
                  "cancelStep", CALL,
                  "setClusterTerminationProtection", CALL,
                  "modifyInstanceFleetByName", CALL,
                  "modifyInstanceGroupByName", CALL)),
          Map.entry(
              "emr-containers",
              Map.of(
                  "createVirtualCluster", CALL,
                  "deleteVirtualCluster", CALL_SYNC,
                  "startJobRun", CALL_SYNC)),
          Map.entry(
              "emr-serverless",
              Map.of(
                  "createApplication", CALL_SYNC,
                  "startApplication", CALL_SYNC,
                  "stopApplication", CALL_SYNC,
                  "deleteApplication", CALL_SYNC,
                  "startJobRun", CALL_SYNC,
                  "cancelJobRun", CALL_SYNC)),
          Map.entry("events", Map.of("putEvents", CALL_TOKEN)),
          Map.entry("glue", Map.of("startJobRun", CALL_SYNC)),
          Map.entry("http", Map.of("invoke", CALL)),
          Map.entry("lambda", Map.of("invoke", CALL_TOKEN)),
          Map.entry("mediaconvert", Map.of("createJob", CALL_SYNC)),
          Map.entry(
              "sagemaker",
              Map.of(
                  "createEndpoint", CALL,
                  "createEndpointConfig", CALL,
                  "createHyperParameterTuningJob", CALL_SYNC,
                  "createLabelingJob", CALL_SYNC,
                  "createModel", CALL,
                  "createProcessingJob", CALL_SYNC,
                  "createTrainingJob", CALL_SYNC,
                  "createTransformJob", CALL_SYNC,
                  "updateEndpoint", CALL)),
          Map.entry("sns", Map.of("publish", CALL_TOKEN)),
          Map.entry("sqs", Map.of("sendMessage", CALL_TOKEN)),
          Map.entry("states", Map.of("startExecution", Set.of("", SYNC, SYNC_2, TOKEN))));

  private Integrations() {}

  /** Whether AWS has this action with this suffix; SDK integrations are taken by their form. */
  static boolean offers(String service, String action, String suffix) {
    return service.startsWith("aws-sdk:")
        ? CALL_TOKEN.contains(suffix)
        : OPTIMISED.getOrDefault(service, Map.of()).getOrDefault(action, Set.of()).contains(suffix);
  }
}
