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
  // The patterns of EventBridge's model.
  private static final Pattern NAME_FORM = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
  private static final Pattern HEADER_FORM = Pattern.compile("^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$");
  private static final Pattern SHOWN_FORM =
      Pattern.compile("^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$");
  private static final int MAX_PARAMETERS = 100;
  private static final Text SHOWN = new Text(1, 512, false);
  private static final Text SECRET = new Text(1, 512, true);
  private static final Text VALUE = new Text(0, 512, true);
  private static final Text KMS_KEY = new Text(0, 2048, false);
  private static final Text URL = new Text(1, 2048, false);

  private ConnectionMembers() {}

  static String name(RequestMembers members) {
    return formed(members, "Name", members.required("Name", NAME), NAME_FORM);
  }

  static @Nullable String namePrefix(RequestMembers members) {
    var prefix = members.optional("NamePrefix", NAME);
    return prefix == null ? null : formed(members, "NamePrefix", prefix, NAME_FORM);
  }

  /** The AuthParameters, complete or not. */
  static Optional<ObjectNode> authParameters(RequestMembers members) {
    if (members.structure("InvocationConnectivityParameters").isPresent()) {
      throw AwsError.notBuiltYet("A connection to private endpoints");
    }
    var key = members.optional("KmsKeyIdentifier", KMS_KEY);
    if (key != null && !key.isEmpty()) {
      throw AwsError.notBuiltYet("A key of KMS for a connection");
    }
    return members.structure("AuthParameters").map(ConnectionMembers::read);
  }

  private static ObjectNode read(RequestMembers members) {
    if (members.structure("ConnectivityParameters").isPresent()) {
      throw AwsError.notBuiltYet("A connection to private endpoints");
    }
    var node = JsonText.MAPPER.createObjectNode();
    members
        .structure("ApiKeyAuthParameters")
        .ifPresent(its -> {
          var key = node.putObject("ApiKeyAuthParameters");
          putFormed(key, its, "ApiKeyName");
          put(key, its, "ApiKeyValue", SECRET);
        });
    members
        .structure("BasicAuthParameters")
        .ifPresent(its -> {
          var basic = node.putObject("BasicAuthParameters");
          putFormed(basic, its, "Username");
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
            if (items.size() > MAX_PARAMETERS) {
              throw AwsError.validation(
                  name + " has more than " + MAX_PARAMETERS + " parameters: " + items.size());
            }
            var isHeader = name.equals("HeaderParameters");
            var list = http.putArray(name);
            for (var item : items) {
              var node = list.addObject();
              var key = item.required("Key", SHOWN);
              node.put("Key", isHeader ? formed(item, "Key", key, HEADER_FORM) : key);
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

  private static void putFormed(ObjectNode node, RequestMembers members, String name) {
    var value = members.optional(name, SHOWN);
    if (value != null) {
      node.put(name, formed(members, name, value, SHOWN_FORM));
    }
  }

  /** This text, of which it is told when it is not of the form. */
  private static String formed(RequestMembers members, String name, String text, Pattern form) {
    if (!text.isEmpty() && !form.matcher(text).matches()) {
      members.violation(
          "Value '" + text + "'",
          name,
          "Member must satisfy regular expression pattern: " + form.pattern());
    }
    return text;
  }
}
