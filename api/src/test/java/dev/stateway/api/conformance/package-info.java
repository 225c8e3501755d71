/** The API held against answers recorded on AWS. */
@NullMarked
package dev.stateway.api.conformance;

import org.jspecify.annotations.NullMarked;
