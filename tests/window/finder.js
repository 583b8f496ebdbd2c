// Finds what a person would: visible things by role and by the words that name them.
// In: role, words, scope (the words of a surrounding group, or null). Out: { found: [element], names: [words seen] }.
const [role, words, scope] = arguments;

const ROLES = {
  button: "button, [role=button], input[type=submit], summary",
  link: "a[href], [role=link]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  field: "input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=hidden]), textarea, [role=textbox], [role=combobox], [role=spinbutton], [role=searchbox], [contenteditable=true]",
  list: "select",
  radio: "input[type=radio], [role=radio]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  tab: "[role=tab]",
  option: "[role=option], option",
  row: "tr, [role=row]",
  cell: "td, th, [role=cell], [role=gridcell]",
  dialog: "dialog[open], [role=dialog], [role=alertdialog]",
  group: "fieldset, [role=group], [role=radiogroup], section, article, [role=region], tr, [role=row], li, dialog[open], [role=dialog], nav, header, footer, aside",
  anything: "*",
};

const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
const seen = (element) => {
  if (element.closest("[hidden], [inert]")) return false;
  // A choice drawn by its label is seen when the label is.
  const shown = /^(radio|checkbox)$/.test(element.type) && element.labels?.length ? element.labels[0] : element;
  return shown.getClientRects().length > 0 && getComputedStyle(shown).visibility !== "hidden";
};
const byIds = (ids) => tidy(ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
const name = (element) => {
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) return byIds(labelled);
  if (element.getAttribute("aria-label")) return tidy(element.getAttribute("aria-label"));
  if (element.labels?.length) return tidy([...element.labels].map((label) => label.textContent).join(" "));
  if (element.tagName === "FIELDSET") return tidy(element.querySelector("legend")?.textContent);
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) return tidy(element.title || element.value);
  if (/^(SECTION|ARTICLE|DIALOG|NAV|ASIDE|HEADER|FOOTER)$/.test(element.tagName)) {
    return tidy(element.querySelector("h1, h2, h3, h4")?.textContent) || tidy(element.innerText);
  }
  return tidy(element.innerText || element.title);
};

const all = (from, kind, wanted) => {
  const things = [...from.querySelectorAll(ROLES[kind])].filter(seen).map((element) => [element, name(element)]);
  const want = tidy(wanted);
  for (const fits of [(n) => n === want, (n) => n.startsWith(want), (n) => n.includes(want)]) {
    const found = things.filter(([, n]) => fits(n)).map(([element]) => element);
    if (found.length) return { found, names: [] };
  }
  return { found: [], names: things.map(([, n]) => n.slice(0, 80)).filter(Boolean).slice(0, 60) };
};

if (role === "anything") {
  const here = tidy(document.body?.innerText).includes(tidy(words));
  return { found: here ? [document.body] : [], names: [] };
}
// An open dialog is all there is to use.
let from = role === "dialog" ? document : [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]")].filter(seen).pop() || document;
if (scope) {
  const groups = all(from, "group", scope).found;
  // The innermost group that is named so.
  from = groups.find((group) => !groups.some((other) => other !== group && group.contains(other)));
  if (!from) return { found: [], names: [`no group is named “${scope}”`] };
}
return all(from, role, words);
