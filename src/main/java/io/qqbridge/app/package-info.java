/**
 * The program: its configuration ({@link io.qqbridge.app.Settings}, {@link
 * io.qqbridge.app.AccountsFile}), its wiring ({@link io.qqbridge.app.Bridge}), and the commands
 * {@code run} and {@code check}.
 */
@NullMarked
package io.qqbridge.app;

import org.jspecify.annotations.NullMarked;
