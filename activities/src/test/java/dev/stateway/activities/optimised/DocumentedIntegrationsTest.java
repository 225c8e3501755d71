package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.sdk.SdkModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of integrations against the code. */
class DocumentedIntegrationsTest {
  private static final Path ROOT = Path.of(System.getProperty("stateway.root", ".."));
  private static final Pattern CODE = Pattern.compile("`([\\w:.-]+)`");
  private static final List<String> IN_CODE =
      List.of(
          "apigateway:invoke",
          "ecs:runTask",
          "eks:call",
          "eks:runJob",
          "http:invoke",
          "lambda:invoke",
          "states:startExecution");

  private static Set<String> documented() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/integrations.md"));
    var table = page.substring(page.indexOf("## Optimised integrations"));
    var actions = new TreeSet<String>();
    var service = "";
    for (var line : table.lines().skip(4).takeWhile(l -> l.startsWith("|")).toList()) {
      var names = CODE.matcher(line.split("\\|", -1)[1]);
      while (names.find()) {
        var name = names.group(1);
        if (name.startsWith(".")) {
          continue;
        }
        service = name.contains(":") ? name.split(":", -1)[0] : service;
        actions.add(name.contains(":") ? name : service + ":" + name);
      }
    }
    return actions;
  }

  @Test
  void thePageNamesAllThatThereIs() throws IOException {
    var built = new TreeSet<>(IN_CODE);
    OptimisedServices.table()
        .forEach((service, row) ->
            row.actions().keySet().forEach(action -> built.add(service + ":" + action)));

    assertThat(documented()).isEqualTo(built);
  }

  @Test
  void thePageNamesThePackagedServices() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/integrations.md"));
    var list = page.substring(page.indexOf("Packaged are"), page.indexOf("For any other service"));
    try (var modules = new SdkModules(Optional.empty())) {
      for (var service : modules.services()) {
        assertThat(list).containsPattern("[ ,\n]" + service + "[ ,.\n]");
      }
      assertThat(Files.readString(ROOT.resolve("docs/features.md")))
          .contains(modules.services().size() + " packaged");
    }
  }
}
