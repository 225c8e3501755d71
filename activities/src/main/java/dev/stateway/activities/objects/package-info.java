/**
 * Where distributed Maps read their items and write their results: S3, or folders of this machine.
 */
@NullMarked
package dev.stateway.activities.objects;

import org.jspecify.annotations.NullMarked;
