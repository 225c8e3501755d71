package dev.stateway.activities.local;

import dev.stateway.activities.ecs.ContainerTask;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.ecs.KubernetesOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;

/** Reads one of the container tasks of the configuration. */
final class ContainerTaskFields {
  private static final int YEAR = 31_536_000;

  private ContainerTaskFields() {}

  /**
   * The task; mistakes are noted.
   *
   * @param directory reads the working directory of a container
   */
  static ContainerTask read(YamlFields.Named named, Function<YamlFields, Path> directory) {
    var fields = named.fields();
    if (!named.name().matches("[a-zA-Z0-9-_]{1,255}")) {
      fields.problem(
          "The task name '" + named.name() + "' may have 1 to 255 letters, digits, - and _");
    }
    var containers = new ArrayList<Container>();
    fields.listed("containers", container -> containers.add(container(container, directory)));
    if (containers.isEmpty()) {
      fields.problem(named.name() + " has no 'containers'");
    }
    if (containers.stream().map(Container::name).distinct().count() < containers.size()) {
      fields.problem(named.name() + " has two containers of one name");
    }
    var kubernetes = new ArrayList<KubernetesOptions>();
    fields.mapping("kubernetes", options -> kubernetes.add(kubernetes(options)));
    fields.nothingElse();
    return new ContainerTask(
        named.name(),
        containers,
        kubernetes.isEmpty() ? KubernetesOptions.DEFAULT : kubernetes.getFirst());
  }

  private static Container container(YamlFields fields, Function<YamlFields, Path> directory) {
    var name = fields.requiredText("name");
    if (!name.matches("[a-zA-Z0-9-_]{1,255}")) {
      fields.problem("A container's name may have 1 to 255 letters, digits, - and _");
    }
    var command = fields.texts("command");
    var image = fields.text("image");
    if (command.isEmpty() && image.isEmpty()) {
      fields.problem("The container '" + name + "' has neither 'command' nor 'image'");
    }
    var container =
        new Container(
            name,
            image.orElse(Container.PROCESS),
            command,
            directory.apply(fields),
            fields.textMap("environment"),
            fields.texts("options"));
    fields.nothingElse();
    return container;
  }

  private static KubernetesOptions kubernetes(YamlFields fields) {
    var defaults = KubernetesOptions.DEFAULT;
    var namespace = fields.text("namespace");
    if (namespace.isPresent() && !namespace.get().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      fields.problem(
          "The namespace '"
              + namespace.get()
              + "' may have 1 to 63 lower-case letters, digits and -");
    }
    var options =
        new KubernetesOptions(
            namespace,
            seconds(fields, "keptSeconds", defaults.kept()),
            seconds(fields, "startSeconds", defaults.start()),
            fields.anything("pod"));
    fields.nothingElse();
    return options;
  }

  private static Duration seconds(YamlFields fields, String member, Duration otherwise) {
    return Duration.ofSeconds(
        fields.number(member, Math.toIntExact(otherwise.toSeconds()), 0, YEAR));
  }
}
