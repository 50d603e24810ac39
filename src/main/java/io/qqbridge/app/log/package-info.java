/** How the log looks, and that it stays readable when much goes wrong at once. */
@NullMarked
package io.qqbridge.app.log;

import org.jspecify.annotations.NullMarked;
