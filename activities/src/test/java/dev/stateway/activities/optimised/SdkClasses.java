package dev.stateway.activities.optimised;

import dev.stateway.activities.Tasks;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** What the SDK's modules, packaged or not, know of requests and answers. */
final class SdkClasses implements AutoCloseable {
  private final URLClassLoader loader;

  SdkClasses() throws IOException {
    var urls = new ArrayList<URL>();
    try (var jars = Files.newDirectoryStream(Tasks.SDK_JARS, "*.jar")) {
      for (var jar : jars) {
        urls.add(jar.toUri().toURL());
      }
    }
    loader = new URLClassLoader(urls.toArray(URL[]::new), SdkClasses.class.getClassLoader());
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** The members of an action's request. */
  Set<String> members(String module, String action) throws ReflectiveOperationException {
    return builder(module, capitalised(action) + "Request").sdkFields().stream()
        .map(field -> capitalised(field.memberName()))
        .collect(Collectors.toSet());
  }

  /** The values that a text in an action's answer can have, by its JSON pointer. */
  Set<String> values(String module, String action, String pointer)
      throws ReflectiveOperationException {
    var at = builder(module, capitalised(action) + "Response");
    var names = pointer.substring(1).split("/", -1);
    for (var i = 0; i < names.length - 1; i++) {
      var field = field(at, names[i]);
      if (field.marshallingType().equals(MarshallingType.LIST)) {
        field = field.getTrait(ListTrait.class).memberFieldInfo();
        i++;
      }
      at = field.constructor().get();
    }
    var member = field(at, names[names.length - 1]).memberName();
    var type = ((Buildable) at).build().getClass();
    var values =
        type.getMethod(Character.toLowerCase(member.charAt(0)) + member.substring(1))
            .getReturnType()
            .getMethod("knownValues")
            .invoke(null);
    return ((Set<?>) values).stream().map(Object::toString).collect(Collectors.toSet());
  }

  private SdkPojo builder(String module, String name) throws ReflectiveOperationException {
    return (SdkPojo)
        loader
            .loadClass("software.amazon.awssdk.services." + module + ".model." + name)
            .getMethod("builder")
            .invoke(null);
  }

  private static SdkField<?> field(SdkPojo pojo, String name) {
    return pojo.sdkFields().stream()
        .filter(field -> capitalised(field.memberName()).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pojo.getClass() + " has no " + name));
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
