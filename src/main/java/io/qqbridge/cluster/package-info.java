/**
 * Several processes share the accounts: the consumer group that reads the command topic says who
 * keeps which. An account is kept where its commands arrive.
 */
@NullMarked
package io.qqbridge.cluster;

import org.jspecify.annotations.NullMarked;
