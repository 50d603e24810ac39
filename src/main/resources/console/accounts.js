// The table of accounts: the server searches, filters, sorts and pages.

import { html, useEffect, useRef } from './vendor/preact-htm.js';
import { Ago, State } from './parts.js';

const COLUMNS = [
  ['name', 'name'], ['state', 'state'], ['since', 'since'], ['last', 'last'], ['rate', 'rate'], ['drops', 'drops'],
];

export function Accounts({ words, rows, query, ask, selected, select }) {
  const search = useRef();
  useEffect(() => {
    const slash = (event) => {
      if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
        event.preventDefault();
        search.current?.focus();
      }
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);
  return html`
    <div class="tools">
      <input ref=${search} type="search" id="search" placeholder=${`${words.search}  ( / )`} aria-label=${words.search}
        autocomplete="off" spellcheck="false" maxlength="64" value=${query.search}
        onInput=${(event) => ask({ search: event.target.value, page: 0 })} />
      <${Pager} words=${words} rows=${rows} query=${query} ask=${ask} />
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.accounts}>
      <table class="accounts">
        <thead><tr>${COLUMNS.map(([order, label]) => html`
          <th scope="col" aria-sort=${query.order === order ? (order === 'name' || order === 'state' ? 'ascending' : 'descending') : 'none'}>
            <button type="button" onClick=${() => ask({ order, page: 0 })}>${words[label]}</button>
          </th>`)}
        </tr></thead>
        <tbody>${rows?.rows.map((row) => html`
          <tr key=${row.alias} class=${row.alias === selected ? 'selected' : ''}>
            <th scope="row">
              <button type="button" class="name" onClick=${() => select(row.alias)}>${row.alias}</button>
            </th>
            <td><${State} state=${row.state} words=${words} />
              ${row.state !== 'online' && html`<span class="reason">${row.reason}</span>`}</td>
            <td><${Ago} at=${row.since} words=${words} /></td>
            <td><${Ago} at=${row.last} words=${words} /></td>
            <td class="figure" title=${`${words.inOut}: ${words.number(row.in)} / ${words.number(row.out)}`}>
              ${words.number(row.inRate)} <span class="muted">/ ${words.number(row.outRate)}</span></td>
            <td class="figure">${row.drops === 0 ? html`<span class="muted">0</span>` : words.number(row.drops)}</td>
          </tr>`)}
        </tbody>
      </table>
      ${rows && rows.rows.length === 0 && html`<p class="empty">${words.nothing}</p>`}
    </div>`;
}

function Pager({ words, rows, query, ask }) {
  if (!rows) {
    return html`<span class="muted">${words.loading}</span>`;
  }
  const from = rows.total === 0 ? 0 : query.page * query.size + 1;
  const to = Math.min(rows.total, (query.page + 1) * query.size);
  return html`
    <nav class="pager" aria-label=${words.accounts}>
      <span id="found" role="status">${words.of(words.number(from), words.number(to), words.number(rows.total))}</span>
      <button type="button" disabled=${query.page === 0} onClick=${() => ask({ page: query.page - 1 })}
        aria-label=${words.previous} title=${words.previous}>‹</button>
      <button type="button" disabled=${to >= rows.total} onClick=${() => ask({ page: query.page + 1 })}
        aria-label=${words.following} title=${words.following}>›</button>
    </nav>`;
}
