package dev.stateway.api.events;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.events.AuthParameters.Method;
import dev.stateway.api.states.RequestMembers;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what requests say of connections.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html">CreateConnection</a>
 */
final class ConnectionMembers {
  static final Text DESCRIPTION = new Text(0, 512, false);

  private static final Text NAME = new Text(1, 64, false);
  private static final Pattern NAME_FORM = Pattern.compile("[.\\-_A-Za-z0-9]*");
  private static final Text SHOWN = new Text(1, 512, false);
  private static final Text SECRET = new Text(1, 512, true);
  private static final Text VALUE = new Text(0, 512, true);
  private static final Text URL = new Text(1, 2048, false);

  private ConnectionMembers() {}

  static String name(RequestMembers members) {
    return formed(members.required("Name", NAME));
  }

  static @Nullable String namePrefix(RequestMembers members) {
    var prefix = members.optional("NamePrefix", NAME);
    return prefix == null ? null : formed(prefix);
  }

  private static String formed(String name) {
    if (!NAME_FORM.matcher(name).matches()) {
      throw AwsError.validation(
          "1 validation error detected: Value '"
              + name
              + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression"
              + " pattern: [\\.\\-_A-Za-z0-9]+");
    }
    return name;
  }

  /** The AuthParameters, complete or not. */
  static Optional<ObjectNode> authParameters(RequestMembers members) {
    if (members.structure("InvocationConnectivityParameters").isPresent()) {
      throw AwsError.notBuiltYet("Connections to private endpoints");
    }
    return members.structure("AuthParameters").map(ConnectionMembers::read);
  }

  private static ObjectNode read(RequestMembers members) {
    if (members.structure("ConnectivityParameters").isPresent()) {
      throw AwsError.notBuiltYet("Connections to private endpoints");
    }
    var node = JsonText.MAPPER.createObjectNode();
    members
        .structure("ApiKeyAuthParameters")
        .ifPresent(its -> {
          var key = node.putObject("ApiKeyAuthParameters");
          put(key, its, "ApiKeyName", SHOWN);
          put(key, its, "ApiKeyValue", SECRET);
        });
    members
        .structure("BasicAuthParameters")
        .ifPresent(its -> {
          var basic = node.putObject("BasicAuthParameters");
          put(basic, its, "Username", SHOWN);
          put(basic, its, "Password", SECRET);
        });
    members
        .structure("OAuthParameters")
        .ifPresent(its -> readOAuth(its, node.putObject("OAuthParameters")));
    members
        .structure("InvocationHttpParameters")
        .ifPresent(its -> readHttp(its, node.putObject("InvocationHttpParameters")));
    return node;
  }

  private static void readOAuth(RequestMembers its, ObjectNode oauth) {
    put(oauth, its, "AuthorizationEndpoint", URL);
    checkUrl(oauth.path("AuthorizationEndpoint").stringValue("https://host"));
    its.structure("ClientParameters")
        .ifPresent(client -> {
          var node = oauth.putObject("ClientParameters");
          put(node, client, "ClientID", SHOWN);
          put(node, client, "ClientSecret", SECRET);
        });
    its.optional("HttpMethod", Method.class)
        .ifPresent(method -> oauth.put("HttpMethod", method.name()));
    its.structure("OAuthHttpParameters")
        .ifPresent(http -> readHttp(http, oauth.putObject("OAuthHttpParameters")));
  }

  private static void checkUrl(String text) {
    try {
      if (new URI(text).getHost() != null) {
        return;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw AwsError.validation("AuthorizationEndpoint '" + text + "' is not the URL of an endpoint");
  }

  private static void readHttp(RequestMembers its, ObjectNode http) {
    for (var name : new String[] {"HeaderParameters", "QueryStringParameters", "BodyParameters"}) {
      its.structures(name)
          .ifPresent(items -> {
            var list = http.putArray(name);
            for (var item : items) {
              var node = list.addObject();
              node.put("Key", item.required("Key", SHOWN));
              node.put("Value", item.required("Value", VALUE));
              node.put("IsValueSecret", item.optional("IsValueSecret", false));
            }
          });
    }
  }

  private static void put(ObjectNode node, RequestMembers members, String name, Text rule) {
    var value = members.optional(name, rule);
    if (value != null) {
      node.put(name, value);
    }
  }
}
