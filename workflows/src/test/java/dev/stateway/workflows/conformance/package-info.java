/** What executions recorded on AWS did, against what they do here. */
@NullMarked
package dev.stateway.workflows.conformance;

import org.jspecify.annotations.NullMarked;
