/** JSONPath in Jayway's dialect, and the reference paths that are a part of it. */
@NullMarked
package dev.stateway.translator.expression.jsonpath;

import org.jspecify.annotations.NullMarked;
