/** Tests of buckets. */
@NullMarked
package dev.stateway.activities.objects;

import org.jspecify.annotations.NullMarked;
