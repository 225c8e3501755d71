package dev.stateway.workflows.statetest;

/**
 * What the data of a state are on their way through it, and what its fields came to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">InspectionData</a>
 */
public enum Phase {
  /** Of {@code InputPath}; JSONPath only. */
  AFTER_INPUT_PATH,
  /** Of {@code Parameters}; JSONPath only. */
  AFTER_PARAMETERS,
  /** Of {@code Arguments}; JSONata only. */
  AFTER_ARGUMENTS,
  /** What the work gave. */
  RESULT,
  /** Of {@code ResultSelector}; JSONPath only. */
  AFTER_RESULT_SELECTOR,
  /** Of {@code ResultPath}; JSONPath only. */
  AFTER_RESULT_PATH,
  /** The items that {@code ItemsPath} finds; JSONPath only. */
  AFTER_ITEMS_PATH,
  /** The items that {@code ItemsPointer} finds in what was read. */
  AFTER_ITEMS_POINTER,
  /** The array of what {@code ItemSelector} makes of the items. */
  AFTER_ITEM_SELECTOR,
  /** The array of the batches that {@code ItemBatcher} makes. */
  AFTER_ITEM_BATCHER,
  /** A number. */
  TOLERATED_FAILURE_COUNT,
  /** A number. */
  TOLERATED_FAILURE_PERCENTAGE,
  /** A number. */
  MAX_CONCURRENCY
}
