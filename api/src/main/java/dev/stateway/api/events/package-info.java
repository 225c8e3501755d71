/** What EventBridge's API says of connections: who an HTTP task calls as. */
@NullMarked
package dev.stateway.api.events;

import org.jspecify.annotations.NullMarked;
