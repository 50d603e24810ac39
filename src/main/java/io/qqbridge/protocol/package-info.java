/**
 * The wire of the QQ HTTP gateway, typed: {@link io.qqbridge.protocol.Request} is what a client
 * asks, {@link io.qqbridge.protocol.Answer} is what the gateway says to it.
 *
 * <p>Either is one line of {@code KEY=VALUE} fields joined by {@code &}, in UTF-8:
 *
 * <pre>{@code
 * VER=1.1&CMD=GetMsgEx&SEQ=56661&UIN=29501213
 * VER=1.1&CMD=GETMSGEX&SEQ=56661&UIN=29501213&RES=0&MN=2&MT=9,9,&UN=561256,561256,&MG=a%2cb,c,
 * }</pre>
 *
 * The first four fields, and {@code RES} in an answer, are the envelope; the rest belongs to the
 * command. A value may be a list with a {@code ,} after each item, and lists of one answer match by
 * position. {@link io.qqbridge.protocol.Escapes} keep a text from breaking out of its value. A
 * reader takes fields in any order, the first of a name counts, and it ignores names it does not
 * know; a writer keeps the order of the published examples, because old clients cut by position.
 *
 * <p>Decoding never throws: it says {@link io.qqbridge.protocol.Decoded.Good} or {@link
 * io.qqbridge.protocol.Decoded.Malformed}, in time linear in the line. Everything here is immutable
 * and blocks on nothing.
 *
 * <p>The protocol was never published by its maker. Each fact is marked with its source: [S] the
 * article the project started from, [C] several independent clients of the time, [D] our decision.
 */
@NullMarked
package io.qqbridge.protocol;

import org.jspecify.annotations.NullMarked;
