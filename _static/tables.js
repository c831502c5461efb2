// Tables of class "sortable" are sorted by the heads of their columns and filtered by words and by the values of a
// column; without this script they are complete. On a phone their rows become blocks, each cell with its head.
"use strict";

const MOST_CHOICES = 16;

const cellText = (row, column) => row.cells[column].textContent.trim();
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ə/g, "e").replace(/ı/g, "i");

function make(tag, properties, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/** Say what tables and their parts are: a style that makes blocks of rows makes some browsers forget it. */
function giveRoles(table, heads) {
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, column) => {
      cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
      cell.dataset.head = heads[column];
    });
  }
}

function sortBy(table, column) {
  const head = table.tHead.rows[0].cells[column];
  const down = head.getAttribute("aria-sort") === "ascending";
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => cellText(a, column).localeCompare(cellText(b, column), "en", { numeric: true }) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", { type: "button", title: "Sort by this column" }, head.textContent.trim());
    button.addEventListener("click", () => sortBy(table, column));
    head.replaceChildren(button);
  });
}

/** Return a choice of the values of a column, if they are few and each is a word, not a number. */
function choiceOf(rows, column, head) {
  const values = [...new Set(rows.map((row) => cellText(row, column)))].filter(Boolean).sort();
  if (values.length < 2 || values.length > Math.min(MOST_CHOICES, rows.length / 2) || values.every((value) => /^\d+$/.test(value))) return [];
  const options = values.map((value) => make("option", {}, value));
  const select = make("select", {}, make("option", { value: "" }, "all"), ...options);
  return [{ column, select, label: make("label", {}, `${head} `, select) }];
}

function makeFilters(table, heads) {
  const rows = [...table.tBodies[0].rows];
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const choices = heads.flatMap((head, column) => choiceOf(rows, column, head));
  const count = make("p", { className: "table-count" });
  count.setAttribute("role", "status");
  const bar = make("div", { className: "table-filters" }, make("label", {}, "Words in a row ", field), ...choices.map(({ label }) => label));
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Show only some rows");
  bar.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const chosen = choices.every(({ column, select }) => !select.value || cellText(row, column) === select.value);
      row.hidden = !chosen || !words.every((word) => texts.get(row).includes(word));
    }
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  });
  count.textContent = `${rows.length} rows`;
  table.before(bar, count);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    giveRoles(table, heads);
    makeSortable(table);
    if (table.tBodies[0].rows.length > 5) makeFilters(table, heads);
  }
});
