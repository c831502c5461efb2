// The search of search.html. It loads the files that _ext/claims/search_index.py describes, those alone that a question
// needs, as scripts: so it works from a folder on disk too. Nothing is stored and nothing leaves the site.
"use strict";

(() => {
  const AT_ONCE = 10;
  const SLIGHT = new Set(("a an and are as at be been but by for from had has have he her his i in is it its not of on or " +
    "she that the their there they this to was we were what when which who will with").split(" "));
  const WEIGHTS = { claim: 1.5, element: 1.3, step: 1.3, passage: 1.3, chapter: 1.1 };
  const FILTERS = { kind: "Kind", standing: "Standing of a claim", standpoint: "Standpoint of a source", element: "Element", read: "How a source was read" };

  const page = document.getElementById("search");
  const form = page.querySelector("form");
  const field = form.elements.q;
  const panel = page.querySelector(".search-filters");
  const count = page.querySelector(".search-count");
  const list = page.querySelector(".search-results");
  const more = page.querySelector(".search-more");
  let index;
  let results = [];

  // Files

  const files = new Map();

  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.data = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement("script");
        script.src = `${page.dataset.index}${name}.js${index ? "?" + index.edition : ""}`;
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).data;
  }

  window.found = (name, data) => files.get(name).resolve(data);

  /** Return the number of the file that would hold *key*, from where each file starts (*starts*, in order). */
  function fileOf(starts, key) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  // Words: as in _ext/claims/words.py

  const WORD = /[\p{L}\p{N}]+(?:['’ʼ][\p{L}\p{N}]+)*/gu;
  const BARE = { ə: "e", ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" };

  function fold(word) {
    const bare = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[əıłøđßæœ]/g, (letter) => BARE[letter]);
    return bare.replace(/['’ʼ]s$/, "").replace(/['’ʼ]/g, "");
  }

  const words = (text) => [...text.normalize("NFC").matchAll(WORD)].map((match) => fold(match[0]));

  // What is asked: terms, each with the ways in which it may be written; a way is a list of words

  function termsOf(question) {
    const terms = [];
    const parts = question.split(/["“”„«»]/);
    parts.forEach((part, number) => {
      if (number % 2) {
        if (words(part).length) terms.push({ ways: [words(part)], exact: true, quoted: true });
      } else {
        terms.push(...looseTerms(part.split(/\s+/).map(words).filter((way) => way.length)));
      }
    });
    const weighty = terms.filter((term) => term.exact || term.ways.length > 1 || !SLIGHT.has(term.ways[0].join()));
    return weighty.length ? weighty : terms;
  }

  /** Turn words into terms; the longest spelling of a name that stands there becomes one term with all spellings. */
  function looseTerms(written) {
    const terms = [];
    for (let at = 0; at < written.length;) {
      let taken = Math.min(written.length - at, 6);
      let names = [];
      for (; taken && !names.length; taken -= names.length ? 0 : 1) {
        const said = written.slice(at, at + taken).flat().join(" ");
        names = index.names.filter((group) => group.some((name) => name.join(" ") === said));
      }
      const own = written.slice(at, at + Math.max(taken, 1)).flat();
      const others = names.flat().filter((name) => name.join(" ") !== own.join(" "));
      terms.push({ ways: [own, ...others], exact: own.length > 1 });
      at += Math.max(taken, 1);
    }
    return terms;
  }

  // Where it stands: maps from a thing's number to [position, how many words] of each hit

  function placesOf(written, length = 1) {
    const places = new Map();
    let thing = 0;
    for (const part of written.split(",")) {
      const [step, ...steps] = part.split(" ").map((number) => parseInt(number, 36));
      thing += step;
      let position = 0;
      places.set(thing, steps.map((by) => [(position += by), length]));
    }
    return places;
  }

  function union(all) {
    const found = new Map();
    for (const places of all) {
      for (const [thing, hits] of places) found.set(thing, [...(found.get(thing) || []), ...hits]);
    }
    return found;
  }

  /** Return all words of the stem of *word*, each with where it stands as it is written in the file. */
  async function formsOf(word) {
    let shelf = await load(`words-${fileOf(index.words, word)}`);
    if (Object.hasOwn(shelf, word) && typeof shelf[word] === "string") shelf = await load(`words-${shelf[word].slice(1)}`);
    return Object.values(shelf).find((forms) => typeof forms === "object" && Object.hasOwn(forms, word)) || {};
  }

  async function beginningWith(start) {
    const found = [];
    const last = Math.min(fileOf(index.words, `${start}\uffff`), fileOf(index.words, start) + 2);
    for (let number = fileOf(index.words, start); start.length > 2 && number <= last; number += 1) {
      for (const forms of Object.values(await load(`words-${number}`))) {
        for (const [word, written] of Object.entries(forms)) {
          if (typeof forms === "object" && word.startsWith(start)) found.push(placesOf(written));
        }
      }
    }
    return union(found);
  }

  /** Return where words follow one another. Unless *quoted*, "of" and the like are not looked up: any word will do. */
  async function placesOfPhrase(way, quoted) {
    const steps = way.map((_, step) => step).filter((step) => quoted || !SLIGHT.has(way[step]));
    if (!steps.length) return placesOfPhrase(way, true);
    const each = await Promise.all(steps.map(async (step) => {
      const forms = await formsOf(way[step]);
      return Object.hasOwn(forms, way[step]) ? placesOf(forms[way[step]]) : new Map();
    }));
    const found = new Map();
    for (const [thing, hits] of each[0]) {
      const at = each.map((places) => new Set((places.get(thing) || []).map(([position]) => position)));
      const begins = hits.map(([position]) => position - steps[0]);
      const whole = begins.filter((begin) => steps.every((step, number) => at[number].has(begin + step)));
      if (whole.length) found.set(thing, whole.map((begin) => [begin, way.length]));
    }
    return found;
  }

  async function placesOfTerm(term) {
    const [own] = term.ways;
    const found = term.ways.map((way) => placesOfPhrase(way, term.quoted));
    if (!term.exact) found[0] = formsOf(own[0]).then((forms) => union(Object.values(forms).map((written) => placesOf(written))));
    const all = union(await Promise.all(found));
    return all.size || term.exact ? all : beginningWith(own[0]);
  }

  // What is found, best first

  function kindOf(thing) {
    let last = 0;
    return index.kinds.find(([, , many]) => thing < (last += many))[0];
  }

  function scoreOf(thing, terms) {
    const long = 0.3 + 0.7 * index.lengths[thing] / index.average;
    let score = 0;
    terms.forEach(({ places, rarity }, number) => {
      const hits = places.get(thing) || [];
      const titled = hits.some(([position]) => position < index.titles[thing]);
      score += rarity * (2.2 * hits.length / (hits.length + 1.2 * long) + (titled ? 1.5 : 0));
      const next = terms[number + 1]?.places.get(thing) || [];
      if (hits.some(([position, length]) => next.some(([other]) => other === position + length))) score += 2 * rarity;
    });
    return score * (WEIGHTS[kindOf(thing)] || 1);
  }

  /** Return what has every term; if nothing has, what has any of them. */
  async function search(question) {
    const terms = termsOf(question);
    const all = index.titles.length;
    if (!terms.length) return { found: Array.from({ length: all }, (_, thing) => ({ thing, hits: [] })), any: false };
    await Promise.all(terms.map(async (term) => {
      term.places = await placesOfTerm(term);
      term.rarity = Math.log(1 + all / (1 + term.places.size));
    }));
    const some = [...union(terms.map((term) => term.places)).keys()];
    const whole = some.filter((thing) => terms.every((term) => term.places.has(thing)));
    const found = (whole.length ? whole : some).map((thing) => ({
      thing, score: scoreOf(thing, terms), hits: terms.flatMap((term) => term.places.get(thing) || []),
    }));
    found.sort((one, other) => other.score - one.score || one.thing - other.thing);
    return { found, any: !whole.length && terms.length > 1 };
  }

  // Filters

  /** Return the values that a thing has in a filter. */
  function valuesOf(name, thing) {
    if (name === "kind") return [kindOf(thing)];
    const { values, of } = index.filters[name];
    return values.filter((_, bit) => of[thing] >> bit & 1).map(([value]) => value);
  }

  const chosen = (name) => [...panel.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);

  function make(tag, properties, ...content) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  }

  function makeFilters(asked) {
    const wide = matchMedia("(min-width: 600px)").matches;
    panel.open = wide || Object.keys(FILTERS).some((name) => asked.has(name));
    for (const [name, heading] of Object.entries(FILTERS)) {
      const values = name === "kind" ? index.kinds : index.filters[name].values;
      const boxes = values.map(([value, shown]) => {
        const box = make("input", { type: "checkbox", name, value, checked: asked.getAll(name).includes(value) });
        return make("label", {}, box, ` ${shown} `, make("span", { className: "search-number" }));
      });
      const open = name === "kind" && wide || asked.has(name);
      const group = make("fieldset", {}, make("legend", { className: "search-legend" }, heading), ...boxes);
      panel.append(make("details", { open }, make("summary", {}, heading), group));
    }
  }

  /** Return what passes the filters, and write beside each value how many it would leave or add. */
  function filtered(found) {
    const wanted = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, chosen(name)]));
    const names = Object.keys(wanted).filter((name) => wanted[name].length);
    const passes = (thing, name) => valuesOf(name, thing).some((value) => wanted[name].includes(value));
    for (const name of Object.keys(FILTERS)) {
      const others = names.filter((other) => other !== name);
      const numbers = {};
      for (const { thing } of found) {
        if (others.every((other) => passes(thing, other))) for (const value of valuesOf(name, thing)) numbers[value] = (numbers[value] || 0) + 1;
      }
      for (const box of panel.querySelectorAll(`[name=${name}]`)) {
        box.parentElement.querySelector(".search-number").textContent = `(${numbers[box.value] || 0})`;
        box.parentElement.hidden = !numbers[box.value] && !box.checked;
      }
      panel.querySelector(`[name=${name}]`).closest("details").hidden = !Object.keys(numbers).length && !wanted[name].length;
    }
    return found.filter(({ thing }) => names.every((name) => passes(thing, name)));
  }

  // What is shown

  /** Return *text* with marks on the words at *hits*, whose positions count from *first*; a long one around the hits. */
  function marked(text, first, hits, longest) {
    const places = [...text.matchAll(WORD)];
    const marks = new Set(hits.flatMap(([position, length]) => Array.from({ length }, (_, step) => position - first + step)));
    const inside = [...marks].filter((number) => number >= 0 && number < places.length).sort((one, other) => one - other);
    const within = (number) => inside.filter((other) => other >= number && other < number + longest * 0.7).length;
    const best = inside.reduce((found, number) => within(number) > within(found) ? number : found, inside[0] || 0);
    const start = places.length > longest ? Math.max(0, Math.min(best - 8, places.length - longest)) : 0;
    const end = Math.min(places.length, start + longest);
    const parts = [];
    let at = start ? places[start].index : 0;
    if (start) parts.push("… ");
    for (const number of inside.filter((other) => other >= start && other < end)) {
      const from = places[number].index;
      parts.push(text.slice(at, from), make("mark", {}, places[number][0]));
      at = from + places[number][0].length;
    }
    parts.push(end < places.length ? `${text.slice(at, places[end].index).trimEnd()} …` : text.slice(at));
    return parts;
  }

  async function resultOf({ thing, hits }) {
    const file = fileOf(index.texts, thing);
    const [title, where, address, body] = (await load(`texts-${file}`))[thing - index.texts[file]].map((text) => text.normalize("NFC"));
    const said = [kindOf(thing), ...["standing", ...(/source|evidence/.test(kindOf(thing)) ? ["standpoint", "read"] : [])].flatMap((name) =>
      index.filters[name].values.filter((_, bit) => index.filters[name].of[thing] >> bit & 1).map(([, shown]) => shown))];
    const link = make("a", { href: page.dataset.root + address }, ...marked(title, 0, hits, 40));
    const item = make("li", {}, make("h3", {}, link), make("p", { className: "search-said" }, [...said, where].filter(Boolean).join(" · ")));
    if (body) item.append(make("p", {}, ...marked(body, index.titles[thing] + index.gap, hits, 36)));
    return item;
  }

  async function showMore(moveFocus) {
    const shown = list.children.length;
    const items = await Promise.all(results.slice(shown, shown + AT_ONCE * (shown ? 2 : 1)).map(resultOf));
    list.append(...items);
    list.hidden = !results.length;
    more.hidden = list.children.length >= results.length;
    if (moveFocus) items[0]?.querySelector("a").focus();
  }

  async function show(answer, question) {
    results = filtered(answer.found);
    list.replaceChildren();
    await showMore(false);
    const number = results.length === 1 ? "1 result" : `${results.length} results`;
    const asked = question ? ` for ${question}` : "";
    const note = answer.any ? "Nothing has all these words; these have some of them. " : "";
    count.textContent = results.length ? `${note}${number}${asked}` : `Nothing was found${asked}. Try fewer words, another spelling or fewer filters.`;
  }

  function keepAddress() {
    const asked = new URLSearchParams(new FormData(form));
    try {
      history.replaceState(null, "", `?${asked}`);
    } catch {
      // Browsers refuse this to a page from a folder on disk: there the address stays as it was.
    }
  }

  async function start() {
    const asked = new URLSearchParams(location.search);
    const question = (asked.get("q") || "").trim();
    page.querySelector(".search-without").hidden = true;
    form.hidden = false;
    field.value = question;
    if (!question && !Object.keys(FILTERS).some((name) => asked.has(name))) return field.focus();
    count.textContent = "Searching …";
    index = await load("index");
    index.average = index.lengths.reduce((sum, length) => sum + length, 0) / index.lengths.length;
    const answer = await search(question);
    makeFilters(asked);
    panel.hidden = false;
    await show(answer, question);
    panel.addEventListener("change", () => {
      keepAddress();
      show(answer, question).catch(sorry);
    });
    more.addEventListener("click", () => showMore(true).catch(sorry));
  }

  function sorry() {
    count.textContent = "The index of the search could not be read. The lists below lead to everything.";
  }

  start().catch(sorry);
})();
