// Small parts that several others are made of.

import { html } from './vendor/preact-htm.js';

/** All states, those first that want a person. */
export const STATES = ['challenged', 'refused', 'taken-over', 'silent', 'reconnecting', 'connecting', 'paused', 'stopped', 'online'];

export const State = ({ state, words }) =>
  html`<span class="state" data-state=${state}>${words.stateOf(state)}</span>`;

/** A time as one says it, and exactly where one points. */
export const Ago = ({ at, words }) => at === 0
  ? html`<span class="muted">${words.never}</span>`
  : html`<time datetime=${new Date(at).toISOString()} title=${words.moment(at)}>${words.ago(at)}</time>`;

export function bytes(count, words) {
  return count < 1024 ? `${words.number(count)} B`
    : count < 1024 * 1024 ? `${words.number(count / 1024)} KB`
    : `${words.number(count / 1024 / 1024)} MB`;
}
