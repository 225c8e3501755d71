package dev.stateway.api.integrations;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;

/**
 * A request that a service got.
 *
 * @param name the operation, where a header or the body names it; else the method and the path
 * @param body its text
 * @param errors how the service writes errors
 * @param accessKey whose signature it has; empty for none
 */
record Asked(String name, String body, Errors errors, String accessKey) {
  private static final String ACTION = "Action=";
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");

  /** The forms of the errors of AWS's protocols. */
  enum Errors {
    JSON,
    QUERY,
    S3
  }

  static Asked of(String method, String uri, HttpHeaders headers, String body) {
    var target = headers.get("X-Amz-Target");
    var authorization = headers.get("Authorization", "");
    var credential = CREDENTIAL.matcher(authorization);
    var key = credential.find() ? credential.group(1) : "";
    if (target != null) {
      return new Asked(target.substring(target.lastIndexOf('.') + 1), body, Errors.JSON, key);
    }
    if (body.startsWith(ACTION)) {
      var action = body.substring(ACTION.length()).split("&", 2)[0];
      return new Asked(action, body, Errors.QUERY, key);
    }
    var errors = authorization.contains("/s3/aws4_request") ? Errors.S3 : Errors.JSON;
    return new Asked(method + " " + uri, body, errors, key);
  }

  /** All of it. */
  String text() {
    return (name + " " + body).strip();
  }
}
