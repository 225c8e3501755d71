/** Any action of any AWS service, found by its name in the SDK. */
@NullMarked
package dev.stateway.activities.sdk;

import org.jspecify.annotations.NullMarked;
