// Elements, times and numbers. Whatever comes from the API goes in as text.

/** An element. Of the properties `class`, `text`, `on` (listeners) and `vars` (custom properties) are special; others are attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "vars") setVars(element, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function setVars(element, values) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value);
}

/** A picture from the sprite of the page. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  setIcon(svg, name);
  return svg;
}

export function setIcon(svg, name) {
  if (svg.firstElementChild.getAttribute("href") !== `#i-${name}`) svg.firstElementChild.setAttribute("href", `#i-${name}`);
}

/** A text in which code stands between backticks. */
export function prose(text) {
  return (text ?? "").split("`").map((part, index) => (index % 2 ? el("code", { text: part }) : part)).filter(Boolean);
}

/** Changes a text only where it differs, so that a selection in it survives. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Lets the children of a parent be those of the items, in this order; an element stays as long as its item does. */
export function keyed(parent, items, keyOf, make, update) {
  const known = (parent.keyed ??= new Map());
  const wanted = new Set(items.map(keyOf));
  for (const [key, element] of known) {
    if (wanted.has(key)) continue;
    element.remove();
    known.delete(key);
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let element = known.get(key);
    if (!element) {
      element = make(item);
      known.set(key, element);
    }
    update?.(element, item);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
}

/** Seconds as 1:02:03 or 2:03. */
export function clockText(seconds) {
  const whole = Math.floor(Math.max(0, seconds) + 1e-6);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const number = new Intl.NumberFormat("en");

/** `1 task`, `2 tasks`. */
export function count(many, one) {
  return `${number.format(many)} ${one}${many === 1 ? "" : "s"}`;
}

/** A balance in words: of each purse that isn't empty. */
export function purses({ credits, extra_credits, lyrics_credits }) {
  const parts = [[credits, ""], [extra_credits, " extra"], [lyrics_credits, " lyrics"]];
  return parts.filter(([amount]) => amount).map(([amount, of]) => number.format(amount) + of).join(", ") || "0";
}

/** A state in a word and a colour. */
export function chip(kind, text) {
  return el("span", { class: `chip ${kind}`, text });
}

/** Offers a text as a file. */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const toasts = document.getElementById("toasts");

/** Tells something for a few seconds; an error stays until it is dismissed, and interrupts. */
export function toast(text, isError = false) {
  const note = el("div", { class: `toast ${isError ? "bad" : ""}`, role: isError ? "alert" : "status" }, el("p", { text }));
  const dismiss = () => note.remove();
  note.append(el("button", { class: "quiet", "aria-label": "Dismiss", on: { click: dismiss } }, icon("close")));
  toasts.append(note);
  while (toasts.children.length > 3) toasts.firstElementChild.remove();
  if (!isError) setTimeout(dismiss, 5000);
}

/** Does something that may be refused, and tells if it was. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message, true);
    return undefined;
  }
}
