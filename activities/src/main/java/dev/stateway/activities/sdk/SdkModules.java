package dev.stateway.activities.sdk;

import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.util.VersionInfo;

/**
 * The service modules of the AWS SDK that are there: those packaged, and those whose jars are in a
 * folder.
 *
 * @see <a
 *     href="https://mvnrepository.com/artifact/software.amazon.awssdk">software.amazon.awssdk</a>
 */
public final class SdkModules implements AutoCloseable {
  private static final String PACKAGE = "software.amazon.awssdk.services.";
  private static final Pattern CLIENT =
      Pattern.compile(
          "software/amazon/awssdk/services/([a-z0-9]+)/((?!Default)\\w+)AsyncClient\\.class");

  /** The packaged services, by the name tasks call them by, with the prefix of their classes. */
  static final Map<String, String> PACKAGED =
      Map.ofEntries(
          Map.entry("athena", "Athena"),
          Map.entry("batch", "Batch"),
          Map.entry("bedrockruntime", "BedrockRuntime"),
          Map.entry("cloudformation", "CloudFormation"),
          Map.entry("cloudwatch", "CloudWatch"),
          Map.entry("cloudwatchlogs", "CloudWatchLogs"),
          Map.entry("codebuild", "CodeBuild"),
          Map.entry("comprehend", "Comprehend"),
          Map.entry("databrew", "DataBrew"),
          Map.entry("dynamodb", "DynamoDb"),
          Map.entry("ecr", "Ecr"),
          Map.entry("ecs", "Ecs"),
          Map.entry("eks", "Eks"),
          Map.entry("emr", "Emr"),
          Map.entry("emrcontainers", "EmrContainers"),
          Map.entry("emrserverless", "EmrServerless"),
          Map.entry("eventbridge", "EventBridge"),
          Map.entry("firehose", "Firehose"),
          Map.entry("glue", "Glue"),
          Map.entry("iam", "Iam"),
          Map.entry("kinesis", "Kinesis"),
          Map.entry("kms", "Kms"),
          Map.entry("lambda", "Lambda"),
          Map.entry("polly", "Polly"),
          Map.entry("rds", "Rds"),
          Map.entry("rdsdata", "RdsData"),
          Map.entry("redshiftdata", "RedshiftData"),
          Map.entry("rekognition", "Rekognition"),
          Map.entry("s3", "S3"),
          Map.entry("scheduler", "Scheduler"),
          Map.entry("secretsmanager", "SecretsManager"),
          Map.entry("ses", "Ses"),
          Map.entry("sesv2", "SesV2"),
          Map.entry("sfn", "Sfn"),
          Map.entry("sns", "Sns"),
          Map.entry("sqs", "Sqs"),
          Map.entry("ssm", "Ssm"),
          Map.entry("sts", "Sts"),
          Map.entry("textract", "Textract"),
          Map.entry("transcribe", "Transcribe"),
          Map.entry("translate", "Translate"));

  private final Optional<Path> folder;
  private final Map<String, String> names = new HashMap<>(PACKAGED);
  private final URLClassLoader loader;

  /**
   * The packaged modules and those in this folder.
   *
   * @throws IllegalArgumentException a jar in the folder cannot be read
   */
  public SdkModules(Optional<Path> folder) {
    this.folder = folder;
    var urls = new ArrayList<URL>();
    for (var jar : folder.map(SdkModules::jars).orElse(List.of())) {
      urls.add(read(jar));
    }
    this.loader =
        new URLClassLoader(
            "sdk-modules", urls.toArray(URL[]::new), SdkModules.class.getClassLoader());
  }

  /** The names of the services that are there. */
  public List<String> services() {
    return List.copyOf(new TreeSet<>(names.keySet()));
  }

  /**
   * The interface of the service's asynchronous client.
   *
   * @throws TaskFailedException the module is not there: says which jar to add
   */
  Class<?> client(String service) {
    var name = names.get(service);
    if (name == null) {
      throw absent(service);
    }
    try {
      return loader.loadClass(PACKAGE + service + "." + name + "AsyncClient");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The module of " + service + " has no client", e);
    }
  }

  /** The service's name in its classes and errors, e.g. {@code DynamoDb}. */
  String className(String service) {
    return names.getOrDefault(service, service);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private TaskFailedException absent(String service) {
    return new TaskFailedException(
        "States.Runtime",
        "The service 'aws-sdk:"
            + service
            + "' is not packaged: add the jar software.amazon.awssdk:"
            + service
            + ":"
            + VersionInfo.SDK_VERSION
            + " from Maven Central to "
            + folder
                .map(path -> "the folder " + path)
                .orElse("a folder that STATEWAY_SDK_JARS names")
            + " and start again");
  }

  private URL read(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> CLIENT.matcher(entry.getName()))
          .filter(matcher -> matcher.matches())
          .forEach(matcher -> names.putIfAbsent(matcher.group(1), matcher.group(2)));
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar + " has no URL", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(jar + " cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("The folder " + folder + " cannot be read: " + e, e);
    }
  }
}
