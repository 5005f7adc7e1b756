// SPDX-License-Identifier: MIT
// The card of one customer.
'use strict';

// The card of a customer.

// A number or address that a telephone or mail program can take, never anything else.
function reach(text) {
  if (/^\+?[0-9][0-9 -]{5,}$/.test(text)) return make('a', {href: 'tel:' + text.replace(/[ -]/g, ''), text});
  if (/^[\w.+-]+@[\w.-]+$/.test(text)) return make('a', {href: 'mailto:' + text, text});
  return document.createTextNode(text);
}

function pairs(items) {
  const list = make('dl', {});
  for (const [label, value] of items) list.append(make('div', {}, make('dt', {text: label}), make('dd', {}, value)));
  return list;
}

function contactsOf(customer) {
  const labels = data.page.contact;
  const people = [...customer.contacts].sort((a, b) => (a.left_on ? 1 : 0) - (b.left_on ? 1 : 0));
  return people.map((contact) => {
    const heads = [contact.name, contact.title, contact.role].filter(Boolean);
    const rest = Object.keys(labels).filter((name) => contact[name] && !['name', 'title', 'role'].includes(name));
    return make('li', {class: contact.left_on ? 'gone' : ''}, make('p', {class: 'who', text: heads.join(' · ')}),
                pairs(rest.map((name) => [labels[name], name === 'mobile' || name === 'phone' || name === 'email' ? reach(contact[name]) : contact[name]])));
  });
}

function openOf(customer) {
  const lines = [...customer.limits, ...customer.open.filter((line) => !customer.limits.includes(line))];
  return lines.map((line) => {
    const item = make('li', {});
    if (line.due) item.append(make('span', {class: 'when', text: shortTime(line.due)}), ' ');
    if (line.late) item.append(make('span', {class: 'late', text: words.overdue + ' ' + line.late}), ' ');
    if (line.label) item.append(make('strong', {text: line.label}));
    item.append(make('span', {class: 'rest', text: [line.entry, line.what, line.owner].filter(Boolean).join(' · ')}));
    return item;
  });
}

function talksOf(customer) {
  return customer.talks.map(([at, entry, how, topic, said]) =>
      make('li', {}, make('span', {class: 'when', text: shortTime(at)}),
           ' ', make('span', {class: 'how', text: [how, entry].filter(Boolean).join(' · ')}),
           make('strong', {text: topic}), make('span', {class: 'rest', text: said})));
}

function detailsOf(customer) {
  const details = make('details', {}, make('summary', {text: words.details}));
  let section = '';
  let items = [];
  const flush = () => {
    if (items.length) details.append(make('h4', {text: section}), pairs(items));
    items = [];
  };
  for (const one of fields) {
    if (one.section !== section) {
      flush();
      section = one.section;
    }
    if (customer.values[one.name]) items.push([one.label, customer.values[one.name]]);
  }
  flush();
  return details;
}

function part(title, items) {
  if (!items.length) return [];
  return [make('section', {}, make('h3', {text: title}), make('ul', {}, ...items))];
}

function openCard(customer) {
  const {values} = customer;
  const line = ['type', 'stage', 'grade', 'status', 'activity'].map((name) => values[name]).filter(Boolean);
  const place = ['industry', 'region', 'country'].filter((name) => values[name]).map((name) => nameOfCode(values[name]));
  const heads = ['owner', 'address', 'preferences', 'focus', 'remarks'].filter((name) => values[name])
                    .map((name) => [field.get(name).label, values[name]]);
  const tags = make('ul', {class: 'tags', 'aria-label': field.has('tags') ? field.get('tags').label : ''},
                    ...customer.tags.map((text) => make('li', {text})));
  $('card-name').textContent = values.name || values.id;
  $('card-body').replaceChildren(
      make('p', {class: 'class', text: [values.id, ...line].join(' · ')}),
      make('p', {class: 'class', text: place.join(' · ')}), ...(customer.tags.length ? [tags] : []), pairs(heads),
      ...part(words.contacts, contactsOf(customer)), ...part(words.open, openOf(customer)),
      ...part(words.last, talksOf(customer)), detailsOf(customer));
  $('card').showModal();
  $('card-name').focus();
  $('card').scrollTop = 0;
}

function openNamed() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    return;
  }
  const customer = id && customers.find((one) => one.values.id === id);
  if (customer && !$('card').open) openCard(customer);
}
