// SPDX-License-Identifier: MIT
// The charts of the page: bars as SVG.
'use strict';

const barsMost = 10;

// Charts of the customers that fit.

function draw(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

function countBy(textOfOne, order) {
  const counts = new Map(order.map((label) => [label, 0]));
  for (const customer of hits) {
    const text = textOfOne(customer) || words.empty;
    counts.set(text, (counts.get(text) || 0) + 1);
  }
  const bars = [...counts].filter(([, count]) => count > 0);
  if (!order.length) bars.sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
  if (bars.length <= barsMost) return bars;
  const rest = bars.splice(barsMost - 1);
  return [...bars, [words.rest, rest.reduce((sum, [, count]) => sum + count, 0)]];
}

// Wide characters count two.
function cut(text, most) {
  let width = 0;
  let short = '';
  for (const character of text) {
    width += character.codePointAt(0) > 0x1100 ? 2 : 1;
    if (width > most) return short + '…';
    short += character;
  }
  return text;
}

function chart(label, bars) {
  const height = bars.length * 26 + 2;
  const most = Math.max(1, ...bars.map(([, count]) => count));
  const words_ = label + '：' + bars.map(([text, count]) => text + ' ' + count).join('，');
  const svg = draw('svg', {viewBox: '0 0 320 ' + height, role: 'img', 'aria-label': words_});
  bars.forEach(([text, count], at) => {
    const y = at * 26;
    const width = Math.max(2, 170 * count / most);
    const name = draw('text', {x: 100, y: y + 17, 'text-anchor': 'end'}, cut(text, 14));
    name.append(draw('title', {}, text));
    svg.append(name, draw('rect', {x: 108, y: y + 4, width, height: 18, rx: 3}),
               draw('text', {x: 114 + width, y: y + 17, class: 'count'}, count));
  });
  return make('figure', {}, make('figcaption', {text: label}), svg);
}

function showCharts() {
  const list = $('chart-list');
  list.replaceChildren();
  if (!hits.length) return;
  for (const name of ['stage', 'grade', 'area', 'owner', 'status']) {
    if (name === 'area') {
      list.append(chart(words.area, countBy((customer) => customer.area, [])));
    } else if (field.has(name)) {
      const one = field.get(name);
      list.append(chart(one.label, countBy((customer) => customer.values[name], one.options)));
    }
  }
}
