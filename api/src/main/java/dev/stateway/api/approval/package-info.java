/** Human approvals over HTTP: what waits for a decision, and deciding it. */
@NullMarked
package dev.stateway.api.approval;

import org.jspecify.annotations.NullMarked;
