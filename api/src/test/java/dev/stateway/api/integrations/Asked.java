package dev.stateway.api.integrations;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A request that a service got.
 *
 * @param name the operation, where a header or the body names it; else the method and the path
 * @param body its text
 * @param errors how the service writes errors
 */
record Asked(String name, String body, Errors errors) {
  private static final String ACTION = "Action=";

  /** The forms of the errors of AWS's protocols. */
  enum Errors {
    JSON,
    QUERY,
    S3
  }

  static Asked of(String method, String uri, HttpHeaders headers, String body) {
    var target = headers.get("X-Amz-Target");
    if (target != null) {
      return new Asked(target.substring(target.lastIndexOf('.') + 1), body, Errors.JSON);
    }
    if (body.startsWith(ACTION)) {
      return new Asked(body.substring(ACTION.length()).split("&", 2)[0], body, Errors.QUERY);
    }
    var isS3 = headers.get("Authorization", "").contains("/s3/aws4_request");
    return new Asked(method + " " + uri, body, isS3 ? Errors.S3 : Errors.JSON);
  }

  /** All of it. */
  String text() {
    return (name + " " + body).strip();
  }
}
