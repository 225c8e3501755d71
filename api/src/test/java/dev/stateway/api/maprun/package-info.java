/** Map Runs through the API, on a real Temporal server and a server that speaks S3. */
@NullMarked
package dev.stateway.api.maprun;

import org.jspecify.annotations.NullMarked;
