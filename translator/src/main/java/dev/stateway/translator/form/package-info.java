/** Forms: what people enter, as JSON Schemas say. */
@NullMarked
package dev.stateway.translator.form;

import org.jspecify.annotations.NullMarked;
