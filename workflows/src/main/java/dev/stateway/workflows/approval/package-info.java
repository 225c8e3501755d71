/** Human approvals: what waits for a decision, and the decisions. */
@NullMarked
package dev.stateway.workflows.approval;

import org.jspecify.annotations.NullMarked;
