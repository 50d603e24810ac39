/** What ships to run the bridge on Kubernetes, held to Kubernetes' own words without a cluster. */
@NullMarked
package io.qqbridge.kubernetes;

import org.jspecify.annotations.NullMarked;
