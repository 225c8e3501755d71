/** What all calls of AWS have in common: clients, error names, the metadata of answers. */
@NullMarked
package dev.stateway.activities.aws;

import org.jspecify.annotations.NullMarked;
