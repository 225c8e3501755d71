/** Lambda functions: those configured here run in the function host, all others on AWS. */
@NullMarked
package dev.stateway.activities.lambda;

import org.jspecify.annotations.NullMarked;
