package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.TaskCalls;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.Moto;
import dev.stateway.activities.aws.WithMoto;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SageMaker and the customization of Bedrock's models, whose modules come as jars in a folder. */
@WithMoto
class MachineLearningTest {
  private static final String ROLE = "\"arn:aws:iam::123456789012:role/models\"";

  private final Moto moto;
  private TaskCalls tasks;

  MachineLearningTest(Moto moto) {
    this.moto = moto;
  }

  @BeforeEach
  void start() {
    tasks =
        new TaskCalls(
            new TaskIntegrations(
                Tasks.withSdkJars(
                    Tasks.settings(
                        LocalResources.NONE, Functions.DATA, Tasks.aws(moto.endpoint())))));
  }

  @AfterEach
  void stop() {
    tasks.close();
  }

  @Test
  void trainsModels() {
    var ended =
        tasks.run(
            "sagemaker:createTrainingJob",
            """
            {"TrainingJobName": "train", "RoleArn": %s,
             "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
             "OutputDataConfig": {"S3OutputPath": "s3://models/out"},
             "ResourceConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 1},
             "StoppingCondition": {"MaxRuntimeInSeconds": 60},
             "HyperParameters": {"epochs": 3}}
            """
                .formatted(ROLE));

    assertThat(ended.path("TrainingJobStatus").stringValue()).isEqualTo("Completed");
    assertThat(ended.path("TrainingJobName").stringValue()).isEqualTo("train");
    assertThat(ended.path("HyperParameters").path("epochs").stringValue()).isEqualTo("3");
    assertThat(ended.has("SdkHttpMetadata")).isFalse();
  }

  @Test
  void processesAndTunes() {
    var processed =
        tasks.run(
            "sagemaker:createProcessingJob",
            """
            {"ProcessingJobName": "process", "RoleArn": %s,
             "AppSpecification": {"ImageUri": "image"},
             "ProcessingResources": {"ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 1}}}
            """
                .formatted(ROLE));
    var tuned =
        tasks.run(
            "sagemaker:createHyperParameterTuningJob",
            """
            {"HyperParameterTuningJobName": "tune",
             "HyperParameterTuningJobConfig": {"Strategy": "Bayesian",
               "ResourceLimits": {"MaxNumberOfTrainingJobs": 1, "MaxParallelTrainingJobs": 1}}}
            """);

    assertThat(processed.path("ProcessingJobStatus").stringValue()).isEqualTo("Completed");
    assertThat(tuned.path("HyperParameterTuningJobStatus").stringValue()).isEqualTo("Completed");
  }

  @Test
  void servesModels() {
    var model =
        tasks.call(
            "sagemaker:createModel",
            "{\"ModelName\": \"m\", \"ExecutionRoleArn\": "
                + ROLE
                + ", \"PrimaryContainer\": {\"Image\": \"image\", \"ModelDataUrl\":"
                + " \"s3://models/m.tar.gz\"}}");
    var config =
        tasks.call(
            "sagemaker:createEndpointConfig",
            """
            {"EndpointConfigName": "c", "ProductionVariants": [{"VariantName": "v", "ModelName": "m",
               "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}]}
            """);
    var endpoint =
        tasks.call(
            "sagemaker:createEndpoint", "{\"EndpointName\": \"e\", \"EndpointConfigName\": \"c\"}");
    var transformed =
        tasks.run(
            "sagemaker:createTransformJob",
            """
            {"TransformJobName": "transform", "ModelName": "m",
             "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://in/x"}}},
             "TransformOutput": {"S3OutputPath": "s3://out/x"},
             "TransformResources": {"InstanceCount": 1, "InstanceType": "ml.m5.large"}}
            """);

    assertThat(model.path("ModelArn").stringValue()).endsWith(":model/m");
    assertThat(config.path("EndpointConfigArn").stringValue()).endsWith(":endpoint-config/c");
    assertThat(endpoint.path("EndpointArn").stringValue()).endsWith(":endpoint/e");
    assertThat(transformed.path("TransformJobStatus").stringValue()).isEqualTo("Completed");
  }

  @Test
  void namesTheErrorsOfSageMaker() {
    var failure =
        tasks.failure(
            "sagemaker:createEndpoint",
            "{\"EndpointName\": \"none\", \"EndpointConfigName\": \"none\"}");

    assertThat(failure.error()).isEqualTo("SageMaker.AmazonSageMakerException");
    assertThat(failure.cause())
        .contains("(Service: AmazonSageMaker; Status Code: 400; Error Code: ValidationException;");
  }

  @Test
  void customizesModels() {
    var job =
        """
        {"JobName": "customize", "CustomModelName": "mine", "RoleArn": %s,
         "BaseModelIdentifier": "amazon.titan-text-express-v1",
         "TrainingDataConfig": {"S3Uri": "s3://data/train.jsonl"},
         "OutputDataConfig": {"S3Uri": "s3://data/out"}, "HyperParameters": {"epochCount": "1"}}
        """
            .formatted(ROLE);
    tasks.call("aws-sdk:s3:createBucket", "{\"Bucket\": \"data\"}");
    tasks.call(
        "aws-sdk:s3:putObject", "{\"Bucket\": \"data\", \"Key\": \"train.jsonl\", \"Body\": {}}");

    var begun = tasks.call("bedrock:createModelCustomizationJob", job);
    var again = tasks.failure("bedrock:createModelCustomizationJob", job);

    assertThat(begun.path("JobArn").stringValue()).contains(":model-customization-job/");
    assertThat(again.error()).startsWith("Bedrock.");
    assertThat(again.cause()).contains("already exists (Service: AmazonBedrockRuntime; ");
  }
}
