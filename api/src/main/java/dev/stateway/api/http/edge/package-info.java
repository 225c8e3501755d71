/**
 * The outermost edge: what a connection may send, how long it may take, and what of it never
 * reaches a handler.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">HTTP/1.1</a>
 */
@NullMarked
package dev.stateway.api.http.edge;

import org.jspecify.annotations.NullMarked;
