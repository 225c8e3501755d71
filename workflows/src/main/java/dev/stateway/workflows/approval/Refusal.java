package dev.stateway.workflows.approval;

/** Why somebody may not decide. */
public enum Refusal {
  /** They have done so. */
  HAS_VOTED,
  /** Who started the execution may not. */
  IS_INITIATOR,
  /** They are none of the approvers, or have handed their answer on. */
  IS_NO_APPROVER,
  /** A link does not count here. */
  HAS_NO_LINKS
}
