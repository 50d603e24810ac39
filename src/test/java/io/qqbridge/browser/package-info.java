/** The console as a person sees it: in a real browser, before the real program. */
@NullMarked
package io.qqbridge.browser;

import org.jspecify.annotations.NullMarked;
