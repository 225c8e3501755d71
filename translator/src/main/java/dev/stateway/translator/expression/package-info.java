/** What ASL computes with: paths, templates, intrinsic functions, JSONata. */
@NullMarked
package dev.stateway.translator.expression;

import org.jspecify.annotations.NullMarked;
