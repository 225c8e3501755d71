package dev.stateway.activities.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS's Node.js runtime client: the one that is installed beside a function or on the PATH, else
 * one that npm builds once.
 *
 * @see <a
 *     href="https://github.com/aws/aws-lambda-nodejs-runtime-interface-client">aws-lambda-ric</a>
 */
final class NodeClients {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClients.class);
  private static final String NAME = "aws-lambda-ric";
  private static final String VERSION = "4.0.2";
  // Lambda's runtimes up to nodejs22.x take handlers with a callback, later ones refuse them; so do
  // the clients.
  private static final String VERSION_WITH_CALLBACKS = "3.3.0";
  private static final int FIRST_WITHOUT_CALLBACKS = 24;
  private static final List<String> NEEDED_BY_CALLBACKS = List.of("autoreconf", "libtoolize");
  private static final String BINARY = "node_modules/.bin/" + NAME;
  // Its native part is compiled by an install script, which newer npm runs only for packages that
  // are named.
  private static final String PACKAGE_JSON =
      """
      {"name": "stateway-functions", "private": true, "allowScripts": {"aws-lambda-ric": true}}
      """;

  private final FetchedRuntimes clients;
  private final String searchPath;

  /**
   * Clients for programs found on this search path.
   *
   * @param folder where those that are built are kept
   * @param searchPath as in PATH
   */
  NodeClients(Path folder, String searchPath) {
    this.clients = new FetchedRuntimes(folder);
    this.searchPath = searchPath;
  }

  /** The client's program for functions of this directory. */
  Path clientFor(Path directory) throws IOException, InterruptedException {
    for (var folder = directory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var client = folder.resolve(BINARY);
      if (Files.isExecutable(client)) {
        return client;
      }
    }
    var installed = onSearchPath(NAME);
    return installed.isPresent() ? installed.get() : built().resolve(BINARY);
  }

  private Path built() throws IOException, InterruptedException {
    var version = ask("process.version");
    var client = clientOf(version);
    return clients.of(List.of(version, client), folder -> build(folder, client));
  }

  /** The client's version for this version of Node.js. */
  private String clientOf(String node) throws IOException {
    var major = node.replaceFirst("^v(\\d+).*", "$1");
    if (!major.matches("\\d{1,4}")) {
      throw new IOException("node says that its version is '" + node + "'");
    }
    if (Integer.parseInt(major) >= FIRST_WITHOUT_CALLBACKS) {
      return VERSION;
    }
    var missing =
        NEEDED_BY_CALLBACKS.stream().filter(name -> onSearchPath(name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return VERSION_WITH_CALLBACKS;
    }
    LOG.warn(
        "Without {} the runtime client of Node.js 24 is built, which refuses handlers that take a"
            + " callback: install autoconf, automake and libtool to have that of {}",
        missing,
        node);
    return VERSION;
  }

  private void build(Path folder, String version) throws IOException, InterruptedException {
    var npm = program("npm");
    for (var needed : List.of("cmake", "make", "g++")) {
      program(needed);
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("package.json"), PACKAGE_JSON);
    FetchedRuntimes.run(
        List.of(
            npm.toString(),
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder.toString(),
            NAME + "@" + version),
        headers());
    if (!hasNativePart(folder.resolve("node_modules/" + NAME))) {
      throw new IOException(
          NAME + " has no native part on this system: AWS builds it for Linux only");
    }
  }

  private static boolean hasNativePart(Path client) {
    return Stream.of("rapid-client.node", "dist/rapid-client.node")
        .anyMatch(file -> Files.exists(client.resolve(file)));
  }

  /** Where Node's own headers are, if they came with it; else npm fetches them. */
  private Map<String, String> headers() throws IOException, InterruptedException {
    var prefix = Path.of(ask("process.execPath")).resolve("../..").normalize();
    return Files.exists(prefix.resolve("include/node/node_api.h"))
        ? Map.of("npm_config_nodedir", prefix.toString())
        : Map.of();
  }

  private String ask(String expression) throws IOException, InterruptedException {
    return FetchedRuntimes.ask(List.of(program("node").toString(), "-p", expression)).strip();
  }

  private Path program(String name) throws IOException {
    return onSearchPath(name)
        .orElseThrow(() ->
            new IOException(
                name
                    + " is not on the PATH. The runtime nodejs needs node, and npm, cmake, make and"
                    + " g++ to build AWS's runtime client; or run 'npm install "
                    + NAME
                    + "' beside the function"));
  }

  private Optional<Path> onSearchPath(String name) {
    for (var folder : searchPath.split(":", -1)) {
      var program = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
