/** The runnable application: Step Functions API, gateway, approvals, registry. */
@NullMarked
package dev.stateway.api;

import org.jspecify.annotations.NullMarked;
