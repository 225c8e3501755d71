package dev.stateway.api.maprun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Distributed Maps that read from S3 and write to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ItemsIT {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";

  private MapRunServer server;
  private S3Server s3;

  @BeforeAll
  void open() throws IOException, InterruptedException {
    server = MapRunServer.start();
    s3 = server.s3();
    s3.bucket("items");
    s3.bucket("results");
  }

  @AfterAll
  void close() {
    server.close();
  }

  private JsonNode items(String resource, String parameters, String config) {
    return server.output(map("STANDARD", resource, parameters, config, ""), "{}");
  }

  private String map(String type, String resource, String parameters, String config, String more) {
    return server.machine(
        """
        {"Type": "Map", "Label": "m", "End": true, %s
         "ItemReader": {"Resource": "%s", "Parameters": %s, "ReaderConfig": %s},
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
           "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
        """
            .formatted(more, resource, parameters, config, type));
  }

  private static String object(String key) {
    return "{\"Bucket\": \"items\", \"Key\": \"" + key + "\"}";
  }

  @Test
  void readsAJsonFile() {
    s3.put("items", "a.json", "{\"deep\": {\"items\": [1, {\"b\": \"ü\"}, [3]]}, \"after\": 1}");
    assertThat(
            items(
                GET,
                object("a.json"),
                "{\"InputType\": \"JSON\", \"ItemsPointer\": \"/deep/items\"}"))
        .isEqualTo(JsonText.parse("[1, {\"b\": \"ü\"}, [3]]"));
  }

  @Test
  void readsJsonLines() {
    s3.put("items", "a.jsonl", "{\"a\": 1}\n\n\"two\"\n");
    assertThat(items(GET, object("a.jsonl"), "{\"InputType\": \"JSONL\"}"))
        .isEqualTo(JsonText.parse("[{\"a\": 1}, \"two\"]"));
  }

  @Test
  void readsACompressedCsvFile() throws IOException {
    s3.put("items", "a.csv.gz", packed("a,b\n1,\"x,y\"\n2\n"));
    assertThat(
            items(
                GET,
                object("a.csv.gz"),
                "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"}"))
        .isEqualTo(JsonText.parse("[{\"a\": \"1\", \"b\": \"x,y\"}, {\"a\": \"2\", \"b\": \"\"}]"));
  }

  @Test
  void listsObjects() {
    s3.put("items", "listed/1", "x");
    s3.put("items", "listed/2", "xy");
    var items = items(LIST, "{\"Bucket\": \"items\", \"Prefix\": \"listed/\"}", "{}");
    assertThat(items).hasSize(2);
    var second = items.get(1);
    assertThat(second.propertyNames())
        .containsExactly("Etag", "Key", "LastModified", "Size", "StorageClass");
    assertThat(second.get("Key").stringValue()).isEqualTo("listed/2");
    assertThat(second.get("Size").intValue()).isEqualTo(2);
    assertThat(second.get("StorageClass").stringValue()).isEqualTo("STANDARD");
  }

  @Test
  void readsWhatListedObjectsHold() {
    s3.put("items", "flat/1.jsonl", "1\n2\n");
    s3.put("items", "flat/2.jsonl", "");
    s3.put("items", "flat/3.jsonl", "3\n");
    assertThat(
            items(
                LIST,
                "{\"Bucket\": \"items\", \"Prefix\": \"flat/\"}",
                "{\"InputType\": \"JSONL\", \"Transformation\": \"LOAD_AND_FLATTEN\"}"))
        .isEqualTo(JsonText.parse("[1, 2, 3]"));
  }

  @Test
  void readsAnInventory() throws IOException {
    s3.put("items", "data/1.csv.gz", packed("\"src\",\"a%20b\",\"1\"\n"));
    s3.put(
        "items",
        "manifest.json",
        """
        {"fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
         "destinationBucket": "arn:aws:s3:::items", "files": [{"key": "data/1.csv.gz", "size": 1}]}
        """);
    assertThat(items(GET, object("manifest.json"), "{\"InputType\": \"MANIFEST\"}"))
        .isEqualTo(JsonText.parse("[{\"Bucket\": \"src\", \"Key\": \"a%20b\", \"Size\": \"1\"}]"));
  }

  @Test
  void saysWhatCannotBeRead() {
    var ended =
        server.ended(
            server.start(
                map("STANDARD", GET, object("none"), "{\"InputType\": \"JSON\"}", ""), "{}"));
    assertThat(ended.error()).isEqualTo("States.ItemReaderFailed");
    assertThat(ended.cause()).contains("The specified key does not exist").contains("404");
    var written =
        server.ended(
            server.start(
                map(
                    "EXPRESS",
                    GET,
                    object("x.jsonl"),
                    "{\"InputType\": \"JSONL\"}",
                    writer("none")),
                "{}"));
    assertThat(written.error()).isEqualTo("States.ItemReaderFailed");
  }

  private static String writer(String bucket) {
    return """
    "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
      "Parameters": {"Bucket": "%s", "Prefix": "p"}},
    """
        .formatted(bucket);
  }

  @Test
  void failsWhenResultsCannotBeWritten() {
    s3.put("items", "two.jsonl", "1\n2\n");
    for (var type : new String[] {"STANDARD", "EXPRESS"}) {
      var ended =
          server.ended(
              server.start(
                  map(type, GET, object("two.jsonl"), "{\"InputType\": \"JSONL\"}", writer("none")),
                  "{}"));
      assertThat(ended.error()).isEqualTo("States.ResultWriterFailed");
      assertThat(ended.cause()).contains("The specified bucket does not exist");
    }
  }

  /** Pages, parts and files: each item has exactly one result, in as many files as it takes. */
  @Test
  void writesEachResultOnce() {
    var lines =
        IntStream.range(0, 2_500)
            .mapToObj(i -> "{\"n\": " + i + ", \"text\": \"ü" + "x".repeat(i % 700) + "\"}\n")
            .collect(Collectors.joining());
    s3.put("items", "many.jsonl", lines);
    var machine =
        map("EXPRESS", GET, object("many.jsonl"), "{\"InputType\": \"JSONL\"}", writer("results"));

    var details = server.output(machine, "{}");

    var key = details.get("ResultWriterDetails").get("Key").stringValue();
    var manifest = JsonText.parse(s3.text("results", key));
    assertThat(key).matches("p/[0-9a-f-]{36}/manifest\\.json");
    assertThat(manifest.get("DestinationBucket").stringValue()).isEqualTo("results");
    assertThat(manifest.get("MapRunArn")).isEqualTo(details.get("MapRunArn"));
    var files = manifest.get("ResultFiles");
    assertThat(files.get("FAILED")).isEmpty();
    assertThat(files.get("PENDING")).isEmpty();
    var seen = new boolean[2_500];
    for (var file : files.get("SUCCEEDED")) {
      var text = s3.text("results", file.get("Key").stringValue());
      assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(file.get("Size").intValue());
      for (var result : JsonText.parse(text)) {
        assertThat(result.get("Status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(result.get("Output")).isEqualTo(result.get("Input"));
        var number = JsonText.parse(result.get("Output").stringValue()).get("n").intValue();
        assertThat(seen[number]).isFalse();
        seen[number] = true;
      }
    }
    assertThat(seen).doesNotContain(false);
  }

  private static byte[] packed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
