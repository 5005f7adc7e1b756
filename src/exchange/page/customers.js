// SPDX-License-Identifier: MIT
// The page of `custrec export --format html`: search, filter, sort, cards, what is due, charts.
// The one script of the page is customers_charts.js, customers_card.js and this. Everything from
// the data goes in by textContent; markup in a record stays text.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const {fields, columns, words} = data.page;
const rowsAtFirst = 50;
const rowsMore = 200;
const dueAtFirst = 8;
const dueMore = 50;
const $ = (id) => document.getElementById(id);
const field = new Map(fields.map((one) => [one.name, one]));
const collator = new Intl.Collator(document.documentElement.lang, {numeric: true});

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'text') element.textContent = value;
    else if (name === 'on') element.addEventListener('click', value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
const say = (word, values) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name) => String(values[name]));
const nameOfCode = (text) => text.slice(text.indexOf(' ') + 1);
const shortTime = (time) => time.slice(0, 16).replace('T', ' ');
// A day ends after all moments in it.
const dueKey = (line) => (line.late ? '0' : '1') + (line.due.length === 10 ? line.due + 'T99' : line.due);

// Customers, with what they are sorted by.

const customers = data.customers.map((customer) => {
  customer.limits = customer.open.filter((line) => line.label && line.due);
  customer.limits.sort((a, b) => (dueKey(a) < dueKey(b) ? -1 : 1));
  return customer;
});
const allTexts = (value) => typeof value === 'string' ? value : Object.values(value).map(allTexts).join('\n');
const fold = (text) => text.normalize('NFKC').toLowerCase();
function textOf(customer) {
  if (customer.text === undefined) {
    const {values, area, contacts, open, talks} = customer;
    customer.text = fold(allTexts([values, area, contacts, open, talks]));
  }
  return customer.text;
}

// The columns of the table: fields of the customer, then what comes of its entries.

const shownText = (customer, one) => {
  const text = customer.values[one.name] || '';
  return one.code ? nameOfCode(text) : text;
};
const table = columns.map((at) => {
  const one = fields[at];
  const order = new Map(one.options.map((label, place) => [label, place]));
  return {
    name: one.name,
    label: one.label,
    text: (customer) => shownText(customer, one),
    key: (customer) => {
      const text = shownText(customer, one);
      return order.has(text) ? String(order.get(text)) : text;
    },
  };
});
table.push({
  name: 'last',
  label: words.last,
  text: (customer) => {
    const past = customer.talks.find(([at]) => at.slice(0, 10) <= data.page.made.slice(0, 10));
    return past ? past[0].slice(0, 10) : '';
  },
});
table.push({
  name: 'next',
  label: words.next,
  text: (customer) => (customer.limits.length ? customer.limits[0].due.slice(0, 10) : ''),
  key: (customer) => (customer.limits.length ? dueKey(customer.limits[0]) : ''),
  late: (customer) => customer.limits.length > 0 && Boolean(customer.limits[0].late),
});

// State.

let hits = customers;
let shownRows = 0;
let shownDue = 0;
let sorted = {column: null, down: false};
const choices = new Map();

function addChoices() {
  for (const name of ['type', 'stage', 'grade', 'status', 'owner']) {
    if (!field.has(name)) continue;
    const one = field.get(name);
    const present = new Set(customers.map((customer) => customer.values[name] || ''));
    const known = one.options.filter((label) => present.has(label));
    const others = [...present].filter((text) => text && !known.includes(text));
    others.sort(collator.compare);
    const select = make('select', {id: 'choose-' + name}, make('option', {value: '*', text: words.all}));
    for (const text of [...known, ...others]) select.append(make('option', {value: '=' + text, text}));
    if (present.has('')) select.append(make('option', {value: '=', text: words.empty}));
    choices.set(name, select);
    select.addEventListener('change', update);
    $('choices').append(make('div', {class: 'choice'},
                             make('label', {for: select.id, text: one.label}), select));
  }
}

function addHeads() {
  for (const column of table) {
    const button = make('button', {type: 'button', text: column.label, on: () => sortBy(column)});
    button.append(make('span', {class: 'arrow', 'aria-hidden': 'true'}));
    column.head = make('th', {scope: 'col', role: 'columnheader', 'aria-sort': 'none', class: 'at-' + column.name}, button);
    $('heads').append(column.head);
  }
}

function sortBy(column) {
  sorted = {column, down: sorted.column === column && !sorted.down};
  for (const one of table) {
    one.head.setAttribute('aria-sort', one !== column ? 'none' : sorted.down ? 'descending' : 'ascending');
  }
  sort();
  showRows(true);
}

// What isn't filled in stands last either way.
function sort() {
  if (!sorted.column) return;
  const key = sorted.column.key || sorted.column.text;
  const keyed = hits.map((customer) => [key(customer), customer]);
  const sign = sorted.down ? -1 : 1;
  keyed.sort(([a], [b]) => {
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    return sign * collator.compare(a, b);
  });
  hits = keyed.map(([, customer]) => customer);
}

function update() {
  const wanted = fold($('text').value).split(/\s+/).filter(Boolean);
  const chosen = [...choices].filter(([, select]) => select.value !== '*')
                     .map(([name, select]) => [name, select.value.slice(1)]);
  hits = customers.filter((customer) =>
      chosen.every(([name, value]) => (customer.values[name] || '') === value) &&
      wanted.every((word) => textOf(customer).includes(word)));
  sort();
  $('hits').textContent = say('hits', {n: hits.length, all: customers.length});
  showRows(true);
  showDue(true);
  showCharts();
}

// The table, in parts.

function rowOf(customer) {
  const row = make('tr', {role: 'row'});
  for (const column of table) {
    const text = column.text(customer);
    const properties = {class: 'at-' + column.name, role: column.name === 'name' ? 'rowheader' : 'cell'};
    if (!text) properties.class += ' void';
    const cell = make(column.name === 'name' ? 'th' : 'td', properties);
    if (column.name === 'name') {
      cell.scope = 'row';
      cell.append(make('button', {type: 'button', class: 'link', text: text || customer.values.id, on: () => openCard(customer)}));
    } else {
      if (['last', 'next'].includes(column.name) && text) {
        cell.append(make('span', {class: 'what', text: column.label + ' '}));
      }
      cell.append(column.name === 'next' ? make('span', {class: 'day', text}) : text);
      if (column.late && column.late(customer)) {
        cell.append(' ', make('span', {class: 'late', text: words.overdue}));
      }
    }
    row.append(cell);
  }
  return row;
}

function showPart(list, items, from, most, makeOne, button, word) {
  const part = document.createDocumentFragment();
  const end = Math.min(from + most, items.length);
  for (let at = from; at < end; ++at) part.append(makeOne(items[at]));
  list.append(part);
  button.hidden = end === items.length;
  return end;
}

function showRows(anew) {
  if (anew) {
    $('rows').replaceChildren();
    shownRows = 0;
  }
  shownRows = showPart($('rows'), hits, shownRows, anew ? rowsAtFirst : rowsMore, rowOf, $('more'));
  $('more').textContent = say('more', {n: Math.min(rowsMore, hits.length - shownRows)});
  $('none').hidden = hits.length > 0;
  $('table').hidden = hits.length === 0;
}

// What is due, overdue first.

let due = [];

function dueItem({customer, line}) {
  const time = make('span', {class: 'when', text: shortTime(line.due)});
  const item = make('li', {}, time);
  if (line.late) item.append(' ', make('span', {class: 'late', text: words.overdue + ' ' + line.late}));
  item.append(make('strong', {text: line.label}),
              make('button', {type: 'button', class: 'link', text: customer.values.name || customer.values.id, on: () => openCard(customer)}));
  const rest = [line.entry, line.what, line.owner].filter(Boolean).join(' · ');
  if (rest) item.append(make('span', {class: 'rest', text: rest}));
  return item;
}

function showDue(anew) {
  if (anew) {
    $('due-list').replaceChildren();
    shownDue = 0;
    due = hits.flatMap((customer) => customer.limits.map((line) => ({customer, line, key: dueKey(line)})));
    due.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const late = due.filter(({line}) => line.late).length;
    const count = String(due.length) + (late ? ' (' + words.overdue + ' ' + late + ')' : '');
    $('to-due').textContent = words.due + ' ' + count;
    $('due-head').textContent = words.due + ' ' + count;
  }
  shownDue = showPart($('due-list'), due, shownDue, anew ? dueAtFirst : dueMore, dueItem, $('more-due'));
  $('more-due').textContent = say('more_due', {n: Math.min(dueMore, due.length - shownDue)});
  $('nothing-due').hidden = due.length > 0;
}

// Go.

let timer = 0;
$('text').addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(update, 120);
});
$('filters').addEventListener('submit', (event) => event.preventDefault());
$('filters').addEventListener('reset', () => setTimeout(update, 0));
$('more').addEventListener('click', () => {
  const next = shownRows;
  showRows(false);
  $('rows').children[next].querySelector('button').focus();
});
$('more-due').addEventListener('click', () => {
  const next = shownDue;
  showDue(false);
  $('due-list').children[next].querySelector('button').focus();
});
$('close').addEventListener('click', () => $('card').close());
$('card').addEventListener('click', (event) => {
  if (event.target === $('card')) $('card').close();
});
addEventListener('hashchange', openNamed);
// Paper has no button for the rest.
addEventListener('beforeprint', () => {
  while (!$('more').hidden) showRows(false);
  while (!$('more-due').hidden) showDue(false);
});
addChoices();
addHeads();
$('live').hidden = false;
update();
openNamed();
