/** Spans by OpenTelemetry of what goes through the bridge. Not loaded while nobody wants them. */
@NullMarked
package io.qqbridge.tracing;

import org.jspecify.annotations.NullMarked;
