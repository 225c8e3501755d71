package dev.stateway.activities.aws;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The names that the members of a class of the SDK have in a state machine's JSON. */
final class SdkMemberNames {
  private final boolean ofSdk;
  private final Map<Class<?>, Map<String, SdkField<?>>> known = new ConcurrentHashMap<>();

  private SdkMemberNames(boolean ofSdk) {
    this.ofSdk = ofSdk;
  }

  /** Those of the service's model, e.g. {@code MD5OfMessageBody}. */
  static SdkMemberNames ofModel() {
    return new SdkMemberNames(false);
  }

  /** Those of the SDK's methods, e.g. {@code Md5OfMessageBody} for {@code md5OfMessageBody()}. */
  static SdkMemberNames ofSdk() {
    return new SdkMemberNames(true);
  }

  /** The members by name. */
  Map<String, SdkField<?>> of(SdkPojo pojo) {
    return known.computeIfAbsent(pojo.getClass(), type -> named(type, pojo));
  }

  private Map<String, SdkField<?>> named(Class<?> type, SdkPojo pojo) {
    var methods = new HashMap<String, String>();
    if (ofSdk) {
      Arrays.stream(type.getMethods())
          .map(method -> method.getName())
          .sorted()
          .forEach(name -> methods.put(name.toLowerCase(Locale.ROOT), name));
    }
    var members = new LinkedHashMap<String, SdkField<?>>();
    for (var field : pojo.sdkFields()) {
      var name = field.memberName();
      members.put(capitalised(methods.getOrDefault(name.toLowerCase(Locale.ROOT), name)), field);
    }
    return Collections.unmodifiableMap(members);
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
