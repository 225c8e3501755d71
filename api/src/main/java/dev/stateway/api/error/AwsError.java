package dev.stateway.api.error;

import java.util.Map;

/**
 * The API says no: AWS's error code, its words and the HTTP status.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html">Common
 *     errors</a>
 */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final String code;
  private final String text;
  private final int httpStatus;
  private final transient Map<String, String> members;

  private AwsError(String code, String text, int httpStatus, Map<String, String> members) {
    super(code + ": " + text, null, false, false);
    this.code = code;
    this.text = text;
    this.httpStatus = httpStatus;
    this.members = Map.copyOf(members);
  }

  private static AwsError badRequest(String code, String text) {
    return new AwsError(code, text, BAD_REQUEST, Map.of());
  }

  /** What SDKs make an exception of, e.g. {@code StateMachineDoesNotExist}. */
  public String code() {
    return code;
  }

  /** AWS's words. */
  public String text() {
    return text;
  }

  /** The status of the answer; SDKs retry those from 500. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Further members of the answer, e.g. {@code reason}. */
  public Map<String, String> members() {
    return members;
  }

  /** Whether nothing is wrong with the request: what is needed to answer it is away for now. */
  public boolean isUnavailable() {
    return httpStatus == UNAVAILABLE;
  }

  // --- names and ARNs

  public static AwsError invalidArn(String why) {
    return badRequest("InvalidArn", "Invalid Arn: '" + why + "'");
  }

  public static AwsError invalidRoleArn(String arn) {
    return badRequest("InvalidArn", "Invalid Role Arn: '" + arn + "'");
  }

  public static AwsError invalidName(String name) {
    return badRequest("InvalidName", "Invalid Name: '" + name + "'");
  }

  public static AwsError resourceNotFound(String arn) {
    return new AwsError(
        "ResourceNotFound",
        "Resource not found: '" + arn + "'",
        BAD_REQUEST,
        Map.of("resourceName", arn));
  }

  public static AwsError referencedResourceNotFound(String arn) {
    return new AwsError(
        "ResourceNotFound",
        "Request references a resource that does not exist.",
        BAD_REQUEST,
        Map.of("resourceName", arn));
  }

  public static AwsError tooManyTags(String arn) {
    return new AwsError(
        "TooManyTags",
        "The number of tags for resource '" + arn + "' exceeds the limit of 50",
        BAD_REQUEST,
        Map.of("resourceName", arn));
  }

  // --- activities

  public static AwsError activityDoesNotExist(String arn) {
    return badRequest("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
  }

  public static AwsError activityAlreadyExists(String arn) {
    return badRequest("ActivityAlreadyExists", "Activity Already Exists: '" + arn + "'");
  }

  // --- state machines

  public static AwsError stateMachineDoesNotExist(String arn) {
    return badRequest("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  public static AwsError stateMachineAlreadyExists(String arn) {
    return badRequest("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
  }

  public static AwsError stateMachineTypeNotSupported() {
    return badRequest(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  public static AwsError invalidDefinition(String problems) {
    return badRequest("InvalidDefinition", "Invalid State Machine Definition: '" + problems + "'");
  }

  /** The definition is one, but not of what an operation takes. */
  public static AwsError unsupportedDefinition(String why) {
    return badRequest("InvalidDefinition", why);
  }

  public static AwsError invalidLoggingConfiguration(String why) {
    return badRequest("InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why);
  }

  public static AwsError invalidEncryptionConfiguration(String why) {
    return badRequest("InvalidEncryptionConfiguration", "Invalid Encryption Configuration: " + why);
  }

  public static AwsError missingRequiredParameter(String text) {
    return badRequest("MissingRequiredParameter", text);
  }

  public static AwsError conflict(String text) {
    return new AwsError("ConflictException", text, 409, Map.of());
  }

  public static AwsError serviceQuotaExceeded(String text) {
    return new AwsError("ServiceQuotaExceededException", text, 402, Map.of());
  }

  // --- connections

  public static AwsError connectionDoesNotExist(String name) {
    return badRequest(
        "ResourceNotFoundException",
        "Failed to describe the connection(s). Connection '" + name + "' does not exist.");
  }

  public static AwsError connectionAlreadyExists(String name) {
    return badRequest("ResourceAlreadyExistsException", "Connection " + name + " already exists.");
  }

  public static AwsError tooManyConnections(int limit) {
    return badRequest(
        "LimitExceededException",
        "The requested resource exceeds the maximum number allowed: " + limit + " connections");
  }

  // --- executions

  public static AwsError executionDoesNotExist(String arn) {
    return badRequest("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  public static AwsError executionAlreadyExists(String arn) {
    return badRequest("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
  }

  public static AwsError executionNotRedrivable(String reason) {
    return badRequest("ExecutionNotRedrivable", reason);
  }

  public static AwsError invalidExecutionInput(String why) {
    return badRequest(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
  }

  // --- tasks

  public static AwsError invalidOutput(String why) {
    return badRequest("InvalidOutput", "Invalid Output: '" + why + "'");
  }

  public static AwsError invalidToken() {
    return badRequest("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  public static AwsError taskTimedOut() {
    return badRequest("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }

  // --- identity

  public static AwsError missingAuthenticationToken() {
    return badRequest("MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  public static AwsError incompleteSignature(String why) {
    return badRequest("IncompleteSignatureException", why);
  }

  public static AwsError invalidSignature(String why) {
    return badRequest("InvalidSignatureException", why);
  }

  public static AwsError unrecognizedClient() {
    return badRequest(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }

  public static AwsError unrecognizedClient(String why) {
    return badRequest("UnrecognizedClientException", "The bearer token is not taken: " + why);
  }

  public static AwsError expiredToken() {
    return badRequest(
        "ExpiredTokenException", "The security token included in the request is expired");
  }

  public static AwsError accessDenied(String why) {
    return badRequest("AccessDeniedException", why);
  }

  // --- requests

  public static AwsError validation(String text) {
    return badRequest("ValidationException", text);
  }

  public static AwsError validation(String text, String reason) {
    return new AwsError("ValidationException", text, BAD_REQUEST, Map.of("reason", reason));
  }

  public static AwsError serialization(String text) {
    return badRequest("SerializationException", text);
  }

  public static AwsError unknownOperation(String operation) {
    return badRequest("UnknownOperationException", "Unknown operation '" + operation + "'");
  }

  /** AWS has it, this version does not: said plainly instead of accepted silently. */
  public static AwsError notBuiltYet(String what) {
    return badRequest(
        "UnknownOperationException", what + " is not supported by this version of Stateway");
  }

  public static AwsError requestTooLarge(int limit) {
    return new AwsError(
        "RequestEntityTooLargeException",
        "The request is larger than " + limit + " bytes",
        PAYLOAD_TOO_LARGE,
        Map.of());
  }

  /** SDKs try again. */
  public static AwsError throttling() {
    return badRequest("ThrottlingException", "Rate exceeded");
  }

  // --- the server's own

  public static AwsError unavailable(String what) {
    return new AwsError("ServiceUnavailable", what, UNAVAILABLE, Map.of());
  }

  public static AwsError internalFailure() {
    return new AwsError(
        "InternalFailure",
        "The request processing has failed because of an unknown error",
        INTERNAL_ERROR,
        Map.of());
  }
}
