/** What watches the bridge: alerts, the dashboard, and Prometheus itself. */
@NullMarked
package io.qqbridge.monitoring;

import org.jspecify.annotations.NullMarked;
