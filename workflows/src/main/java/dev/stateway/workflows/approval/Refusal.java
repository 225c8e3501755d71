package dev.stateway.workflows.approval;

/** Why an answer of somebody does not count. */
public enum Refusal {
  /** They have done so. */
  HAS_VOTED,
  /** Who started the execution may not. */
  IS_INITIATOR,
  /** They are none of the approvers, or have handed their answer on. */
  IS_NO_APPROVER,
  /** A link does not count here. */
  HAS_NO_LINKS,
  /** What was entered is not what the form wants. */
  IS_NOT_VALID,
  /** A link decides, and hands nothing on. */
  IS_A_LINK,
  /** There is nobody, or nobody else, to hand it on to. */
  IS_TO_NOBODY,
  /** Who started the execution may not decide for others either. */
  IS_TO_INITIATOR,
  /** Whom it is handed on to has decided already. */
  IS_TO_WHO_HAS_VOTED
}
