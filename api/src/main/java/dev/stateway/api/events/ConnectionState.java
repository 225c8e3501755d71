package dev.stateway.api.events;

/**
 * The states that a connection can be in on AWS; here it is always authorized or not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html">ConnectionState</a>
 */
enum ConnectionState {
  CREATING,
  UPDATING,
  DELETING,
  AUTHORIZED,
  DEAUTHORIZED,
  AUTHORIZING,
  DEAUTHORIZING,
  ACTIVE,
  FAILED_CONNECTIVITY
}
