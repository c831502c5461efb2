// Makes the columns of tables with class "sortable" sortable by their heads; without it the tables are complete.
"use strict";

function cellText(row, column) {
  return row.cells[column].textContent.trim();
}

function sortBy(table, column, button) {
  const down = button.getAttribute("aria-pressed") === "true";
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => cellText(a, column).localeCompare(cellText(b, column), "en", { numeric: true }) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
  for (const other of table.tHead.querySelectorAll("button")) other.removeAttribute("aria-pressed");
  for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
  button.setAttribute("aria-pressed", String(!down));
  table.tHead.rows[0].cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = "Sort by this column";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, column, button));
    head.append(button);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table.sortable")) makeSortable(table);
});
