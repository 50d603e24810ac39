// Dead letters: what could not be processed, and why; commands can be replayed.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { get } from './live.js';

export function Letters({ words, mayAct, replay, texts, count }) {
  const [letters, setLetters] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [done, setDone] = useState({});
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    get('dead-letters', stop.signal)
      .then((found) => { setLetters(found); setTrouble(''); })
      .catch((problem) => problem.name === 'AbortError' || setTrouble(problem.message));
    return () => stop.abort();
  }, [asked, count]);
  const ask = (place) => replay(place).then(
    (said) => setDone((before) => ({ ...before, [place]: said })));
  return html`
    <div class="tools">
      <span class="muted">${!texts && words.textsHidden}</span>
      <button type="button" onClick=${() => setAsked(asked + 1)}>${words.reload}</button>
    </div>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    ${!letters && !trouble && html`<p class="empty">${words.loading}</p>`}
    ${letters?.length === 0 && html`<p class="empty">${words.noLetters}</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label=${words.letters}>
      ${letters?.length > 0 && html`<table class="letters">
        <thead><tr><th scope="col">${words.at}</th><th scope="col">${words.name}</th><th scope="col">${words.stage}</th>
          <th scope="col">${words.reason}</th><th scope="col" class="figure">${words.size}</th><th scope="col">${words.place}</th><th></th></tr></thead>
        <tbody>${letters.map((letter) => html`<tr key=${letter.place}>
          <td><time datetime=${new Date(letter.at).toISOString()} title=${words.moment(letter.at)}>${words.ago(letter.at)}</time></td>
          <td>${letter.account || html`<span class="muted">${words.unknownAccount}</span>`}</td>
          <td>${letter.stage}</td>
          <td class="why">${letter.reason}${texts && letter.text && html`<details><summary>${words.text}</summary><pre>${letter.text}</pre></details>`}</td>
          <td class="figure">${words.number(letter.bytes)}</td>
          <td>${letter.place}</td>
          <td>${done[letter.place] ? html`<span role="status">${done[letter.place]}</span>`
            : letter.stays ? html`<span class="muted">${letter.stays}</span>`
            : html`<button type="button" disabled=${!mayAct} onClick=${() => ask(letter.place)}>${words.replay}</button>`}</td>
        </tr>`)}</tbody>
      </table>`}
    </div>`;
}
