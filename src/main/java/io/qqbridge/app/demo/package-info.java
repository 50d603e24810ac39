/**
 * What lets the program show itself with nothing installed: an embedded Kafka broker, the demo that
 * puts everything together, and the view of what flows.
 */
@NullMarked
package io.qqbridge.app.demo;

import org.jspecify.annotations.NullMarked;
