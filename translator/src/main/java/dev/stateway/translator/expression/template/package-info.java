/** Payload templates: JSON with paths and intrinsic function calls in its {@code .$} members. */
@NullMarked
package dev.stateway.translator.expression.template;

import org.jspecify.annotations.NullMarked;
