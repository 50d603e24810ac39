/**
 * What must never happen, tried on the real program: a header that redirects a record, a secret in
 * a log, a port that strangers reach, a broker that is not the right one.
 */
@NullMarked
package io.qqbridge.security;

import org.jspecify.annotations.NullMarked;
